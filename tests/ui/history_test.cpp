#include "tests/ui/support/hand_made.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/history/compare_view.h"
#include "ui/history/history_page.h"
#include "ui/history/report_view.h"
#include "ui/text/format.h"

#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace xpu;
using namespace xpu::ui;

namespace {

/// A run of `steps` steps that took `seconds` each, `ago` runs before the newest.
Report runOf(int steps, double seconds, int ago)
{
    history::RunDetail run;
    run.summary.run = RunId::generate();
    run.summary.name = "thumbs.xpu.toml";
    run.summary.state = "done";
    run.summary.startedUtcMicros = 1'763'812'800'000'000LL - ago * 600'000'000LL;
    run.summary.makespanS = steps * seconds;
    run.sha256 = "abc";
    for (int i = 0; i < steps; ++i) {
        history::StepFinished step;
        step.step = "shrink[" + std::to_string(i) + "]";
        step.operation = "image.resize";
        step.device = "cpu";
        step.actualS = seconds;
        step.startedUtcMicros = run.summary.startedUtcMicros;
        step.finishedUtcMicros = step.startedUtcMicros + 1'000'000;
        run.steps.push_back(step);
    }
    return makeReport(std::move(run));
}

/// The History page over three runs; the older, the slower.
struct Page {
    Page()
    {
        for (int ago = 0; ago < 3; ++ago) {
            const Report report = runOf(20, 1.0 + ago, ago);
            engine.runs.push_back(report.run.summary);
            engine.reports[report.run.summary.run.text()] = report;
        }
        page = std::make_unique<HistoryPage>(bridge);
        page->resize(900, 600);
        page->show();
        page->reload();
    }

    QTableView& table() const
    {
        for (QTableView* each : page->findChildren<QTableView*>())
            if (each->accessibleName() == u"Runs")
                return *each;
        qFatal("the page has no table of runs");
    }
    QPushButton* button(const char* name) const
    {
        for (QPushButton* each : page->findChildren<QPushButton*>())
            if (each->accessibleName() == QLatin1String(name))
                return each;
        return nullptr;
    }
    void select(const QList<int>& rows) const
    {
        table().clearSelection();
        for (const int row : rows)
            table().selectionModel()->select(table().model()->index(row, 0),
                                             QItemSelectionModel::Select
                                                 | QItemSelectionModel::Rows);
    }
    bool says(const QString& words) const
    {
        for (const QLabel* label : page->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(words))
                return true;
        return false;
    }

    test::FakeEngine engine;
    EngineBridge bridge{engine.door()};
    std::unique_ptr<HistoryPage> page;
};

} // namespace

class HistoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyTwoRunsCanBeCompared()
    {
        const Page page;
        QTRY_COMPARE(page.table().model()->rowCount(), 3);
        QVERIFY(!page.button("Compare two runs")->isEnabled());
        QVERIFY(page.says(QStringLiteral("Select two runs")));
        page.select({0});
        QVERIFY(!page.button("Compare two runs")->isEnabled());
        QVERIFY(page.button("Open report")->isEnabled());
        page.select({0, 1, 2});
        QVERIFY(!page.button("Compare two runs")->isEnabled());
        page.select({2, 0});
        QVERIFY(page.button("Compare two runs")->isEnabled());
        QVERIFY(!page.button("Open report")->isEnabled());
    }

    void theOlderOfTwoRunsIsTheFirst()
    {
        const Page page;
        QTRY_COMPARE(page.table().model()->rowCount(), 3);
        page.select({0, 2});
        page.button("Compare two runs")->click();
        QTRY_VERIFY(page.page->findChild<CompareView*>() != nullptr);
        QTRY_VERIFY(
            page.says(QStringLiteral("The second run was better: it took 66.7 % less time")));
        QVERIFY(page.says(QStringLiteral("Most steps say the same: of 20 in both")));
        for (const QTableWidget* table :
             page.page->findChild<CompareView*>()->findChildren<QTableWidget*>())
            if (table->accessibleName() == u"Steps in both runs")
                QCOMPARE(table->rowCount(), 20);
    }

    void costsStandBesideTheQualityOfTheirEnergy()
    {
        Report report = runOf(2, 1.0, 0);
        report.run.summary.energyJ = 3.6e6;
        report.run.summary.energyQuality = "modelled";
        const auto shown = [](const Report& each) {
            ReportView view;
            view.show(each);
            QStringList all;
            for (const QLabel* label : view.findChildren<QLabel*>())
                all << label->text();
            return all;
        };
        QVERIFY(shown(report).filter(QStringLiteral("Cost of energy")).isEmpty());
        tariff::Rates rates;
        rates.price =
            tariff::readTariff("currency = \"EUR\"\nper_kwh = 0.25\n", tariff::Meaning::Price)
                .tariff;
        const QStringList words = shown(makeReport(report.run, rates));
        QVERIFY(words.contains(QStringLiteral("Cost of energy, modelled")));
        QVERIFY2(words.contains(QStringLiteral("0.250\u00a0EUR")), qPrintable(words.join(u'\n')));
        QVERIFY(words.filter(QStringLiteral("CO₂")).isEmpty());
    }

    void aSmallCostIsNotShownAsNothing()
    {
        QCOMPARE(moneyText(2.35e-7, "EUR"), QStringLiteral("0.000000235\u00a0EUR"));
        QCOMPARE(moneyText(12.345, "EUR"), QStringLiteral("12.35\u00a0EUR"));
        QCOMPARE(gramsText(2.3e-9), QStringLiteral("0.00230\u00a0µg"));
        QCOMPARE(gramsText(1500), QStringLiteral("1.5\u00a0kg"));
        QCOMPARE(gramsText(0), QStringLiteral("0\u00a0g"));
    }

    void backLeadsToTheListWithItsSelection()
    {
        const Page page;
        QTRY_COMPARE(page.table().model()->rowCount(), 3);
        page.select({0, 1});
        page.page->compareSelected();
        QTRY_VERIFY(page.page->findChild<CompareView*>() != nullptr);
        QTRY_VERIFY(page.page->findChild<CompareView*>()->isVisible());
        page.button("Back")->click();
        QVERIFY(page.table().isVisible());
        QCOMPARE(page.table().selectionModel()->selectedRows().size(), 2);
    }

    void saveAsOffersEveryForm()
    {
        ReportView view;
        view.ReportView::show(runOf(3, 1, 0));
        for (QPushButton* button : view.findChildren<QPushButton*>())
            if (button->accessibleName() == u"Save as…")
                button->click();
        auto* dialog = view.findChild<QFileDialog*>();
        QVERIFY(dialog != nullptr);
        QCOMPARE(dialog->nameFilters().size(), 6);
        QVERIFY(dialog->nameFilters().front().contains(u"*.pdf"));
        QCOMPARE(dialog->defaultSuffix(), QStringLiteral("pdf"));
        Q_EMIT dialog->filterSelected(dialog->nameFilters()[2]);
        QCOMPARE(dialog->defaultSuffix(), QStringLiteral("csv"));
        QCOMPARE(dialog->acceptMode(), QFileDialog::AcceptSave);
    }

    void aSavedReportSaysWhereItIsAndARefusedOneWhy()
    {
        const QTemporaryDir folder;
        ReportView view;
        view.QWidget::show();
        view.show(runOf(3, 1, 0));
        const auto says = [&](const QString& words) {
            for (const QLabel* label : view.findChildren<QLabel*>())
                if (label->text().contains(words))
                    return true;
            return false;
        };
        const QString file = folder.filePath(QStringLiteral("a.pdf"));
        view.saveAs(file);
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("Saved as ") + file), 60'000);
        QVERIFY(QFile::exists(file));
        view.saveAs(folder.filePath(QStringLiteral("a.docx")));
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("No format is known")), 60'000);
    }
};

QTEST_MAIN(HistoryTest)
#include "history_test.moc"
