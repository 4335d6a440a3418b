#pragma once

#include "core/report/report.h"

#include <QString>
#include <QStringList>

namespace xpu::ui {

/// Endings of the files a report can be saved as, PDF first: ".pdf", ".html" …
QStringList reportEndings();
/// One of `reportEndings()` that this file's name means, or empty.
QString reportEndingOf(const QString& path);
/// Writes the report in the form that the ending means; the file appears whole or not at all.
/// Any thread. @return a sentence when that fails, else empty
QString saveReport(const Report& report, const QString& path);

} // namespace xpu::ui
