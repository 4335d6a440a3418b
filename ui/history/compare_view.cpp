#include "ui/history/compare_view.h"

#include "core/wording/verdict_text.h"
#include "ui/history/text_table.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/theme/label.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QTableWidget>

#include <algorithm>
#include <cmath>

namespace xpu::ui {

namespace {

using Pair = Comparison::Pair;

constexpr qsizetype kStepsShown = 1000;
constexpr std::size_t kNamesShown = 20;

QString secondsText(const std::optional<double>& seconds)
{
    return seconds ? durationText(Seconds(*seconds)) : unknownText();
}
QString joulesText(const std::optional<double>& joules)
{
    return joules ? energyText(Joules(*joules)) : unknownText();
}
QString shareText(const std::optional<double>& share)
{
    return share ? valueText(*share * 100, Unit::Percent) : unknownText();
}
QString gramsOf(const std::optional<double>& grams)
{
    return grams ? gramsText(*grams) : unknownText();
}
QString countText(const std::optional<double>& count)
{
    return count ? QLocale().toString(*count, 'f', 0) : unknownText();
}

QString costText(const std::optional<double>& cost, const Comparison::Side& side)
{
    return cost ? moneyText(*cost, side.currency) : unknownText();
}

/// "-12 %" of the first.
QString changeText(const Pair& pair)
{
    return pair.ratio() ? deviationText(*pair.first, *pair.second) : unknownText();
}

QString sideText(const Comparison::Side& side)
{
    return CompareView::tr("%1, %2").arg(text(side.run.name),
                                         momentText(side.run.startedUtcMicros));
}

/// The text of one value, chosen by the figure's name.
struct FigureWords {
    QString name;
    QString (*value)(const std::optional<double>&) = countText;
    bool hasChange = true;
    bool isOptional = false; ///< no row where neither run has it
};

FigureWords wordsOf(const std::string& figure)
{
    if (figure == "makespan_s")
        return {CompareView::tr("Took"), secondsText};
    if (figure == "predicted_s")
        return {CompareView::tr("Predicted"), secondsText};
    if (figure == "lower_bound_s")
        return {CompareView::tr("Predicted bound"), secondsText};
    if (figure == "energy_j")
        return {CompareView::tr("Energy"), joulesText};
    if (figure == "cost")
        return {CompareView::tr("Cost of energy"), countText, true, true};
    if (figure == "carbon_g")
        return {CompareView::tr("CO₂ of energy"), gramsOf, true, true};
    if (figure == "median_error")
        return {CompareView::tr("Error of prediction"), shareText, false};
    if (figure == "coverage")
        return {CompareView::tr("Inside the 90 % interval"), shareText, false};
    if (figure == "steps_done")
        return {CompareView::tr("Steps done"), countText, false};
    if (figure == "steps_failed")
        return {CompareView::tr("Steps failed"), countText, false};
    return {text(figure), countText};
}

QString namesOf(const std::vector<std::string>& ids)
{
    QStringList names;
    for (std::size_t i = 0; i < std::min(ids.size(), kNamesShown); ++i)
        names << text(ids[i]);
    return names.join(QStringLiteral(", "))
           + (ids.size() > kNamesShown ? QStringLiteral(", …") : QString());
}

double differenceOf(const Comparison::StepLine& step)
{
    return std::abs(step.actualS.second.value_or(0) - step.actualS.first.value_or(0));
}

} // namespace

CompareView::CompareView(QWidget* parent)
    : QWidget(parent),
      title_(plainLabel("title")),
      verdict_(plainLabel("title")),
      reasons_(plainLabel("muted")),
      only_(plainLabel("muted")),
      figures_(textTable(tr("Figures of both runs"),
                         {tr("Figure"), tr("First"), tr("Second"), tr("Change")}, 1)),
      devices_(
          textTable(tr("Devices of both runs"),
                    {tr("Device"), tr("Steps, first"), tr("Steps, second"), tr("Busy, first"),
                     tr("Busy, second"), tr("Change"), tr("Energy, first"), tr("Energy, second")},
                    1)),
      operations_(
          textTable(tr("Operations of both runs"),
                    {tr("Operation"), tr("Device"), tr("Median, first"), tr("Median, second"),
                     tr("Change"), tr("Total, first"), tr("Total, second"), tr("Change")},
                    2)),
      steps_(textTable(tr("Steps in both runs"),
                       {tr("Step"), tr("Device"), tr("First"), tr("Second"), tr("Change")}, 2))
{
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Comparison"));
    verdict_->setWordWrap(true);
    reasons_->setWordWrap(true);
    only_->setWordWrap(true);
    auto* body = new QWidget;
    body->setObjectName(QStringLiteral("panel"));
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(18, 14, 18, 18);
    column->setSpacing(10);
    column->addWidget(verdict_);
    column->addWidget(reasons_);
    column->addSpacing(4);
    column->addWidget(figures_);
    const auto section = [column](const QString& heading, QWidget* widget) {
        column->addWidget(plainLabel("heading", heading));
        column->addWidget(widget);
    };
    section(tr("DEVICES"), devices_);
    section(tr("OPERATIONS"), operations_);
    section(tr("STEPS, THOSE THAT DIFFER MOST FIRST"), steps_);
    column->addWidget(only_);
    column->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setAccessibleName(tr("Comparison"));
    scroll->setWidgetResizable(true);
    scroll->setWidget(body);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins({});
    whole->setSpacing(0);
    whole->addWidget(makeHead());
    whole->addWidget(scroll, 1);
}

QWidget* CompareView::makeHead()
{
    auto* head = new QWidget;
    head->setObjectName(QStringLiteral("toolBar"));
    head->setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(12, 7, 12, 7);
    row->setSpacing(8);
    auto* back = new QPushButton(tr("‹ &Back"));
    back->setAccessibleName(tr("Back"));
    connect(back, &QPushButton::clicked, this, &CompareView::backWanted);
    row->addWidget(back);
    row->addSpacing(6);
    row->addWidget(title_);
    row->addStretch();
    return head;
}

void CompareView::show(const Comparison& both)
{
    title_->setText(tr("First: %1 · Second: %2").arg(sideText(both.first), sideText(both.second)));
    const std::vector<std::string> sentences = wording::verdict(both);
    verdict_->setText(text(sentences.front()));
    QStringList reasons;
    for (std::size_t i = 1; i < sentences.size(); ++i)
        reasons << text(sentences[i]);
    reasons_->setText(reasons.join(u'\n'));
    showFigures(both);
    showDevices(both);
    showOperations(both);
    showSteps(both);
}

void CompareView::showFigures(const Comparison& both)
{
    QList<QStringList> rows;
    for (const Comparison::Figure& figure : both.figures) {
        const FigureWords words = wordsOf(figure.name);
        const Pair& pair = figure.value;
        if (words.isOptional && !pair.first && !pair.second)
            continue;
        const bool isMoney = figure.name == "cost";
        rows << QStringList{words.name,
                            isMoney ? costText(pair.first, both.first) : words.value(pair.first),
                            isMoney ? costText(pair.second, both.second) : words.value(pair.second),
                            words.hasChange ? changeText(figure.value) : QString()};
    }
    fillTable(*figures_, rows, 8);
}

void CompareView::showDevices(const Comparison& both)
{
    QList<QStringList> rows;
    for (const Comparison::DeviceLine& line : both.devices)
        rows << QStringList{text(line.device),
                            countText(line.steps.first),
                            countText(line.steps.second),
                            secondsText(line.busyS.first),
                            secondsText(line.busyS.second),
                            changeText(line.busyS),
                            joulesText(line.energyJ.first),
                            joulesText(line.energyJ.second)};
    fillTable(*devices_, rows, 8);
}

void CompareView::showOperations(const Comparison& both)
{
    QList<QStringList> rows;
    for (const Comparison::OperationLine& line : both.operations)
        rows << QStringList{text(line.operation),
                            text(line.device),
                            secondsText(line.p50S.first),
                            secondsText(line.p50S.second),
                            changeText(line.p50S),
                            secondsText(line.totalS.first),
                            secondsText(line.totalS.second),
                            changeText(line.totalS)};
    fillTable(*operations_, rows, 10);
}

void CompareView::showSteps(const Comparison& both)
{
    std::vector<const Comparison::StepLine*> steps;
    for (const Comparison::StepLine& step : both.steps)
        steps.push_back(&step);
    std::stable_sort(steps.begin(), steps.end(), [](const auto* a, const auto* b) {
        return differenceOf(*a) > differenceOf(*b);
    });
    QList<QStringList> rows;
    for (const Comparison::StepLine* step : steps) {
        if (rows.size() == kStepsShown)
            break;
        const QString device =
            step->firstDevice == step->secondDevice
                ? text(step->firstDevice)
                : tr("%1 → %2").arg(text(step->firstDevice), text(step->secondDevice));
        rows << QStringList{text(step->step), device, secondsText(step->actualS.first),
                            secondsText(step->actualS.second), changeText(step->actualS)};
    }
    fillTable(*steps_, rows, 14);
    QStringList only;
    if (!both.onlyFirst.empty())
        only << tr("Only in the first: %1").arg(namesOf(both.onlyFirst));
    if (!both.onlySecond.empty())
        only << tr("Only in the second: %1").arg(namesOf(both.onlySecond));
    only_->setText(only.join(u'\n'));
    only_->setVisible(!only.isEmpty());
}

} // namespace xpu::ui
