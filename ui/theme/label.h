#pragma once

#include <QLabel>

namespace xpu::ui {

/// A label in a role of the theme: "title", "heading", "muted", "danger", "" for ordinary text.
/// What it shows is text, never markup: much of it comes out of files.
QLabel* plainLabel(const char* role, const QString& text = {});
/// The same for sentences, which take as many lines as they need.
QLabel* wrappedLabel(const char* role, const QString& text = {});

} // namespace xpu::ui
