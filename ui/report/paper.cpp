#include "ui/report/paper.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QSvgRenderer>
#include <QTextOption>

#include <algorithm>
#include <array>

namespace xpu::ui {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(xpu::ui::Paper)
};

constexpr double kPointsPerInch = 72;
constexpr double kFooter = 24;
constexpr double kPadding = 3;
constexpr double kCell = 8;
constexpr int kLongestCell = 400;

const QColor kInk(0x1d, 0x21, 0x26);
const QColor kDim(0x5c, 0x64, 0x6e);
const QColor kLine(0xd9, 0xdd, 0xe2);

/// As the charts of a report have them.
const std::array<QColor, 8> kSeries{QColor(0x00, 0x72, 0xb2), QColor(0xe6, 0x9f, 0x00),
                                    QColor(0x00, 0x9e, 0x73), QColor(0xd5, 0x5e, 0x00),
                                    QColor(0x56, 0xb4, 0xe9), QColor(0xcc, 0x79, 0xa7),
                                    QColor(0xf0, 0xe4, 0x42), QColor(0x4a, 0x4f, 0x57)};

QString clipped(const QString& text)
{
    return text.size() > kLongestCell ? text.left(kLongestCell) + QStringLiteral("…") : text;
}

} // namespace

Paper::Paper(QPdfWriter& writer, QString footer, int pages)
    : writer_(writer),
      painter_(&writer),
      footer_(std::move(footer)),
      pagesInAll_(pages),
      scale_(writer.resolution() / kPointsPerInch),
      width_(writer.width()),
      height_(writer.height() - kFooter * scale_)
{}

Paper::~Paper() { drawFooter(); }

QFont Paper::font(double points, QFont::Weight weight) const
{
    QFont made(QStringLiteral("sans-serif"));
    made.setStyleHint(QFont::SansSerif);
    made.setPointSizeF(points);
    made.setWeight(weight);
    return made;
}

void Paper::drawFooter()
{
    const double y = std::exchange(y_, height_ + px(8));
    const QString place = pagesInAll_ > 0 ? Tr::tr("Page %1 of %2").arg(page_).arg(pagesInAll_)
                                          : Tr::tr("Page %1").arg(page_);
    painter_.setPen(QPen(kLine, px(0.5)));
    painter_.drawLine(QPointF(0, y_), QPointF(width_, y_));
    y_ += px(4);
    const double top = y_;
    draw(font(7.5), kDim, footer_, 0, width_ * 0.75);
    y_ = top;
    draw(font(7.5), kDim, place, width_ * 0.75, width_ * 0.25, Qt::AlignRight);
    y_ = y;
}

void Paper::newPage()
{
    drawFooter();
    writer_.newPage();
    ++page_;
    y_ = 0;
}

void Paper::need(double pixels)
{
    if (y_ > 0 && y_ + pixels > height_)
        newPage();
}

double Paper::heightOf(const QFont& font, const QString& text, double width) const
{
    const QFontMetricsF metrics(font, &writer_);
    if (!text.contains(u'\n') && metrics.horizontalAdvance(text) <= width)
        return metrics.height();
    return metrics
        .boundingRect(QRectF(0, 0, width, height_), Qt::TextWordWrap | Qt::TextWrapAnywhere, text)
        .height();
}

double Paper::draw(const QFont& font, const QColor& colour, const QString& text, double x,
                   double width, Qt::Alignment alignment)
{
    const double height = heightOf(font, text, width);
    QTextOption option(alignment);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    painter_.setFont(font);
    painter_.setPen(colour);
    painter_.drawText(QRectF(x, y_, width, height + px(2)), text, option);
    y_ += height;
    return height;
}

void Paper::title(const QString& text) { draw(font(18, QFont::DemiBold), kInk, text, 0, width_); }

void Paper::heading(const QString& text, double atLeast)
{
    gap(y_ > 0 ? 14 : 0);
    need(px(atLeast + 20));
    draw(font(11, QFont::DemiBold), kInk, text, 0, width_);
    gap(4);
}

void Paper::note(const QString& text)
{
    const QFont small = font(8.5);
    need(heightOf(small, text, width_));
    draw(small, kDim, text, 0, width_);
}

