#include "ui/main_window/navigation.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace xpu::ui {

namespace {

constexpr int kCountRole = Qt::UserRole + 1;

class PageDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const bool current = (option.state & QStyle::State_Selected) != 0;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRectF box = QRectF(option.rect).adjusted(0.5, 1.5, -0.5, -1.5);
        painter->setPen((option.state & QStyle::State_HasFocus) != 0 ? QPen(theme().accent)
                                                                     : QPen(Qt::NoPen));
        painter->setBrush(current ? QBrush(theme().accentSoft) : QBrush(Qt::NoBrush));
        painter->drawRoundedRect(box, 5, 5);
        QFont font = option.font;
        font.setWeight(current ? QFont::DemiBold : QFont::Normal);
        painter->setFont(font);
        painter->setPen(current ? theme().accent : theme().text);
        const QRect inside = option.rect.adjusted(10, 0, -10, 0);
        painter->drawText(inside, Qt::AlignLeft | Qt::AlignVCenter,
                          index.data(Qt::DisplayRole).toString());
        painter->setFont(option.font);
        painter->setPen(theme().muted);
        painter->drawText(inside, Qt::AlignRight | Qt::AlignVCenter,
                          index.data(kCountRole).toString());
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {80, option.fontMetrics.height() + 18};
    }
};

} // namespace

Navigation::Navigation(QWidget* parent) : QListWidget(parent)
{
    setObjectName(QStringLiteral("navigation"));
    setAccessibleName(tr("Pages"));
    setItemDelegate(new PageDelegate(this));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFixedWidth(132);
}

void Navigation::addPage(const QString& name)
{
    addItem(name);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    setFixedWidth(std::max(width(), QFontMetrics(bold).horizontalAdvance(name) + 72));
    item(count() - 1)->setData(Qt::AccessibleTextRole, name);
}

void Navigation::setCount(int page, int count)
{
    QListWidgetItem* entry = item(page);
    const QString text = count > 0 ? QString::number(count) : QString();
    if (entry->data(kCountRole).toString() == text)
        return;
    entry->setData(kCountRole, text);
    entry->setData(Qt::AccessibleTextRole, entry->text() + u' ' + text);
}

} // namespace xpu::ui
