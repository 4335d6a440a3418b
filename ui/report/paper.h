#pragma once

#include <QFont>
#include <QPainter>
#include <QPdfWriter>
#include <QString>
#include <QStringList>

#include <utility>
#include <vector>

namespace xpu::ui {

struct PaperColumn {
    QString title;
    double share = 1; ///< of the width, against the other columns
    bool number = false;
};

/// Pages that fill from top to bottom: what does not fit begins a new one. Lengths are points.
class Paper {
public:
    /// @param pages  of the whole document as a first pass counted them; 0 = not known yet
    Paper(QPdfWriter& writer, QString footer, int pages);
    ~Paper();
    Paper(const Paper&) = delete;
    Paper& operator=(const Paper&) = delete;

    void title(const QString& text);
    /// Begins a new page when less than `atLeast` would fit below it.
    void heading(const QString& text, double atLeast = 60);
    void note(const QString& text);
    /// Small names over large values, `columns` in a row.
    void figures(const std::vector<std::pair<QString, QString>>& figures, int columns);
    /// A chart over the whole width, or less where `width` says so.
    void chart(const QByteArray& svg, double width = 0);
    /// Squares with names, in the colours of charts.
    void legend(const QStringList& names);
    /// The head comes again on every page.
    void table(const std::vector<PaperColumn>& columns, const std::vector<QStringList>& rows);
    void gap(double points) { y_ += px(points); }

    int pages() const { return page_; }

private:
    double px(double points) const { return points * scale_; }
    QFont font(double points, QFont::Weight weight = QFont::Normal) const;
    void need(double pixels);
    void newPage();
    void drawFooter();
    double heightOf(const QFont& font, const QString& text, double width) const;
    double draw(const QFont& font, const QColor& colour, const QString& text, double x,
                double width, Qt::Alignment alignment = Qt::AlignLeft);
    void tableHead(const std::vector<PaperColumn>& columns, const std::vector<double>& widths);
    double rowHeight(const std::vector<double>& widths, const QStringList& row) const;
    void tableRow(const std::vector<PaperColumn>& columns, const std::vector<double>& widths,
                  const QStringList& row, double height);

    QPdfWriter& writer_;
    QPainter painter_;
    const QString footer_;
    const int pagesInAll_;
    const double scale_;
    const double width_;
    const double height_; ///< above the footer
    double y_ = 0;
    int page_ = 1;
};

} // namespace xpu::ui
