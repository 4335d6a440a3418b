#include "ui/history/text_table.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>

#include <algorithm>

namespace xpu::ui {

QTableWidget* textTable(const QString& name, const QStringList& headers, int numbersFrom)
{
    auto* table = new QTableWidget(0, static_cast<int>(headers.size()));
    table->setAccessibleName(name);
    table->setHorizontalHeaderLabels(headers);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->setTabKeyNavigation(false);
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 13);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    for (int column = 0; column < headers.size(); ++column)
        table->horizontalHeaderItem(column)->setTextAlignment(
            (column >= numbersFrom ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    table->setProperty("numbersFrom", numbersFrom);
    return table;
}

void fillTable(QTableWidget& table, const QList<QStringList>& rows, int mostVisible)
{
    const int numbersFrom = table.property("numbersFrom").toInt();
    table.setRowCount(static_cast<int>(rows.size()));
    for (int row = 0; row < rows.size(); ++row)
        for (int column = 0; column < rows[row].size(); ++column) {
            auto* item = new QTableWidgetItem(rows[row][column]);
            item->setTextAlignment((column >= numbersFrom ? Qt::AlignRight : Qt::AlignLeft)
                                   | Qt::AlignVCenter);
            table.setItem(row, column, item);
        }
    const int shown = std::clamp(static_cast<int>(rows.size()), 1, mostVisible);
    table.setFixedHeight(table.horizontalHeader()->sizeHint().height()
                         + shown * table.verticalHeader()->defaultSectionSize() + 4);
}

} // namespace xpu::ui
