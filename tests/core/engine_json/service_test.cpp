#include "core/engine/service.h"
#include "mutate.h"
#include "views.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace xpu;
using namespace xpu::test;
using nlohmann::json;

namespace {

/// An engine made of a stored snapshot and the commands it was sent.
struct FakeOwner {
    std::shared_ptr<const Snapshot> shown = twoTasks();
    std::vector<Command> sent;
    std::vector<Origin> origins;
    std::vector<CommandReply> waiting;
    int raised = 0;

    ServiceParts parts()
    {
        return {[this](Command c, Origin o, CommandReply r) {
                    sent.push_back(std::move(c));
                    origins.push_back(o);
                    waiting.push_back(std::move(r));
                },
                [this] { return shown; }, [this] { ++raised; }};
    }
};

/// Asks and gives the answers that have come so far.
struct Peer {
    explicit Peer(const Service& s) : service(s) {}

    json ask(const std::string& request)
    {
        const std::size_t before = answers.size();
        service.handle(request, {Origin::Via::Socket, 1000, 42},
                       [this](const std::string& frame) { answers.push_back(json::parse(frame)); });
        return answers.size() > before ? answers.back() : json(nullptr);
    }
    json call(const std::string& method, const json& params)
    {
        return ask(json{{"v", 1}, {"id", 5}, {"method", method}, {"params", params}}.dump());
    }

    const Service& service;
    std::vector<json> answers;
};

std::string codeOf(const json& answer) { return answer.at("error").at("code"); }
std::string messageOf(const json& answer) { return answer.at("error").at("message"); }

} // namespace

class ServiceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void helloTellsTheVersions()
    {
        FakeOwner owner;
        const Service service(owner.parts());
        const json answer = Peer(service).ask(R"({"v":1,"id":7,"method":"hello"})");
        QCOMPARE(answer["id"].dump(), json(7).dump());
        QCOMPARE(answer["result"]["v"].dump(), json(1).dump());
        QCOMPARE(answer["result"]["command_version"].dump(), json(kCommandVersion).dump());
        QCOMPARE(answer["result"]["window"].dump(), json(true).dump());
        QCOMPARE(answer["result"]["row"].dump(), json(-1).dump());
    }

    void helloTellsWhereTheWindowStands()
    {
        FakeOwner owner;
        ServiceParts parts = owner.parts();
        parts.standsAt = [] { return 3; };
        const Service service(parts);
        QCOMPARE(Peer(service).call("hello", json::object())["result"]["row"].dump(),
                 json(3).dump());
    }

    void commandIsAnsweredWhenTheEngineIsDone()
    {
        FakeOwner owner;
        const Service service(owner.parts());
        Peer peer(service);
        const json form = {{"type", "hold"}, {"tasks", {taskId(1).text()}}};
        QVERIFY(peer.call("command", {{"command", form}}).is_null());
        QVERIFY(peer.answers.empty());
        QVERIFY(std::get<command::Hold>(owner.sent.at(0)).tasks.at(0) == taskId(1));
        QCOMPARE(owner.origins.at(0).uid, 1000U);
        owner.waiting.at(0)(Applied{{taskId(1)}, command::Release{{taskId(1)}}});
        QCOMPARE(peer.answers.at(0)["id"].dump(), json(5).dump());
        QCOMPARE(peer.answers.at(0)["result"]["inverse"]["type"].dump(), json("release").dump());
    }

    void answersMayComeAfterTheServiceIsGone()
    {
        FakeOwner owner;
        json answer;
        {
            const Service service(owner.parts());
            service.handle(
                R"({"v":1,"id":1,"method":"command","params":{"command":{"type":"clear"}}})", {},
                [&answer](const std::string& frame) { answer = json::parse(frame); });
        }
        owner.waiting.at(0)(fail(Errc::Conflict, "row is gone"));
        QCOMPARE(codeOf(answer), std::string("conflict"));
        QCOMPARE(messageOf(answer), std::string("row is gone"));
    }

    void badCommandIsRefusedWithoutTroublingTheEngine()
    {
        FakeOwner owner;
        const Service service(owner.parts());
        Peer peer(service);
        const json answer = peer.call("command", {{"command", {{"type", "hold"}, {"tasks", 3}}}});
        QCOMPARE(codeOf(answer), std::string("invalid_input"));
        QCOMPARE(messageOf(answer), std::string("params.command.tasks: not a list"));
        QCOMPARE(messageOf(peer.call("command", json::object())),
                 std::string("params.command: missing"));
        QVERIFY(owner.sent.empty());
    }

    void listSnapshotAndDevicesShowTheNewestState()
    {
        FakeOwner owner;
        const Service service(owner.parts());
        Peer peer(service);
        QCOMPARE(peer.call("list", json::object())["result"]["tasks"].size(), std::size_t{2});
        QCOMPARE(peer.call("snapshot", json::object())["result"]["generation"].dump(),
                 json(8).dump());
        QCOMPARE(peer.call("devices", json::object())["result"]["devices"].size(), std::size_t{2});
        owner.shown = std::make_shared<const Snapshot>();
        QVERIFY(peer.call("list", json::object())["result"]["tasks"].empty());
        owner.shown = nullptr;
        QVERIFY(peer.call("list", json::object())["result"]["tasks"].empty());
    }

    void runGivesTheTasksInTheOrderAsked()
    {
        FakeOwner owner;
        const Service service(owner.parts());
        Peer peer(service);
        const json both = {taskId(2).text(), taskId(1).text()};
        const json tasks = peer.call("run", {{"tasks", both}})["result"]["tasks"];
        QCOMPARE(tasks[0]["state"].dump(), json("rejected").dump());
        QCOMPARE(tasks[1]["steps"].size(), std::size_t{2});
        const json brief = peer.call("run", {{"tasks", both}, {"steps", false}});
        QVERIFY(brief["result"]["tasks"][1]["steps"].empty());
        const json missing = peer.call("run", {{"tasks", {taskId(9).text()}}});
        QCOMPARE(codeOf(missing), std::string("not_found"));
    }

    void submittedTaskCanBeAskedForBeforeASnapshotShowsIt()
    {
        FakeOwner owner;
        const Service service(owner.parts());
        Peer peer(service);
        const json ask = {{"tasks", {taskId(3).text()}}};
        peer.call("command", {{"command", {{"type", "submit"}, {"paths", {"/a"}}}}});
        QCOMPARE(codeOf(peer.call("run", ask)), std::string("not_found"));
        owner.waiting.at(0)(Applied{{taskId(3)}, std::nullopt});
        QCOMPARE(peer.call("run", ask)["result"]["tasks"][0]["state"].dump(),
                 json("checking").dump());

        auto later = std::make_shared<Snapshot>();
        auto task = std::make_shared<TaskView>();
        task->id = taskId(3);
        task->state = TaskState::Done;
        later->queue = {task};
        owner.shown = later;
        QCOMPARE(peer.call("run", ask)["result"]["tasks"][0]["state"].dump(), json("done").dump());
        owner.shown = twoTasks(); // removed: it must not come back as a ghost
        QCOMPARE(codeOf(peer.call("run", ask)), std::string("not_found"));
    }

    void whyAnswersForOneStepOrAll()
    {
        FakeOwner owner;
        const Service service(owner.parts());
        Peer peer(service);
        const json all = peer.call("why", {{"task", taskId(1).text()}});
        QCOMPARE(all["result"]["steps"].size(), std::size_t{2});
        const json one = peer.call("why", {{"task", taskId(1).text()}, {"step", "gauss[3]"}});
        QCOMPARE(one["result"]["steps"].size(), std::size_t{1});
        QCOMPARE(one["result"]["steps"][0]["chosen_by"].dump(), json("heft").dump());
        QCOMPARE(codeOf(peer.call("why", {{"task", taskId(1).text()}, {"step", "x"}})),
                 std::string("not_found"));
        QCOMPARE(codeOf(peer.call("why", {{"task", "me"}})), std::string("invalid_input"));
    }

    void raiseReachesTheWindowOnlyWhereThereIsOne()
    {
        FakeOwner owner;
        const Service service(owner.parts());
        QVERIFY(Peer(service).call("raise", json::object()).contains("result"));
        QCOMPARE(owner.raised, 1);
        ServiceParts bare = owner.parts();
        bare.raise = nullptr;
        const Service hidden(bare);
        QCOMPARE(codeOf(Peer(hidden).call("raise", json::object())), std::string("unsupported"));
    }

    void addedMethodIsAnswered()
    {
        FakeOwner owner;
        Service service(owner.parts());
        service.add("echo", [](const json& params, const Origin&, const Service::Answer& answer) {
            answer(params);
        });
        QCOMPARE(Peer(service).call("echo", {{"a", 1}})["result"]["a"].dump(), json(1).dump());
    }

    void wrongRequestsAreAnsweredWithTheirReason()
    {
        FakeOwner owner;
        const Service service(owner.parts());
        Peer peer(service);
        const auto refused = [&peer](const std::string& text) {
            const json answer = peer.ask(text);
            return codeOf(answer) + " " + messageOf(answer);
        };
        QCOMPARE(refused("garbage").substr(0, 13), std::string("invalid_input"));
        QCOMPARE(refused("[]"), std::string("invalid_input  not an object"));
        QCOMPARE(refused(R"({"v":1,"id":1})"), std::string("invalid_input method: missing"));
        QCOMPARE(refused(R"({"v":2,"id":1,"method":"hello"})"),
                 std::string("unsupported v: 2, this program speaks 1"));
        QCOMPARE(refused(R"({"v":1,"id":1,"method":"format"})"),
                 std::string("unsupported method: unknown \"format\""));
        QCOMPARE(refused(R"({"v":1,"id":"x","method":"hello"})"),
                 std::string("invalid_input id: not a whole number"));
        QCOMPARE(refused(R"({"v":1,"id":1,"method":"hello","params":{"x":1}})"),
                 std::string("invalid_input params.x: unknown"));
        QVERIFY(peer.ask("garbage")["id"].is_null());
        QCOMPARE(peer.ask(R"({"id":9})")["id"].dump(), json(9).dump());
    }

    void errorWordsAreReadBack()
    {
        for (int i = 0; i <= static_cast<int>(Errc::Internal); ++i)
            QVERIFY(errcFromWord(wordOf(static_cast<Errc>(i))) == static_cast<Errc>(i));
        QVERIFY(errcFromWord("nonsense") == Errc::Internal);
    }

    void everyMutatedRequestGetsExactlyOneAnswer()
    {
        FakeOwner owner;
        const Service service(owner.parts());
        const std::string ids = json{taskId(1).text()}.dump();
        const std::string requests[] = {
            R"({"v":1,"id":1,"method":"hello","params":{}})",
            R"({"v":1,"id":1,"method":"run","params":{"tasks":)" + ids + "}}",
            R"({"v":1,"id":1,"method":"why","params":{"task":)" + ids.substr(1, ids.size() - 2)
                + R"(,"step":"save"}})",
            R"({"v":1,"id":1,"method":"command","params":{"command":{"type":"hold","tasks":)" + ids
                + "}}}"};
        Mutator mutator(23);
        std::size_t errors = 0;
        for (std::size_t i = 0; i < 20000; ++i) {
            std::vector<json> answers;
            const std::size_t sent = owner.sent.size();
            service.handle(mutator.mutate(requests[i % std::size(requests)]), {},
                           [&answers](const std::string& f) { answers.push_back(json::parse(f)); });
            QCOMPARE(answers.size() + (owner.sent.size() - sent), std::size_t{1});
            if (!answers.empty() && answers[0].contains("error"))
                ++errors;
        }
        QVERIFY(errors > 10000 && errors < 20000);
    }
};

QTEST_APPLESS_MAIN(ServiceTest)
#include "service_test.moc"
