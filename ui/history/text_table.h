#pragma once

#include <QList>
#include <QStringList>

class QTableWidget;

namespace xpu::ui {

/// A read-only table of text; columns from `numbersFrom` on are right-aligned.
QTableWidget* textTable(const QString& name, const QStringList& headers, int numbersFrom);

/// Puts `rows` into the table, which becomes as tall as they are, up to `mostVisible`.
void fillTable(QTableWidget& table, const QList<QStringList>& rows, int mostVisible);

} // namespace xpu::ui
