#include "core/engine/queue_watch.h"

#include <QTest>

using namespace xpu;

namespace {

TaskView taskOf(TaskState state)
{
    TaskView task;
    task.id = TaskId::generate();
    task.run = RunId::generate();
    task.state = state;
    return task;
}

std::shared_ptr<const Snapshot> queueOf(const std::vector<TaskView>& tasks)
{
    auto made = std::make_shared<Snapshot>();
    for (const TaskView& task : tasks)
        made->queue.push_back(std::make_shared<TaskView>(task));
    return made;
}

} // namespace

class QueueWatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsThereAtFirstIsNoNews()
    {
        QueueWatch watch;
        QVERIFY(watch.look(queueOf({taskOf(TaskState::Done)})).empty());
    }

    void aRowThatMovesWithoutAnotherStateIsNoChange()
    {
        QueueWatch watch;
        const TaskView a = taskOf(TaskState::Queued);
        const TaskView b = taskOf(TaskState::Running);
        watch.look(queueOf({a, b}));
        QVERIFY(watch.look(queueOf({b, a})).empty());
    }

    void aRunThatFailsAgainAfterARetryEndsAgain()
    {
        QueueWatch watch;
        TaskView task = taskOf(TaskState::Running);
        watch.look(queueOf({task}));
        for (int i = 0; i < 2; ++i) {
            task.state = TaskState::Failed;
            const auto failed = watch.look(queueOf({task}));
            QCOMPARE(failed.size(), std::size_t{1});
            QVERIFY(failed[0].before == TaskState::Running && failed[0].runEnded);
            task.state = TaskState::Running;
            QVERIFY(!watch.look(queueOf({task})).at(0).runEnded);
        }
    }

    void aShortRunThatIsSeenOnlyAtItsEndHasEnded()
    {
        QueueWatch watch;
        watch.look(queueOf({}));
        const auto changes = watch.look(queueOf({taskOf(TaskState::Done)}));
        QCOMPARE(changes.size(), std::size_t{1});
        QVERIFY(!changes[0].before && changes[0].runEnded);
    }

    void aRowThatIsRemovedAndRestoredDoesNotEndAgain()
    {
        QueueWatch watch;
        const TaskView task = taskOf(TaskState::Done);
        watch.look(queueOf({task}));
        const auto gone = watch.look(queueOf({}));
        QCOMPARE(gone.size(), std::size_t{1});
        QVERIFY(!gone[0].after && gone[0].task->id == task.id);
        QVERIFY(!watch.look(queueOf({task})).at(0).runEnded);
    }

    void aRefusedFileHasNoRunThatEnds()
    {
        QueueWatch watch;
        TaskView task = taskOf(TaskState::Checking);
        task.run = {};
        watch.look(queueOf({task}));
        task.state = TaskState::Rejected;
        QVERIFY(!watch.look(queueOf({task})).at(0).runEnded);
    }
};

QTEST_GUILESS_MAIN(QueueWatchTest)
#include "queue_watch_test.moc"
