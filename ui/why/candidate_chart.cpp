#include "ui/why/candidate_chart.h"

#include "ui/text/format.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace xpu::ui {

namespace {

constexpr int kNames = 86;
constexpr int kFigures = 92;
constexpr int kGap = 4;

QString excludedText(const Candidate& c)
{
    return CandidateChart::tr("not able: %1").arg(text(c.excluded));
}

QString spoken(const Candidate& c)
{
    if (!c.excluded.empty())
        return text(c.deviceId) + u' ' + excludedText(c);
    if (!c.known)
        return CandidateChart::tr("%1 no history yet").arg(text(c.deviceId));
    return CandidateChart::tr("%1 takes %2, between %3 and %4")
        .arg(text(c.deviceId), durationText(c.predicted), durationText(c.lo), durationText(c.hi));
}

} // namespace

CandidateChart::CandidateChart(QWidget* parent) : QWidget(parent)
{
    setAccessibleName(tr("Devices weighed for this step"));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void CandidateChart::show(std::shared_ptr<const Why> why, const std::string& chosen)
{
    if (why == why_ && chosen == chosen_)
        return;
    why_ = std::move(why);
    chosen_ = chosen;
    QStringList lines;
    if (why_)
        for (const Candidate& c : why_->candidates)
            lines << spoken(c);
    setAccessibleDescription(lines.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

int CandidateChart::rowHeight(const Candidate& candidate, int width) const
{
    if (candidate.excluded.empty())
        return fontMetrics().height() + kGap;
    const QRect room(0, 0, std::max(40, width - kNames), 2000);
    return fontMetrics().boundingRect(room, Qt::TextWordWrap, excludedText(candidate)).height()
           + kGap;
}

int CandidateChart::heightForWidth(int width) const
{
    int height = 0;
    if (why_)
        for (const Candidate& c : why_->candidates)
            height += rowHeight(c, width);
    return height;
}

double CandidateChart::scale() const
{
    double longest = 0;
    for (const Candidate& c : why_->candidates)
        if (c.excluded.empty() && c.known)
            longest = std::max(longest, std::max(c.hi.count(), c.predicted.count()));
    return longest > 0 ? longest : 1;
}

void CandidateChart::paintInterval(QPainter& painter, const Candidate& c, const QRect& row) const
{
    const QRectF track(kNames, row.top() + 2, std::max(10, row.width() - kNames - kFigures),
                       row.height() - kGap - 4);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().track);
    painter.drawRoundedRect(track, 2, 2);
    const double perSecond = (track.width() - 4) / scale();
    const double lo = track.left() + 2 + c.lo.count() * perSecond;
    const double hi = track.left() + 2 + c.hi.count() * perSecond;
    const double median = track.left() + 2 + c.predicted.count() * perSecond;
    painter.setBrush(theme().series[0]);
    painter.drawRoundedRect(QRectF(lo, track.center().y() - 2, std::max(3.0, hi - lo), 4), 2, 2);
    painter.fillRect(QRectF(std::round(median) - 1, track.top(), 2, track.height()), theme().text);
}

void CandidateChart::paintEvent(QPaintEvent*)
{
    if (!why_)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    int top = 0;
    for (const Candidate& c : why_->candidates) {
        const QRect row(0, top, width(), rowHeight(c, width()));
        top += row.height();
        const bool isChosen = c.deviceId == chosen_;
        const bool able = c.excluded.empty();
        painter.setFont(isChosen ? bold : font());
        const QColor colour = isChosen ? theme().good : (able ? theme().text : theme().muted);
        painter.setPen(colour);
        const QRect name(0, row.top(), kNames - 6, fontMetrics().height());
        painter.drawText(
            name, Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(text(c.deviceId), Qt::ElideRight, name.width()));
        if (!able) {
            painter.drawText(row.adjusted(kNames, 0, 0, 0), Qt::TextWordWrap, excludedText(c));
            continue;
        }
        // Without an interval beside it the sentence has the whole row.
        const int room = c.known ? kFigures : width() - kNames;
        const QRect figure(width() - room, row.top(), room, fontMetrics().height());
        painter.drawText(figure, Qt::AlignRight | Qt::AlignVCenter,
                         c.known ? durationText(c.predicted) : tr("no history yet"));
        if (c.known)
            paintInterval(painter, c, row);
    }
}

} // namespace xpu::ui
