#include "compute/session/bus_service.h"
#include "core/engine/command_json.h"
#include "core/engine/service.h"
#include "tests/compute/session/private_bus.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <ctime>
#include <mutex>

using namespace xpu;
using namespace xpu::session;
using namespace xpu::test;
using nlohmann::json;

namespace {

/// The real service over an engine that remembers what it was told, and a queue made by hand.
struct Owner {
    std::mutex mutex;
    std::vector<Command> commands;
    std::vector<Origin> origins;
    std::shared_ptr<const Snapshot> now = std::make_shared<Snapshot>();
    std::atomic<int> raised{0};
    Service service{{[this](Command command, Origin origin, CommandReply reply) {
                         Applied applied;
                         if (const auto* hold = std::get_if<command::Hold>(&command))
                             applied.tasks = hold->tasks;
                         if (std::holds_alternative<command::Submit>(command))
                             applied.tasks = {TaskId::generate()};
                         const bool undo = std::holds_alternative<command::Undo>(command);
                         {
                             const std::lock_guard lock(mutex);
                             commands.push_back(std::move(command));
                             origins.push_back(origin);
                         }
                         if (undo)
                             return reply(fail(Errc::NotFound, "nothing to undo"));
                         reply(applied);
                     },
                     [this] {
                         const std::lock_guard lock(mutex);
                         return now;
                     },
                     [this] { ++raised; }}};

    BusParts parts(const std::string& address)
    {
        return {[this](Peer peer, const std::string& request, const Reply& reply) {
                    service.handle(request, {Origin::Via::Socket, peer.uid, peer.pid}, reply);
                },
                [this] {
                    const std::lock_guard lock(mutex);
                    return now;
                },
                address};
    }
    void show(const std::vector<TaskView>& tasks)
    {
        auto made = std::make_shared<Snapshot>();
        for (const TaskView& task : tasks)
            made->queue.push_back(std::make_shared<TaskView>(task));
        const std::lock_guard lock(mutex);
        now = made;
    }
};

TaskView taskOf(TaskState state)
{
    TaskView task;
    task.id = TaskId::generate();
    task.run = RunId::generate();
    task.name = "fft";
    task.state = state;
    return task;
}

struct Outcome {
    MessagePtr reply;
    std::string error; ///< name of the D-Bus error
    std::string message;
};

template <class... Words>
Outcome call(sd_bus* bus, const char* method, const char* types, Words... words)
{
    sd_bus_error error{};
    sd_bus_message* reply = nullptr;
    sd_bus_call_method(bus, kBusName, kBusPath, kBusInterface, method, &error, &reply, types,
                       words...);
    Outcome outcome{MessagePtr(reply), error.name ? error.name : "",
                    error.message ? error.message : ""};
    sd_bus_error_free(&error);
    return outcome;
}

std::string textOf(const Outcome& outcome)
{
    const char* text = "";
    sd_bus_message_read(outcome.reply.get(), "s", &text);
    return text;
}

using Signal = std::vector<std::string>;

int remember(sd_bus_message* signal, void* into, sd_bus_error*)
{
    Signal texts = {sd_bus_message_get_member(signal)};
    const char* text = nullptr;
    while (sd_bus_message_read(signal, "s", &text) > 0)
        texts.emplace_back(text);
    static_cast<std::vector<Signal>*>(into)->push_back(texts);
    return 0;
}

/// Shows nothing, remembers what it was to show.
class NotificationServer {
public:
    NotificationServer(const PrivateBus& bus, std::vector<std::string> capabilities)
        : bus_(bus.connect()), capabilities_(std::move(capabilities))
    {
        sd_bus_add_object_vtable(bus_.get(), nullptr, "/org/freedesktop/Notifications",
                                 "org.freedesktop.Notifications", kTable, this);
        sd_bus_request_name(bus_.get(), "org.freedesktop.Notifications", 0);
    }

    struct Shown {
        std::uint32_t replaces = 0;
        std::string title, body;
        std::vector<std::string> actions;
    };
    std::vector<Shown> shown;

    bool waitFor(std::size_t count)
    {
        return processUntil(bus_.get(), [this, count] { return shown.size() >= count; });
    }
    void choose(std::uint32_t number, const char* key)
    {
        sd_bus_emit_signal(bus_.get(), "/org/freedesktop/Notifications",
                           "org.freedesktop.Notifications", "ActionInvoked", "us", number, key);
        sd_bus_flush(bus_.get());
    }

private:
    static int capabilities(sd_bus_message* call, void* self, sd_bus_error*)
    {
        sd_bus_message* made = nullptr;
        sd_bus_message_new_method_return(call, &made);
        const MessagePtr reply(made);
        sd_bus_message_open_container(made, 'a', "s");
        for (const std::string& word : static_cast<NotificationServer*>(self)->capabilities_)
            sd_bus_message_append(made, "s", word.c_str());
        sd_bus_message_close_container(made);
        return sd_bus_send(nullptr, made, nullptr);
    }
    static int notify(sd_bus_message* call, void* data, sd_bus_error*)
    {
        auto* self = static_cast<NotificationServer*>(data);
        Shown shown;
        const char* app = nullptr;
        const char* icon = nullptr;
        const char* title = nullptr;
        const char* body = nullptr;
        sd_bus_message_read(call, "susss", &app, &shown.replaces, &icon, &title, &body);
        shown.title = title;
        shown.body = body;
        sd_bus_message_enter_container(call, 'a', "s");
        const char* word = nullptr;
        while (sd_bus_message_read(call, "s", &word) > 0)
            shown.actions.emplace_back(word);
        self->shown.push_back(shown);
        const auto number = shown.replaces != 0 ? shown.replaces : ++self->numbers_;
        return sd_bus_reply_method_return(call, "u", number);
    }
    static const sd_bus_vtable kTable[];

