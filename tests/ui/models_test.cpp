#include "tests/ui/support/hand_made.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/history/history_model.h"
#include "ui/queue/queue_model.h"
#include "ui/text/format.h"
#include "ui/text/words.h"

#include <QAbstractItemModelTester>
#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <random>

using namespace xpu;
using namespace xpu::ui;
using test::Row;

namespace {

std::vector<Row> rowsNamed(const QString& letters)
{
    std::vector<Row> rows;
    for (const QChar letter : letters)
        rows.push_back(test::task(std::string(1, letter.toLatin1()), TaskState::Queued));
    return rows;
}

std::vector<Row> pick(const std::vector<Row>& rows, const QString& letters)
{
    std::vector<Row> picked;
    for (const QChar letter : letters)
        picked.push_back(*std::find_if(rows.begin(), rows.end(), [&](const Row& row) {
            return row->name == std::string(1, letter.toLatin1());
        }));
    return picked;
}

QString shown(const QueueModel& model)
{
    QString letters;
    for (int row = 0; row < model.rowCount(); ++row)
        letters += QString::fromStdString(model.task(row).name);
    return letters;
}

} // namespace

class ModelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameSnapshotChangesNothing()
    {
        QueueModel model;
        const auto rows = rowsNamed(QStringLiteral("abc"));
        model.show(rows);
        QSignalSpy changed(&model, &QueueModel::dataChanged);
        QSignalSpy inserted(&model, &QueueModel::rowsInserted);
        QSignalSpy moved(&model, &QueueModel::rowsMoved);
        model.show(rows);
        QCOMPARE(changed.size() + inserted.size() + moved.size(), 0);
    }

    void aChangedTaskRepaintsOnlyItsRow()
    {
        QueueModel model;
        auto rows = rowsNamed(QStringLiteral("abc"));
        model.show(rows);
        rows[1] = test::withPosition(rows[1], 9);
        QSignalSpy changed(&model, &QueueModel::dataChanged);
        model.show(rows);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 1);
        QCOMPARE(changed[0][1].toModelIndex().row(), 1);
        QCOMPARE(model.data(model.index(1, QueueModel::Number), Qt::DisplayRole).toString(),
                 QStringLiteral("9"));
    }

    void rowsThatAllGetAnotherNumberAreOneChange()
    {
        QueueModel model;
        auto rows = rowsNamed(QStringLiteral("abcdef"));
        model.show(rows);
        for (const std::size_t i : {0U, 1U, 2U, 4U, 5U})
            rows[i] = test::withPosition(rows[i], 9);
        QSignalSpy changed(&model, &QueueModel::dataChanged);
        model.show(rows);
        QCOMPARE(changed.size(), 2); // a to c, e to f
        QCOMPARE(changed[0][1].toModelIndex().row(), 2);
        QCOMPARE(changed[1][0].toModelIndex().row(), 4);
        QCOMPARE(changed[1][1].toModelIndex().row(), 5);
    }

    void newRowsInARunAreOneInsertion()
    {
        QueueModel model;
        const auto rows = rowsNamed(QStringLiteral("abcdef"));
        model.show(pick(rows, QStringLiteral("af")));
        QSignalSpy inserted(&model, &QueueModel::rowsInserted);
        model.show(rows);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(shown(model), QStringLiteral("abcdef"));
    }

    void aRowDraggedDownIsOneMove()
    {
        QueueModel model;
        const auto rows = rowsNamed(QStringLiteral("abcdef"));
        model.show(rows);
        QSignalSpy moved(&model, &QueueModel::rowsMoved);
        model.show(pick(rows, QStringLiteral("bcdefa")));
        QCOMPARE(moved.size(), 1);
        model.show(pick(rows, QStringLiteral("abcdef")));
        QCOMPARE(moved.size(), 2);
    }

    void followsAnySequenceOfSnapshots()
    {
        QueueModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto rows = rowsNamed(QStringLiteral("abcdefghij"));
        std::mt19937 random(7);
        for (int round = 0; round < 300; ++round) {
            QString letters = QStringLiteral("abcdefghij");
            std::shuffle(letters.begin(), letters.end(), random);
            letters.truncate(static_cast<int>(random() % 11));
            model.show(pick(rows, letters));
            QCOMPARE(shown(model), letters);
        }
    }

    void persistentIndexesStayWithTheirTask()
    {
        QueueModel model;
        const auto rows = rowsNamed(QStringLiteral("abcd"));
        model.show(rows);
        const QPersistentModelIndex c = model.index(2, 0);
        model.show(pick(rows, QStringLiteral("dca")));
        QCOMPARE(c.row(), 1);
        model.show(pick(rows, QStringLiteral("da")));
        QVERIFY(!c.isValid());
    }

    void aRowIsSpokenAsASentence()
    {
        QueueModel model;
        model.show(test::fullSnapshot()->queue);
        const QString sentence =
            model.data(model.index(0, QueueModel::Task), Qt::AccessibleTextRole).toString();
        QVERIFY(sentence.contains(QStringLiteral("denoise-scans.xpu.toml is running")));
        QVERIFY(sentence.contains(QStringLiteral("9 of 21")));
        QVERIFY(sentence.endsWith(u'.'));
    }

    void aRejectedRowNamesTheLine()
    {
        const auto rejected = test::fullSnapshot()->queue[3];
        QVERIFY(stateDetail(*rejected).startsWith(QStringLiteral("line 14: ")));
    }

    void historyReadsOnlyThePagesLookedAt()
    {
        test::FakeEngine engine;
        engine.runs.resize(100'000);
        for (std::size_t i = 0; i < engine.runs.size(); ++i)
            engine.runs[i].name = std::to_string(i);
        EngineBridge bridge(engine.door());
        HistoryModel model(bridge);
        model.reload();
        QCoreApplication::processEvents();
        QCOMPARE(model.rowCount(), 100'000);
        QCOMPARE(engine.runQueries, std::size_t{1});
        const QModelIndex far = model.index(54'321, HistoryModel::Task);
        QCOMPARE(model.data(far, Qt::DisplayRole).toString(), QStringLiteral("…"));
        QCoreApplication::processEvents();
        QCOMPARE(model.data(far, Qt::DisplayRole).toString(), QStringLiteral("54321"));
        QCOMPARE(engine.runQueries, std::size_t{2});
        for (int row = 0; row < 100'000; row += 200)
            model.data(model.index(row, 0), Qt::DisplayRole);
        QCoreApplication::processEvents();
        QVERIFY(model.pagesHeld() <= HistoryModel::kPagesKept);
    }

    void figuresReadWell_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("wanted");
        QTest::newRow("ms") << durationText(Seconds(0.0074)) << QStringLiteral("7.4 ms");
        QTest::newRow("s") << durationText(Seconds(1.94)) << QStringLiteral("1.9 s");
        QTest::newRow("min") << durationText(Seconds(200)) << QStringLiteral("3 min 20 s");
        QTest::newRow("h") << durationText(Seconds(7800)) << QStringLiteral("2 h 10 min");
        QTest::newRow("zero") << durationText(Seconds(0)) << QStringLiteral("0 µs");
        QTest::newRow("range") << durationRangeText(Seconds(182), Seconds(246))
                               << QStringLiteral("3 – 4 min");
        QTest::newRow("one figure")
            << durationRangeText(Seconds(1.91), Seconds(1.92)) << QStringLiteral("1.9 s");
        QTest::newRow("kJ") << energyText(Joules(12'400)) << QStringLiteral("12.4 kJ");
        QTest::newRow("GiB") << bytesText(Bytes(6ULL << 30)) << QStringLiteral("6 GiB");
        QTest::newRow("infinite") << durationText(Seconds(INFINITY)) << QStringLiteral("–");
        QTest::newRow("deviation") << deviationText(10, 9) << QStringLiteral("−10 %");
        QTest::newRow("no prediction") << deviationText(0, 9) << QStringLiteral("–");
    }

    void figuresReadWell()
    {
        QFETCH(QString, text);
        QFETCH(QString, wanted);
        QCOMPARE(text.replace(QChar(QChar::Nbsp), u' '), wanted);
    }
};

QTEST_GUILESS_MAIN(ModelsTest)
#include "models_test.moc"