void Paper::figures(const std::vector<std::pair<QString, QString>>& figures, int columns)
{
    const double cell = width_ / columns;
    for (std::size_t i = 0; i < figures.size(); i += static_cast<std::size_t>(columns)) {
        need(px(36));
        const double top = y_;
        for (std::size_t c = 0; c < static_cast<std::size_t>(columns) && i + c < figures.size();
             ++c) {
            y_ = top;
            const double x = static_cast<double>(c) * cell;
            draw(font(7.5), kDim, figures[i + c].first, x, cell - px(6));
            draw(font(13, QFont::DemiBold), kInk, figures[i + c].second, x, cell - px(6));
        }
        y_ = top + px(36);
    }
}

void Paper::chart(const QByteArray& svg, double width)
{
    QSvgRenderer renderer(svg);
    const QSizeF size = renderer.viewBoxF().size();
    if (!renderer.isValid() || size.isEmpty())
        return;
    double wide = width > 0 ? std::min(width_, px(width)) : width_;
    wide = std::min(wide, (height_ - px(30)) * size.width() / size.height());
    const double tall = wide * size.height() / size.width();
    need(tall);
    painter_.setFont(font(kCell)); // the chart names a size, not a weight
    renderer.render(&painter_, QRectF(0, y_, wide, tall));
    y_ += tall;
}

void Paper::legend(const QStringList& names)
{
    const QFont small = font(8);
    const QFontMetricsF metrics(small, &writer_);
    const double box = px(6);
    gap(4);
    need(metrics.height());
    double x = 0;
    for (qsizetype i = 0; i < names.size(); ++i) {
        const double wide = box + px(4) + metrics.horizontalAdvance(names[i]) + px(14);
        if (x > 0 && x + wide > width_) {
            x = 0;
            y_ += metrics.height();
            need(metrics.height());
        }
        painter_.fillRect(QRectF(x, y_ + (metrics.height() - box) / 2, box, box),
                          kSeries.at(static_cast<std::size_t>(i) % kSeries.size()));
        const double top = y_;
        draw(small, kDim, names[i], x + box + px(4), width_);
        y_ = top;
        x += wide;
    }
    y_ += metrics.height();
}

void Paper::tableHead(const std::vector<PaperColumn>& columns, const std::vector<double>& widths)
{
    QStringList titles;
    for (const PaperColumn& column : columns)
        titles << column.title;
    const double top = y_;
    double x = 0;
    double bottom = top;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        y_ = top;
        draw(font(kCell - 0.5), kDim, columns[i].title, x, widths[i] - px(kPadding * 2),
             columns[i].number ? Qt::AlignRight : Qt::AlignLeft);
        bottom = std::max(bottom, y_);
        x += widths[i];
    }
    y_ = bottom + px(kPadding);
    painter_.setPen(QPen(kDim, px(0.6)));
    painter_.drawLine(QPointF(0, y_), QPointF(width_, y_));
    y_ += px(kPadding);
}

double Paper::rowHeight(const std::vector<double>& widths, const QStringList& row) const
{
    double tallest = 0;
    for (qsizetype i = 0; i < row.size(); ++i)
        tallest =
            std::max(tallest, heightOf(font(kCell), clipped(row[i]),
                                       widths[static_cast<std::size_t>(i)] - px(kPadding * 2)));
    return std::min(tallest, height_ / 2) + px(kPadding * 2);
}

void Paper::tableRow(const std::vector<PaperColumn>& columns, const std::vector<double>& widths,
                     const QStringList& row, double height)
{
    const double top = y_;
    double x = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        y_ = top;
        draw(font(kCell), kInk, clipped(row.value(static_cast<qsizetype>(i))), x,
             widths[i] - px(kPadding * 2), columns[i].number ? Qt::AlignRight : Qt::AlignLeft);
        x += widths[i];
    }
    y_ = top + height - px(kPadding);
    painter_.setPen(QPen(kLine, px(0.4)));
    painter_.drawLine(QPointF(0, y_), QPointF(width_, y_));
    y_ += px(kPadding);
}

void Paper::table(const std::vector<PaperColumn>& columns, const std::vector<QStringList>& rows)
{
    double shares = 0;
    for (const PaperColumn& column : columns)
        shares += column.share;
    std::vector<double> widths;
    for (const PaperColumn& column : columns)
        widths.push_back(width_ * column.share / shares);
    need(px(40));
    tableHead(columns, widths);
    for (const QStringList& row : rows) {
        const double height = rowHeight(widths, row);
        const int before = page_;
        need(height);
        if (page_ != before)
            tableHead(columns, widths);
        tableRow(columns, widths, row, height);
    }
}

} // namespace xpu::ui