    BusPtr bus_;
    std::vector<std::string> capabilities_;
    std::uint32_t numbers_ = 0;
};

const sd_bus_vtable NotificationServer::kTable[] = {
    SD_BUS_VTABLE_START(0),
    SD_BUS_METHOD("GetCapabilities", "", "as", NotificationServer::capabilities,
                  SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Notify", "susssasa{sv}i", "u", NotificationServer::notify,
                  SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_VTABLE_END};

double processorSeconds()
{
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

} // namespace

class BusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addingFilesIsTheCommandOfTheSocket()
    {
        const PrivateBus bus;
        Owner owner;
        const auto service = BusService::join(owner.parts(bus.address()));
        QVERIFY2(service.has_value(), service ? "" : service.error().context.c_str());
        const auto outcome =
            call(bus.connect().get(), "Add", "as", 2, "/data/a.xpu.toml", "/data/b.sh");
        QCOMPARE(outcome.error, std::string());
        QCOMPARE(owner.commands.size(), std::size_t{1});
        const auto& submit = std::get<command::Submit>(owner.commands[0]);
        QCOMPARE(submit.paths, (std::vector<std::string>{"/data/a.xpu.toml", "/data/b.sh"}));
        QCOMPARE(submit.row, -1);
        QCOMPARE(owner.origins[0].uid, static_cast<std::uint32_t>(geteuid()));
        QCOMPARE(owner.origins[0].pid, static_cast<std::int32_t>(getpid()));
    }

    void tasksAreNamedByTheirIdsAndComeBack()
    {
        const PrivateBus bus;
        Owner owner;
        const auto service = BusService::join(owner.parts(bus.address())).value();
        const std::string id = TaskId::generate().text();
        const auto outcome = call(bus.connect().get(), "Hold", "as", 1, id.c_str());
        QVERIFY(sd_bus_message_enter_container(outcome.reply.get(), 'a', "s") > 0);
        QCOMPARE(textOf(outcome), id);
    }

    void theListHasIdsNamesAndStates()
    {
        const PrivateBus bus;
        Owner owner;
        const TaskView task = taskOf(TaskState::Held);
        owner.show({task});
        const auto service = BusService::join(owner.parts(bus.address())).value();
        const auto outcome = call(bus.connect().get(), "List", "");
        const char *id = "", *name = "", *state = "";
        QVERIFY(sd_bus_message_enter_container(outcome.reply.get(), 'a', "(sss)") > 0);
        QVERIFY(sd_bus_message_read(outcome.reply.get(), "(sss)", &id, &name, &state) > 0);
        QCOMPARE(std::string(id), task.id.text());
        QCOMPARE(std::string(name), std::string("fft"));
        QCOMPARE(std::string(state), std::string("held"));
    }

    void everyRequestOfTheSocketHasItsAnswer()
    {
        const PrivateBus bus;
        Owner owner;
        const auto service = BusService::join(owner.parts(bus.address())).value();
        const auto client = bus.connect();
        const json hello = json::parse(textOf(call(client.get(), "Request", "ss", "hello", "{}")));
        QCOMPARE(hello.at("window").get<bool>(), true);
        const std::string move = commandJson(command::Move{{TaskId::generate()}, {}}).dump();
        QCOMPARE(call(client.get(), "Command", "s", move.c_str()).error, std::string());
        QVERIFY(std::holds_alternative<command::Move>(owner.commands.at(0)));
        QCOMPARE(call(client.get(), "Raise", "").error, std::string());
        QCOMPARE(owner.raised.load(), 1);
    }

    void whatIsWrongIsAnErrorWithItsName()
    {
        const PrivateBus bus;
        Owner owner;
        const auto service = BusService::join(owner.parts(bus.address())).value();
        const auto client = bus.connect();
        const std::string invalid = "org.xpu_optimizer.Error.InvalidInput";
        QCOMPARE(call(client.get(), "Command", "s", "{\"type\":").error, invalid);
        QCOMPARE(call(client.get(), "Command", "s", "[]").error, invalid);
        QCOMPARE(call(client.get(), "Request", "ss", "list", "{}, \"id\": 7").error, invalid);
        QCOMPARE(call(client.get(), "Hold", "as", 1, "no id").error, invalid);
        QCOMPARE(call(client.get(), "Add", "as", 1, "relative.sh").error, invalid);
        QCOMPARE(call(client.get(), "Request", "ss", "dance", "{}").error,
                 std::string("org.xpu_optimizer.Error.Unsupported"));
        const auto undo = call(client.get(), "Undo", "");
        QCOMPARE(undo.error, std::string("org.xpu_optimizer.Error.NotFound"));
        QCOMPARE(undo.message, std::string("nothing to undo"));
        QCOMPARE(owner.commands.size(), std::size_t{1});
    }

    void changesOfTheQueueAreSignals()
    {
        const PrivateBus bus;
        Owner owner;
        TaskView task = taskOf(TaskState::Running);
        owner.show({task});
        const auto service = BusService::join(owner.parts(bus.address())).value();
        const auto client = bus.connect();
        std::vector<Signal> signalsSeen;
        QVERIFY(sd_bus_match_signal(client.get(), nullptr, kBusName, nullptr, kBusInterface,
                                    nullptr, remember, &signalsSeen)
                >= 0);
        task.state = TaskState::Done;
        owner.show({task});
        service->onPublished()();
        QVERIFY(processUntil(client.get(), [&] { return signalsSeen.size() == 2; }));
        QCOMPARE(signalsSeen[0], (Signal{"TaskChanged", task.id.text(), "fft", "done"}));
        QCOMPARE(signalsSeen[1],
                 (Signal{"RunEnded", task.id.text(), task.run.text(), "fft", "done"}));
        owner.show({});
        service->onPublished()();
        QVERIFY(processUntil(client.get(), [&] { return signalsSeen.size() == 3; }));
        QCOMPARE(signalsSeen[2], (Signal{"TaskChanged", task.id.text(), "fft", "removed"}));
    }

    void aNameThatIsTakenIsAReason()
    {
        const PrivateBus bus;
        Owner first;
        Owner second;
        auto service = BusService::join(first.parts(bus.address()));
        QVERIFY(service.has_value());
        const auto refused = BusService::join(second.parts(bus.address()));
        QVERIFY(!refused.has_value());
        QVERIFY(refused.error().code == Errc::Busy);
        service->reset();
        QVERIFY(BusService::join(second.parts(bus.address())).has_value());
    }

    void withoutABusThereIsAReason()
    {
        Owner owner;
        const auto refused = BusService::join(owner.parts("unix:path=/nowhere/bus"));
        QVERIFY(!refused.has_value());
        QVERIFY(refused.error().code == Errc::NotFound);
        QVERIFY(!refused.error().context.empty());
    }

    void aBusThatDiesEndsTheServiceAndBurnsNothing()
    {
        PrivateBus bus;
        Owner owner;
        const auto service = BusService::join(owner.parts(bus.address())).value();
        QCOMPARE(call(bus.connect().get(), "Raise", "").error, std::string());
        bus.stop();
        // A loop that runs hot would take a whole core of this time.
        QElapsedTimer wall;
        wall.start();
        const double before = processorSeconds();
        QTest::qWait(500);
        QVERIFY(processorSeconds() - before < 0.5e-3 * static_cast<double>(wall.elapsed()));
        owner.show({taskOf(TaskState::Done)});
        service->onPublished()();
        service->notifier()({"title", "body", {}});
    }

    void noticesComeWithButtonsWhereTheServerHasThem()
    {
        const PrivateBus bus;
        Owner owner;
        NotificationServer server(bus, {"actions", "body-markup"});
        const auto service = BusService::join(owner.parts(bus.address())).value();
        std::mutex mutex;
        std::string chosen;
        service->onAction([&](const std::string& key) {
            const std::lock_guard lock(mutex);
            chosen = key;
        });
        service->notifier()({"Done", "a <b> & c", {{"show", "Show"}}});
        QVERIFY(server.waitFor(1));
        QCOMPARE(server.shown[0].title, std::string("Done"));
        QCOMPARE(server.shown[0].body, std::string("a &lt;b&gt; &amp; c"));
        QCOMPARE(server.shown[0].actions, (std::vector<std::string>{"show", "Show"}));
        service->notifier()({"2 done", "", {}, false, true});
        QVERIFY(server.waitFor(2));
        QCOMPARE(server.shown[1].replaces, std::uint32_t{1});
        server.choose(7, "other");
        server.choose(1, "show");
        QTRY_COMPARE(([&] {
                         const std::lock_guard lock(mutex);
                         return chosen;
                     }()),
                     std::string("show"));
    }

    void aServerWithoutButtonsGetsNone()
    {
        const PrivateBus bus;
        Owner owner;
        NotificationServer server(bus, {"body"});
        const auto service = BusService::join(owner.parts(bus.address())).value();
        service->notifier()({"Done", "a & b", {{"show", "Show"}}});
        QVERIFY(server.waitFor(1));
        QCOMPARE(server.shown[0].body, std::string("a & b"));
        QVERIFY(server.shown[0].actions.empty());
    }
};

QTEST_GUILESS_MAIN(BusTest)
#include "bus_test.moc"
