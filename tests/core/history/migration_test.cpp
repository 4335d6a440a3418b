#include "core/history/migrations.h"
#include "core/history/salvage.h"
#include "core/history/store.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace xpu;
using namespace xpu::history;

/// Stored databases of every version before this one are VERSION_N.sql beside this file.
class MigrationTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;

    std::string file() const
    {
        return folder_->filePath(QStringLiteral("xpu.sqlite")).toStdString();
    }

    void storeVersion(int version) const
    {
        const QString name = QStringLiteral(XPU_SOURCE_DIR "/tests/core/history/version_%1.sql");
        QFile sql(name.arg(version));
        QVERIFY(sql.open(QIODevice::ReadOnly));
        auto db = Database::open(file(), Database::Mode::ReadWrite);
        QVERIFY(db.has_value());
        QVERIFY(db->run(sql.readAll().toStdString()));
    }
    std::int64_t number(const char* sql) const
    {
        auto db = Database::open(file(), Database::Mode::ReadOnly);
        return db ? db->number(sql).value_or(-1) : -1;
    }

private Q_SLOTS:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void everyEarlierVersionHasAStoredDatabase()
    {
        for (std::int64_t v = 1; v < kSchemaVersion; ++v)
            QVERIFY(QFile::exists(
                QStringLiteral(XPU_SOURCE_DIR "/tests/core/history/version_%1.sql").arg(v)));
    }

    void versionOneKeepsItsTasksRunsAndSteps()
    {
        storeVersion(1);
        QCOMPARE(number("PRAGMA user_version"), std::int64_t{1});
        const auto store = Store::open(file());
        QVERIFY(store.has_value());
        QVERIFY((*store)->notice().empty() && !(*store)->readOnly());
        QCOMPARE(number("PRAGMA user_version"), kSchemaVersion);

        const auto all = (*store)->recover();
        QCOMPARE(all->tasks.size(), std::size_t{3});
        QCOMPARE(all->tasks.front().submitter, std::string("ada"));
        QVERIFY(all->tasks.front().text.find("xpu = 1") != std::string::npos);
        QCOMPARE(all->finishedSteps.size(), std::size_t{29});
        QCOMPARE(all->startedSteps.size(), std::size_t{1});
        QCOMPARE(all->grants, std::vector<std::string>{"/home/ada/pictures"});
        QCOMPARE(all->approvals.size(), std::size_t{1});
        const auto runs = (*store)->runs(0, 10);
        QCOMPARE(runs->size(), std::size_t{3});
        for (const RunSummary& run : *runs) {
            QCOMPARE(run.state, std::string("done"));
            QVERIFY(run.makespanS && run.predictedS);
            const auto detail = (*store)->run(run.run.text());
            QVERIFY(detail.has_value());
            for (const StepFinished& step : detail->steps)
                QVERIFY(step.actualS && step.whyJson);
        }
        QCOMPARE((*store)->telemetry("cpu.total", 0, INT64_MAX)->size(), std::size_t{1});
    }

    void versionTwoKeepsWhatItLearnedAndItsTasksHaveNoWishes()
    {
        storeVersion(2);
        const auto store = Store::open(file());
        QVERIFY(store.has_value());
        QCOMPARE(number("PRAGMA user_version"), kSchemaVersion);
        const auto all = (*store)->recover();
        QCOMPARE(all->tasks.size(), std::size_t{3});
        for (const TaskRow& task : all->tasks)
            QVERIFY(task.wishes.empty());
        QVERIFY(all->undo.empty() && all->snoozed.empty());
        QCOMPARE(all->finishedSteps.size(), std::size_t{29});
        const auto experience = (*store)->experience();
        QCOMPARE(experience->runs.size(), std::size_t{70});
        QCOMPARE(experience->probes.size(), std::size_t{1});
    }

    void versionThreeKeepsWishesUndoAndRestAndHasMadeNoFilesYet()
    {
        storeVersion(3);
        const auto store = Store::open(file());
        QVERIFY(store.has_value());
        QCOMPARE(number("PRAGMA user_version"), kSchemaVersion);
        const auto all = (*store)->recover();
        QCOMPARE(all->tasks.size(), std::size_t{1});
        QCOMPARE(all->tasks.front().wishes.priority, std::optional(80));
        QCOMPARE(all->tasks.front().wishes.pins.at(""), std::string("cpu"));
        QCOMPARE(all->undo.size(), std::size_t{13});
        QCOMPARE(all->snoozed.front().device, std::string("vulkan:0"));
        QCOMPARE((*store)->runCount().value(), std::uint64_t{4});
        const std::vector<std::string> paths{"/home/ada/pictures/scan-1.png"};
        QVERIFY((*store)->made(paths)->empty());
    }

    void versionOneIsMigratedOnce()
    {
        storeVersion(1);
        QVERIFY(Store::open(file()).has_value());
        const auto again = Store::open(file());
        QVERIFY(again.has_value());
        QVERIFY((*again)->notice().empty());
        QCOMPARE((*again)->recover()->finishedSteps.size(), std::size_t{29});
    }

    void salvageOfVersionOneMissesNoTableItNeverHad()
    {
        storeVersion(1);
        auto fresh = Database::open(":memory:", Database::Mode::ReadWrite);
        QVERIFY(fresh.has_value());
        const auto saved = salvage(file(), *fresh);
        QVERIFY(saved.has_value());
        QVERIFY(saved->complete);
        QCOMPARE(*fresh->number("SELECT count(*) FROM step"), std::int64_t{29});
    }
};

QTEST_APPLESS_MAIN(MigrationTest)
#include "migration_test.moc"
