#include "ui/history/report_view.h"

#include "ui/history/text_table.h"
#include "ui/report/report_file.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/theme/label.h"
#include "ui/timeline/gantt_view.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QStandardPaths>
#include <QTableWidget>
#include <QThreadPool>
#include <QUrl>
#include <QVBoxLayout>

namespace xpu::ui {

namespace {

constexpr int kStepsShown = 1000;
constexpr int kFiguresInRow = 8;

QString secondsText(const std::optional<double>& seconds)
{
    return seconds ? durationText(Seconds(*seconds)) : unknownText();
}

QString percentText(double share) { return valueText(share * 100, Unit::Percent); }

/// The bound rests on predicted times: quicker steps can stay below it.
QString gapText(const std::optional<double>& gap)
{
    if (!gap)
        return unknownText();
    return (*gap < 0 ? QString() : QStringLiteral("+")) + percentText(*gap);
}

QString deviation(const std::optional<double>& predicted, const std::optional<double>& actual)
{
    return predicted && actual ? deviationText(*predicted, *actual) : unknownText();
}

QString energyOf(const std::optional<double>& joules)
{
    return joules ? energyText(Joules(*joules)) : unknownText();
}

} // namespace

ReportView::ReportView(QWidget* parent)
    : QWidget(parent),
      title_(plainLabel("title")),
      facts_(plainLabel("muted")),
      notice_(plainLabel("muted")),
      figures_(new QGridLayout),
      timeline_(new GanttView),
      devices_(textTable(tr("Devices of this run"),
                         {tr("Device"), tr("Steps"), tr("Busy"), tr("Utilization"), tr("In"),
                          tr("Out"), tr("Energy")},
                         1)),
      operations_(textTable(tr("Operations of this run"),
                            {tr("Operation"), tr("Device"), tr("Steps"), tr("Median"), tr("p95"),
                             tr("Total"), tr("Median error")},
                            2)),
      steps_(textTable(tr("Steps of this run"),
                       {tr("Step"), tr("State"), tr("Device"), tr("Predicted"), tr("Took"),
                        tr("Error"), tr("Message")},
                       3))
{
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Report"));
    auto* body = new QWidget;
    body->setObjectName(QStringLiteral("panel"));
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(18, 14, 18, 18);
    column->setSpacing(10);
    column->addLayout(figures_);
    column->addSpacing(4);
    const auto section = [column](const QString& heading, QWidget* widget) {
        column->addWidget(plainLabel("heading", heading));
        column->addWidget(widget);
    };
    section(tr("TIMELINE"), timeline_);
    section(tr("DEVICES"), devices_);
    section(tr("OPERATIONS"), operations_);
    section(tr("STEPS"), steps_);
    column->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setAccessibleName(tr("Report"));
    scroll->setWidgetResizable(true);
    scroll->setWidget(body);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins({});
    whole->setSpacing(0);
    whole->addWidget(makeHead());
    whole->addWidget(scroll, 1);
}

QWidget* ReportView::makeHead()
{
    auto* head = new QWidget;
    head->setObjectName(QStringLiteral("toolBar"));
    head->setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(12, 7, 12, 7);
    row->setSpacing(8);
    const auto button = [this](const QString& text, auto slot) {
        auto* made = new QPushButton(text);
        QString name = text;
        made->setAccessibleName(name.remove(u'&'));
        connect(made, &QPushButton::clicked, this, slot);
        return made;
    };
    row->addWidget(button(tr("‹ &Back"), &ReportView::backWanted));
    row->addSpacing(6);
    row->addWidget(title_);
    row->addWidget(facts_);
    row->addStretch();
    row->addWidget(notice_);
    row->addWidget(button(tr("Open in &browser"), &ReportView::openInBrowser));
    row->addWidget(button(tr("&Save as…"), &ReportView::chooseFile));
    return head;
}

void ReportView::show(Report report)
{
    report_ = std::make_shared<const Report>(std::move(report));
    const history::RunDetail& run = report_->run;
    title_->setText(text(run.summary.name));
    QStringList facts{momentText(run.summary.startedUtcMicros)};
    for (const std::string& fact : {run.submitter, run.host})
        if (!fact.empty())
            facts << text(fact);
    facts_->setText(facts.join(QStringLiteral(" · ")));
    notice_->clear();
    showFigures();
    showTimeline();
    showDevices();
    showOperations();
    showSteps();
}

void ReportView::showFigures()
{
    while (QLayoutItem* item = figures_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const history::RunSummary& run = report_->run.summary;
    const auto state = taskStateFromName(run.state);
    const QString gap = gapText(report_->gapToBound);
    std::vector<std::pair<QString, QString>> figures{
        {tr("State"), state ? word(*state) : text(run.state)},
        {tr("Took"), secondsText(run.makespanS)},
        {tr("Predicted"), secondsText(run.predictedS)},
        {tr("Error"), deviation(run.predictedS, run.makespanS)},
        {tr("Predicted bound"), secondsText(run.lowerBoundS)},
        {tr("Above the bound"), gap},
        {run.energyJ ? tr("Energy, %1").arg(qualityWord(run.energyQuality)) : tr("Energy"),
         energyOf(run.energyJ)},
        {tr("Steps"), tr("%1, %2 failed").arg(run.steps).arg(report_->failed)},
    };
    // As sure as the energy that they are made of.
    const QString quality = qualityWord(run.energyQuality);
    if (report_->footprint.cost)
        figures.emplace_back(tr("Cost of energy, %1").arg(quality),
                             moneyText(*report_->footprint.cost, report_->currency));
    if (report_->footprint.carbonG)
        figures.emplace_back(tr("CO₂ of energy, %1").arg(quality),
                             gramsText(*report_->footprint.carbonG));
    int at = 0;
    for (const auto& [name, value] : figures) {
        const int row = 2 * (at / kFiguresInRow);
        const int column = at++ % kFiguresInRow;
        figures_->addWidget(plainLabel("muted", name), row, column);
        figures_->addWidget(plainLabel("title", value), row + 1, column);
        figures_->setColumnStretch(column, 1);
    }
}

void ReportView::showTimeline()
{
    std::vector<GanttBox> boxes;
    for (const history::StepFinished& step : report_->run.steps)
        if (step.startedUtcMicros > 0 && step.finishedUtcMicros >= step.startedUtcMicros)
            boxes.push_back({text(step.device), text(step.step), step.startedUtcMicros,
                             step.finishedUtcMicros, false, step.state == StepState::Failed});
    timeline_->show(std::move(boxes));
}

void ReportView::showDevices()
{
    QList<QStringList> rows;
    for (const Report::DeviceLine& d : report_->devices)
        rows << QStringList{text(d.device),
                            QString::number(d.steps),
                            durationText(Seconds(d.busyS)),
                            percentText(d.utilization),
                            bytesText(Bytes(d.bytesIn)),
                            bytesText(Bytes(d.bytesOut)),
                            energyOf(d.energyJ)};
    fillTable(*devices_, rows, 8);
}

void ReportView::showOperations()
{
    QList<QStringList> rows;
    for (const Report::OperationLine& o : report_->operations)
        rows << QStringList{text(o.operation),
                            text(o.device),
                            QString::number(o.steps),
                            durationText(Seconds(o.p50S)),
                            durationText(Seconds(o.p95S)),
                            durationText(Seconds(o.totalS)),
                            o.medianError ? percentText(*o.medianError) : unknownText()};
    fillTable(*operations_, rows, 10);
}

void ReportView::showSteps()
{
    QList<QStringList> rows;
    for (const history::StepFinished& s : report_->run.steps) {
        if (rows.size() == kStepsShown)
            break;
        rows << QStringList{text(s.step),           word(s.state),
                            text(s.device),         secondsText(s.predictedS),
                            secondsText(s.actualS), deviation(s.predictedS, s.actualS),
                            text(s.errorMessage)};
    }
    fillTable(*steps_, rows, 14);
}

void ReportView::save(const QString& path, std::function<void(const QString&)> then)
{
    notice_->setText(tr("Saving…"));
    // A long run takes seconds to paint.
    QThreadPool::globalInstance()->start(
        [report = report_, path, view = QPointer(this), then = std::move(then)] {
            const QString trouble = saveReport(*report, path);
            QMetaObject::invokeMethod(
                qApp,
                [view, then, trouble] {
                    if (view)
                        then(trouble);
                },
                Qt::QueuedConnection);
        });
}

QString ReportView::formName(const QString& ending)
{
    if (ending == u".pdf")
        return tr("PDF document (*.pdf)");
    if (ending == u".html")
        return tr("Web page (*.html)");
    if (ending == u".csv")
        return tr("Table of steps (*.csv)");
    if (ending == u".trace.json")
        return tr("Trace for Perfetto (*.trace.json)");
    if (ending == u".prom")
        return tr("OpenMetrics (*.prom)");
    return QStringLiteral("JSON (*%1)").arg(ending);
}

void ReportView::chooseFile()
{
    if (!report_)
        return;
    auto* dialog = new QFileDialog(this, tr("Save the report"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    QStringList filters;
    for (const QString& ending : reportEndings())
        filters << formName(ending);
    dialog->setNameFilters(filters);
    const auto follow = [dialog, filters](const QString& filter) {
        dialog->setDefaultSuffix(reportEndings().value(filters.indexOf(filter)).mid(1));
    };
    follow(filters.front());
    connect(dialog, &QFileDialog::filterSelected, dialog, follow);
    QString name = text(report_->run.summary.name);
    dialog->selectFile(name.replace(u'/', u'_').replace(u'.', u'_'));
    connect(dialog, &QFileDialog::fileSelected, this, &ReportView::saveAs);
    dialog->open();
}

void ReportView::saveAs(const QString& path)
{
    save(path, [this, path](const QString& trouble) {
        notice_->setText(trouble.isEmpty() ? tr("Saved as %1").arg(path) : trouble);
    });
}

void ReportView::openInBrowser()
{
    if (!report_)
        return;
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::CacheLocation));
    folder.mkpath(QStringLiteral("."));
    const QString path =
        folder.filePath(text(report_->run.summary.run.text()) + QStringLiteral(".html"));
    save(path, [this, path](const QString& trouble) {
        if (trouble.isEmpty())
            QDesktopServices::openUrl(QUrl::fromLocalFile(path));
        notice_->setText(trouble);
    });
}

} // namespace xpu::ui
