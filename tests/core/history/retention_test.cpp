#include "core/history/housekeeper.h"
#include "core/history/retention.h"
#include "core/history/store.h"
#include "core/history/writer.h"
#include "tests/core/history/samples.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>

#include <future>

using namespace xpu;
using namespace xpu::history;

namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kDay = 86'400 * kSecond;
constexpr std::int64_t kNow = 1'800'000'000 * kSecond;

std::unique_ptr<Store> inMemory() { return std::move(*Store::open(":memory:")); }

void must(const Result<void>& done)
{
    if (!done)
        qFatal("%s", done.error().context.c_str());
}

/// A finished run of a task that was taken off the list, unless `removed` says otherwise.
TaskRow runOf(Store& store, std::int64_t startedUtcMicros, bool removed = true, int steps = 3)
{
    TaskRow task = sampleTask("m", TaskState::Done);
    task.removed = removed;
    std::vector<Record> records{task, sampleRun(task, startedUtcMicros)};
    for (int i = 0; i < steps; ++i) {
        StepFinished step = sampleStep(task, static_cast<std::uint32_t>(i));
        step.whyJson = std::make_shared<const std::string>("{\"n\":" + std::to_string(i) + "}");
        records.emplace_back(written(step));
    }
    records.emplace_back(
        RunFinished{task.run, TaskState::Done, startedUtcMicros + kSecond, 1.0, std::nullopt, ""});
    must(store.append(records, Durability::Full));
    return task;
}

bool has(Store& store, const TaskRow& task) { return store.run(task.run.text()).has_value(); }

std::size_t forgetAll(Store& store, std::int64_t before)
{
    std::size_t transactions = 0;
    while (store.forgetRun(before)->more)
        ++transactions;
    return transactions;
}

} // namespace

class RetentionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void forgetsOldRunsAndKeepsYoungOnes()
    {
        const auto store = inMemory();
        const TaskRow old = runOf(*store, kNow - 400 * kDay);
        const TaskRow young = runOf(*store, kNow - kDay);
        forgetAll(*store, kNow - 365 * kDay);
        QVERIFY(!has(*store, old));
        QVERIFY(has(*store, young));
        QCOMPARE(store->run(young.run.text())->steps.size(), std::size_t{3});
    }

    void neverForgetsTheRunOfATaskOnTheList()
    {
        const auto store = inMemory();
        const TaskRow listed = runOf(*store, kNow - 400 * kDay, false);
        forgetAll(*store, kNow);
        QVERIFY(has(*store, listed));
        QVERIFY(store->listedRuns()->contains(listed.run));
    }

    void takesALargeRunAwayInSmallTransactions()
    {
        const auto store = inMemory();
        const TaskRow large = runOf(*store, kNow - 400 * kDay, true, 5000);
        const Result<Tidied> first = store->forgetRun(kNow);
        QVERIFY(first->more && first->rows <= 2000);
        QVERIFY2(has(*store, large), "the run itself goes with the last of its steps");
        QVERIFY(forgetAll(*store, kNow) >= 2);
        QVERIFY(!has(*store, large));
    }

    void aRunThatTakesTheKeyOfAForgottenOneHasItsOwnReasons()
    {
        const auto store = inMemory();
        const TaskRow old = runOf(*store, kNow - 400 * kDay);
        forgetAll(*store, kNow);
        const TaskRow next = runOf(*store, kNow);
        const auto steps = store->run(next.run.text())->steps;
        QCOMPARE(steps.size(), std::size_t{3});
        QCOMPARE(*steps[2].whyJson, std::string("{\"n\":2}"));
        QVERIFY(!has(*store, old));
    }

    void dropsOldTelemetryOfEverySensor()
    {
        const auto store = inMemory();
        std::vector<Record> records;
        for (const char* sensor : {"cpu.total", "memory.used"})
            for (int i = 0; i < 3000; ++i)
                records.emplace_back(
                    TelemetryRollup{sensor, kNow + i * 10 * kSecond, 10, 0, 1, 2, 1});
        QVERIFY(store->append(records, Durability::Relaxed));
        while (store->dropTelemetry(kNow + 29'990 * kSecond)->more) {
        }
        for (const char* sensor : {"cpu.total", "memory.used"})
            QCOMPARE(store->telemetry(sensor, 0, kNow * 2)->size(), std::size_t{1});
    }

    void rollsEverySensorUpByAgeAndLosesNoCount()
    {
        Writer writer(inMemory());
        std::vector<Record> records;
        for (const char* sensor : {"cpu.total", "memory.used"})
            for (int day = 0; day < 40; ++day)
                for (int i = 0; i < 60; ++i)
                    records.emplace_back(TelemetryRollup{
                        sensor, kNow - day * kDay - i * 10 * kSecond, 10, 0, 1, 2, 5});
        writer.append(shared(std::move(records)), Durability::Relaxed, true, {});
        RetentionLimits limits;
        limits.telemetryDays = 7;
        tidyHistory(writer, kNow, "/nonexistent", limits, [] { return false; });
        std::promise<std::vector<TelemetryRollup>> answer;
        writer.query([&](Store& store) {
            answer.set_value(*store.telemetry("memory.used", 0, kNow + kDay));
        });
        std::size_t count = 0, fine = 0;
        for (const TelemetryRollup& row : answer.get_future().get()) {
            count += row.count;
            fine += row.seconds == 10;
            const auto age = (kNow - row.utcMicros) / kDay;
            QVERIFY(age <= 6 ? row.seconds == 10 : true);
            QVERIFY(age >= 8 ? row.seconds >= 60 : true);
            QVERIFY(age >= 29 ? row.seconds == 600 : true);
        }
        QCOMPARE(count, std::size_t{40 * 60 * 5});
        QVERIFY(fine > 0 && fine < 40 * 60);
    }

    void forgetsMadeFilesThatAreGoneAndKeepsThoseThatStand()
    {
        QTemporaryDir folder;
        QFile stands(folder.filePath(QStringLiteral("stands")));
        QVERIFY(stands.open(QIODevice::WriteOnly));
        const std::string there = stands.fileName().toStdString();
        const std::string gone = folder.filePath(QStringLiteral("gone")).toStdString();
        Writer writer(inMemory());
        FilesMade made;
        for (const std::string& path : {there, gone})
            made.files.push_back({path, {1, kNow * 1000, 7}, "recipe"});
        writer.append(shared({made}), Durability::Full, true, {});
        QCOMPARE(tidyHistory(writer, kNow, "/nonexistent", {}, [] { return false; }).madeFiles,
                 std::size_t{1});
        std::promise<std::size_t> answer;
        writer.query([&](Store& store) {
            answer.set_value(store.made(std::vector<std::string>{there, gone})->size());
        });
        QCOMPARE(answer.get_future().get(), std::size_t{1});
    }

    void aFileMadeAnewMeanwhileIsNotForgotten()
    {
        const auto store = inMemory();
        const MadeFile before{"/out/a", {1, 10, 7}, "r1"};
        const MadeFile after{"/out/a", {1, 20, 7}, "r1"};
        QVERIFY(store->append({FilesMade{{after}}}, Durability::Full));
        QVERIFY(store->forgetMade({before}));
        QCOMPARE(store->made(std::vector<std::string>{"/out/a"})->size(), std::size_t{1});
    }

    void removesOldLogsAndThenTheOldestAboveTheBound()
    {
        const Logs logs;
        const RunId old = logs.add(kNow - 100 * kDay, 10);
        const RunId big = logs.add(kNow - 3 * kDay, 3000);
        const RunId small = logs.add(kNow - 2 * kDay, 1000);
        const RunId fresh = logs.add(kNow, 5000);
        Writer writer(inMemory());
        RetentionLimits limits;
        limits.logDays = 90;
        limits.logBytes = 6500;
        const auto done = tidyHistory(writer, kNow, logs.path(), limits, [] { return false; });
        QCOMPARE(done.logFolders, std::size_t{2});
        QVERIFY(!logs.has(old) && !logs.has(big));
        QVERIFY2(logs.has(small) && logs.has(fresh), "what was just written stays");
    }

    void keepsLogsOfListedTasksAndWhateverIsNoRun()
    {
        const Logs logs;
        auto store = inMemory();
        const TaskRow listed = runOf(*store, kNow - 400 * kDay, false);
        logs.add(kNow - 400 * kDay, 10, listed.run);
        QVERIFY(QDir().mkdir(QString::fromStdString(logs.path() + "/mine")));
        Writer writer(std::move(store));
        RetentionLimits limits;
        limits.logDays = 1;
        limits.logBytes = 1;
        QCOMPARE(tidyHistory(writer, kNow, logs.path(), limits, [] { return false; }).logFolders,
                 std::size_t{0});
        QVERIFY(logs.has(listed.run));
        QVERIFY(QFile::exists(QString::fromStdString(logs.path() + "/mine")));
    }

    void aLinkAmongTheLogsIsNotFollowed()
    {
        const Logs logs;
        QTemporaryDir elsewhere;
        const QString precious = elsewhere.filePath(QStringLiteral("precious"));
        QFile file(precious);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const std::string link = logs.path() + "/" + RunId::generate().text();
        QVERIFY(QFile::link(elsewhere.path(), QString::fromStdString(link)));
        Writer writer(inMemory());
        RetentionLimits limits;
        limits.logDays = 1;
        tidyHistory(writer, kNow * 2, logs.path(), limits, [] { return false; });
        QVERIFY(QFile::exists(precious));
    }

    void stopsBetweenSlicesWhenAskedTo()
    {
        auto store = inMemory();
        const TaskRow old = runOf(*store, kNow - 400 * kDay);
        Writer writer(std::move(store));
        RetentionLimits limits;
        limits.runDays = 1;
        tidyHistory(writer, kNow, "/nonexistent", limits, [] { return true; });
        std::promise<bool> answer;
        writer.query([&](Store& s) { answer.set_value(has(s, old)); });
        QVERIFY(answer.get_future().get());
    }

    void withoutLimitsNothingIsForgotten()
    {
        auto store = inMemory();
        const TaskRow old = runOf(*store, kSecond);
        Writer writer(std::move(store));
        tidyHistory(writer, kNow, "/nonexistent", {}, [] { return false; });
        std::promise<bool> answer;
        writer.query([&](Store& s) { answer.set_value(has(s, old)); });
        QVERIFY(answer.get_future().get());
    }

private:
    /// A folder of command logs with times of our choice.
    class Logs {
    public:
        std::string path() const { return folder_.path().toStdString(); }
        bool has(const RunId& run) const
        {
            return QFile::exists(folder_.filePath(QString::fromStdString(run.text())));
        }
        RunId add(std::int64_t writtenUtcMicros, int bytes, RunId run = RunId::generate()) const
        {
            const QString made = folder_.filePath(QString::fromStdString(run.text()));
            QDir().mkdir(made);
            QFile file(made + QStringLiteral("/step.log"));
            if (file.open(QIODevice::WriteOnly))
                file.write(QByteArray(bytes, 'x'));
            file.close();
            const timespec at{writtenUtcMicros / kSecond, 0};
            const timespec both[] = {at, at};
            utimensat(AT_FDCWD, file.fileName().toUtf8(), both, 0);
            utimensat(AT_FDCWD, made.toUtf8(), both, 0);
            return run;
        }

    private:
        QTemporaryDir folder_;
    };
};

QTEST_APPLESS_MAIN(RetentionTest)
#include "retention_test.moc"
