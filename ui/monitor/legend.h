#pragma once

#include <QPoint>
#include <QString>
#include <QWidget>

#include <vector>

namespace xpu::ui {

/// The lines of a chart with their present values: colour, dash, name, figure.
class Legend : public QWidget {
    Q_OBJECT

public:
    struct Entry {
        QString name;
        QString value;
        bool operator==(const Entry&) const = default;
    };

    using QWidget::QWidget;
    void show(std::vector<Entry> entries);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// Left ends and lines of the entries in this width.
    std::vector<QPoint> places() const;
    int widthOf(const Entry& entry) const;
    int lines() const;

    std::vector<Entry> entries_;
};

/// Solid, dashed, dotted, dash-dotted: the line style of the i-th series.
Qt::PenStyle dashOf(std::size_t series);

} // namespace xpu::ui
