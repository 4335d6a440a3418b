#include "core/history/writer.h"
#include "tests/core/history/samples.h"

#include <QTest>

#include <future>

using namespace xpu;
using namespace xpu::history;

class WriterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersAfterTheCommitAndInOrder()
    {
        Writer writer(*Store::open(":memory:"));
        const TaskRow task = sampleTask("a");
        std::vector<int> order;
        std::promise<std::size_t> seen;
        writer.append(shared({task}), Durability::Full, false, [&](Result<void> r) {
            QVERIFY(r);
            order.push_back(1);
        });
        writer.append(shared({written(sampleStep(task, 0))}), Durability::Full, true,
                      [&](Result<void>) { order.push_back(2); });
        writer.query([&](Store& store) { seen.set_value(store.recover()->finishedSteps.size()); });
        QCOMPARE(seen.get_future().get(), std::size_t{1});
        QCOMPARE(order, (std::vector<int>{1, 2}));
    }

    void aQuestionSeesWhatWasAppendedBeforeItWithoutWaitingForTheGroup()
    {
        Writer writer(*Store::open(":memory:"));
        writer.append(shared({sampleTask("a")}), Durability::Relaxed, false, {});
        std::promise<std::size_t> seen;
        writer.query([&](Store& store) { seen.set_value(store.recover()->tasks.size()); });
        QCOMPARE(seen.get_future().get(), std::size_t{1});
    }

    void whatIsNotUrgentIsCommittedByItself()
    {
        Writer writer(*Store::open(":memory:"));
        std::promise<bool> done;
        writer.append(shared({sampleTask("a")}), Durability::Full, false,
                      [&](Result<void> r) { done.set_value(r.has_value()); });
        QVERIFY(done.get_future().get());
    }

    void commitsWhatIsPendingBeforeItEnds()
    {
        int done = 0;
        {
            Writer writer(*Store::open(":memory:"));
            for (int i = 0; i < 100; ++i)
                writer.append(shared({sampleTask("a")}), Durability::Full, false,
                              [&](Result<void> r) { done += r.has_value(); });
        }
        QCOMPARE(done, 100);
    }

    void keepsEveryRowOfALargeRun()
    {
        std::size_t rows = 0;
        Writer writer(*Store::open(":memory:"));
        const TaskRow task = sampleTask("a");
        for (std::uint32_t batch = 0; batch < 50; ++batch) {
            std::vector<Record> records;
            for (std::uint32_t i = 0; i < 400; ++i)
                records.emplace_back(written(sampleStep(task, batch * 400 + i)));
            writer.append(shared(std::move(records)), Durability::Full, false,
                          [&](Result<void> r) { rows += r ? 400u : 0u; });
        }
        std::promise<std::size_t> stored;
        writer.query(
            [&](Store& store) { stored.set_value(store.run(task.run.text())->steps.size()); });
        QCOMPARE(stored.get_future().get(), std::size_t{20'000});
        QCOMPARE(rows, std::size_t{20'000});
    }
};

QTEST_APPLESS_MAIN(WriterTest)
#include "writer_test.moc"
