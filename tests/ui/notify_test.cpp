#include "core/settings/settings.h"
#include "tests/ui/support/hand_made.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/notify/notifier.h"
#include "ui/text/format.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <optional>

using namespace xpu;
using namespace xpu::ui;
using namespace std::chrono_literals;

namespace {

/// A window's bridge with a notifier and a desktop that remembers its notices.
struct Desk {
    test::FakeEngine engine;
    std::vector<TaskView> tasks;
    std::vector<Notice> notices;
    std::function<void(std::string)> choose;
    Notifications wanted = Notifications::All;
    bool lookedAt = false;
    std::optional<EngineBridge> bridge;
    std::optional<Notifier> notifier;

    explicit Desk(std::vector<TaskState> states)
    {
        for (const TaskState state : states) {
            TaskView& task = tasks.emplace_back();
            task.id = TaskId::generate();
            task.run = RunId::generate();
            task.name = "task " + std::to_string(tasks.size());
            task.state = state;
        }
        publish();
        EngineDoor door = engine.door();
        door.notify = [this](Notice notice) { notices.push_back(std::move(notice)); };
        door.onNoticeAction = [this](auto hook) { choose = std::move(hook); };
        door.notifications = [this] { return wanted; };
        bridge.emplace(std::move(door));
        notifier.emplace(*bridge, [this] { return lookedAt; });
        notifier->setGathering(0ms);
    }

    void publish()
    {
        auto made = std::make_shared<Snapshot>();
        for (const TaskView& task : tasks)
            made->queue.push_back(std::make_shared<TaskView>(task));
        engine.publish(made);
    }
    /// The next look at a queue where this task is in another state.
    void become(std::size_t task, TaskState state)
    {
        tasks[task].state = state;
        publish();
        settle();
    }
    static void settle()
    {
        for (int i = 0; i < 4; ++i) // bridge, look, gathering, notice
            QTest::qWait(0);
    }
    std::vector<std::string> offered() const
    {
        std::vector<std::string> keys;
        for (const auto& [key, words] : notices.back().actions)
            keys.push_back(key);
        return keys;
    }
};

} // namespace

class NotifyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTaskThatIsDoneIsToldWithItsTimeAndReport()
    {
        Desk desk({TaskState::Running});
        desk.tasks[0].makespan = Seconds(1.9);
        desk.become(0, TaskState::Done);
        QCOMPARE(desk.notices.size(), std::size_t{1});
        QCOMPARE(desk.notices[0].title, std::string("task 1 is done"));
        QCOMPARE(desk.notices[0].body,
                 ("It took " + durationText(Seconds(1.9)) + ".").toStdString());
        QCOMPARE(desk.offered(), (std::vector<std::string>{"default", "show", "report"}));
        QVERIFY(!desk.notices[0].urgent);
        QSignalSpy report(&*desk.notifier, &Notifier::reportWanted);
        desk.choose("report");
        QTRY_COMPARE(report.size(), 1);
        QCOMPARE(report[0][0].toString().toStdString(), desk.tasks[0].run.text());
    }

    void aFailureCanBeRetriedFromItsNotice()
    {
        Desk desk({TaskState::Running});
        desk.become(0, TaskState::Failed);
        QVERIFY(desk.notices.back().urgent);
        desk.choose("retry");
        QTRY_COMPARE(desk.engine.commands.size(), std::size_t{1});
        QVERIFY(std::get<command::Retry>(desk.engine.commands[0]).tasks
                == std::vector{desk.tasks[0].id});
    }

    void whoLooksAtTheWindowIsToldNothing()
    {
        Desk desk({TaskState::Running, TaskState::Running});
        desk.lookedAt = true;
        desk.become(0, TaskState::Done);
        QVERIFY(desk.notices.empty());
        desk.lookedAt = false;
        desk.become(1, TaskState::Done);
        QCOMPARE(desk.notices.back().title, std::string("task 2 is done"));
    }

    void manyEndsAreOneNoticeThatIsReplaced()
    {
        Desk desk({TaskState::Running, TaskState::Running, TaskState::Running, TaskState::Queued});
        desk.tasks[0].state = TaskState::Done;
        desk.tasks[1].state = TaskState::Done;
        desk.become(2, TaskState::Failed);
        QCOMPARE(desk.notices.size(), std::size_t{1});
        QVERIFY(!desk.notices[0].replaces);
        QCOMPARE(desk.notices[0].body, std::string("2 done, 1 failed"));
        desk.become(3, TaskState::Done);
        QCOMPARE(desk.notices.size(), std::size_t{2});
        QVERIFY(desk.notices[1].replaces);
        QCOMPARE(desk.notices[1].body, std::string("3 done, 1 failed"));
        QCOMPARE(desk.offered(), (std::vector<std::string>{"default", "show", "retry"}));
    }

    void aTaskThatWaitsForApprovalIsTold()
    {
        Desk desk({TaskState::Checking});
        desk.tasks[0].needsApproval = true;
        desk.become(0, TaskState::Held);
        QCOMPARE(desk.notices.size(), std::size_t{1});
        QCOMPARE(desk.notices[0].title, std::string("task 1 waits for your approval"));
        QSignalSpy shown(&*desk.notifier, &Notifier::showWanted);
        desk.choose("default");
        QTRY_COMPARE(shown.size(), 1);
    }

    void whatAPersonDidOrWasThereAlreadyIsNoNews()
    {
        Desk desk({TaskState::Failed, TaskState::Rejected, TaskState::Running});
        desk.publish();
        desk.become(2, TaskState::Cancelled);
        QVERIFY(desk.notices.empty());
    }

    void theSettingDecidesWhatIsTold()
    {
        Desk desk({TaskState::Running, TaskState::Running, TaskState::Running});
        desk.wanted = Notifications::Failures;
        desk.become(0, TaskState::Done);
        QVERIFY(desk.notices.empty());
        desk.become(1, TaskState::Failed);
        QCOMPARE(desk.notices.size(), std::size_t{1});
        desk.wanted = Notifications::None;
        desk.become(2, TaskState::Failed);
        QCOMPARE(desk.notices.size(), std::size_t{1});
    }
};

QTEST_MAIN(NotifyTest)
#include "notify_test.moc"
