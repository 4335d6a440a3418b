#pragma once

#include <QList>
#include <QStringList>

class QLabel;
class QTableWidget;

namespace xpu::ui {

/// Text that is never markup, with a role of the style sheet: "title", "heading", "muted".
QLabel* plainLabel(const char* role, const QString& text = {});

/// A read-only table of text; columns from `numbersFrom` on are right-aligned.
QTableWidget* textTable(const QString& name, const QStringList& headers, int numbersFrom);

/// Puts `rows` into the table, which becomes as tall as they are, up to `mostVisible`.
void fillTable(QTableWidget& table, const QList<QStringList>& rows, int mostVisible);

} // namespace xpu::ui
