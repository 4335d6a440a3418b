#include "core/engine/command_json.h"
#include "core/engine/strict_json.h"
#include "mutate.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace xpu;
using nlohmann::json;

namespace {

TaskId id(std::uint8_t n)
{
    TaskId out;
    out.bytes[15] = n;
    return out;
}

std::string idText(int n) { return "00000000-0000-0000-0000-00000000000" + std::to_string(n); }

/// One of every kind, each field with a value that is not its default.
std::vector<Command> everyCommand()
{
    const std::vector<TaskId> two = {id(1), id(2)};
    return {
        command::Submit{{"/a b/ü.toml", "/c"}, 3, true, "/out", {"cpu", "vulkan:0"}, false, true},
        command::Remove{two},
        command::Restore{two},
        command::Move{two, id(3)},
        command::Hold{two, 5},
        command::Release{two},
        command::Pause{},
        command::Resume{two},
        command::Cancel{two},
        command::Approve{two},
        command::Clear{},
        command::ApproveDigest{"abc", "/x \"quoted\""},
        command::Grant{"/folder"},
        command::SetThreadBudget{7},
        command::Recheck{two},
        command::Retry{two},
        command::StartNow{two},
        command::SetPriority{two, 80},
        command::Pin{two, "gauss", "vulkan:0"},
        command::PutBack{{{id(1), "V1",
                           Wishes{7,
                                  9,
                                  {{"", "cpu"}},
                                  true,
                                  "gauss",
                                  {"a", "b[3]"},
                                  {{id(2), Ended::Badly, "prepare"}}},
                           TaskState::Held},
                          {id(2), {}, {}, {}}}},
        command::Undo{},
        command::Redo{},
        command::Snooze{"vulkan:0", 12},
        command::RunEveryStep{two, false},
        command::RunUpTo{two, "gauss"},
        command::SkipStep{two, "gauss[3]"},
        command::Revoke{"/folder"},
        command::Measure{}};
}

std::string errorOf(const std::string& text)
{
    const auto command = commandFromText(text);
    return command ? "no error" : command.error().context;
}

} // namespace

class CommandJsonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCommandIsReadBackUnchanged()
    {
        const auto all = everyCommand();
        QCOMPARE(all.size(), std::variant_size_v<Command>);
        for (std::size_t i = 0; i < all.size(); ++i) {
            QCOMPARE(all[i].index(), i);
            const std::string text = commandJson(all[i]).dump();
            const auto back = commandFromText(text);
            QVERIFY2(back.has_value(), text.c_str());
            QCOMPARE(back->index(), i);
            QCOMPARE(commandJson(*back).dump(), text);
        }
        const auto submit = commandFromJson(commandJson(all[0]));
        const auto& s = std::get<command::Submit>(*submit);
        QCOMPARE(s.paths.front(), std::string("/a b/ü.toml"));
        QCOMPARE(s.row, 3);
        QVERIFY(s.held && !s.again && s.outFolder == "/out" && s.devices.size() == 2);
        const auto move = commandFromJson(commandJson(all[3]));
        QVERIFY(std::get<command::Move>(*move).before == id(3));
        QVERIFY(std::get<command::Move>(*move).tasks.size() == 2);
    }

    void formIsTheDocumentedOne()
    {
        const json expected = {
            {"version", 1}, {"type", "move"}, {"tasks", {idText(1)}}, {"before", nullptr}};
        QCOMPARE(commandJson(command::Move{{id(1)}, {}}).dump(), expected.dump());
        const auto back = commandFromJson(expected);
        QVERIFY(!std::get<command::Move>(*back).before);
    }

    void submitNeedsOnlyPaths()
    {
        const auto c = commandFromText(R"({"type":"submit","paths":["/a"]})");
        const auto& s = std::get<command::Submit>(*c);
        QVERIFY(s.row == -1 && s.again && !s.held && s.devices.empty() && s.outFolder.empty());
    }

    void appliedCarriesItsInverse()
    {
        for (const Command& inverse : everyCommand()) {
            const Applied applied{{id(1), id(2)}, inverse};
            const json form = appliedJson(applied);
            const auto back = appliedFromJson(form);
            QVERIFY(back.has_value());
            QVERIFY(back->tasks == applied.tasks);
            QCOMPARE(appliedJson(*back).dump(), form.dump());
            QCOMPARE(back->inverse->index(), inverse.index());
        }
        const auto none = appliedFromJson(appliedJson(Applied{}));
        QVERIFY(none.has_value() && !none->inverse && none->tasks.empty());
    }

    void errorsNameTheField()
    {
        QCOMPARE(errorOf(R"({"type":"hold"})"), std::string("tasks: missing"));
        QCOMPARE(errorOf(R"({"type":"hold","tasks":[1]})"),
                 std::string("tasks: not the id of a task"));
        QCOMPARE(errorOf(R"({"type":"hold","tasks":["x"]})"),
                 std::string("tasks: not the id of a task"));
        QCOMPARE(errorOf(R"({"type":"hold","tasks":["00000000-0000-0000-0000-000000000000"]})"),
                 std::string("tasks: not the id of a task"));
        QCOMPARE(errorOf(R"({"type":"submit","paths":"/a"})"), std::string("paths: not a list"));
        QCOMPARE(errorOf(R"({"type":"submit","paths":[],"row":-2})"),
                 std::string("row: not from -1 to 2147483647"));
        QCOMPARE(errorOf(R"({"type":"submit","paths":[],"row":18446744073709551615})"),
                 std::string("row: not from -1 to 2147483647"));
        QCOMPARE(errorOf(R"({"type":"submit","paths":[],"held":1})"),
                 std::string("held: neither true nor false"));
        QCOMPARE(errorOf(R"({"type":"set_thread_budget","threads":0.5})"),
                 std::string("threads: not a whole number"));
        QCOMPARE(errorOf(R"({"type":"clear","all":true})"), std::string("all: unknown"));
        QCOMPARE(errorOf(R"({"type":"grant","folder":"/a","folder":"/b"})"),
                 std::string("folder: given twice"));
        QCOMPARE(errorOf(R"({"tasks":[]})"), std::string("type: missing"));
        QCOMPARE(errorOf("[]"), std::string(" not an object"));
        QCOMPARE(errorOf(""), std::string("not JSON"));
    }

    void unknownTypesAndVersionsAreRefused()
    {
        const auto type = commandFromText(R"({"type":"explode"})");
        QVERIFY(type.error().code == Errc::Unsupported);
        QCOMPARE(type.error().context, std::string("type: unknown command \"explode\""));
        for (const char* version : {"0", "2", "99"}) {
            const auto c =
                commandFromText(std::string(R"({"type":"clear","version":)") + version + "}");
            QVERIFY(c.error().code == Errc::Unsupported);
        }
        QVERIFY(commandFromText(R"({"type":"clear","version":1})").has_value());
        QVERIFY(!commandFromText(R"({"type":"clear","version":"1"})").has_value());
    }

    void inverseIsAsStrictAsACommand()
    {
        const auto bad = appliedFromJson(
            {{"tasks", json::array()}, {"inverse", {{"type", "hold"}, {"tasks", 1}}}});
        QCOMPARE(bad.error().context, std::string("inverse.tasks: not a list"));
        QVERIFY(!appliedFromJson({{"tasks", json::array()}}).has_value());
    }

    void bytesThatAreNoUtf8DoNotBreakTheForm()
    {
        const std::string text = commandJson(command::Grant{"/a\xff\xfe/b"}).dump();
        QVERIFY(commandFromText(text).has_value());
    }

    void deepNestingIsRefusedBeforeItCostsAnything()
    {
        QCOMPARE(errorOf(std::string(5'000'000, '[')), std::string("nested too deeply"));
        const json quoted = {{"type", "grant"}, {"folder", std::string(100, '[')}};
        QCOMPARE(errorOf(quoted.dump()), std::string("no error"));
    }

    void mutatedTextNeverCrashes()
    {
        const auto all = everyCommand();
        test::Mutator mutator(11);
        std::size_t accepted = 0;
        std::size_t refused = 0;
        for (int i = 0; i < 20000; ++i) {
            const Applied applied{{id(1)}, all[static_cast<std::size_t>(i) % all.size()]};
            const std::string text = mutator.mutate(
                i % 2 == 0 ? commandJson(*applied.inverse).dump() : appliedJson(applied).dump());
            const auto parsed = parseStrict(text);
            if (!parsed) {
                QVERIFY(!parsed.error().context.empty());
                ++refused;
                continue;
            }
            const auto command = commandFromJson(*parsed);
            const auto answer = appliedFromJson(*parsed);
            if (command) // whatever was accepted has a form that is accepted again
                QVERIFY(commandFromText(commandJson(*command).dump()).has_value());
            if (answer)
                QVERIFY(appliedFromJson(appliedJson(*answer)).has_value());
            (command || answer ? accepted : refused)++;
        }
        QVERIFY(accepted > 100 && refused > 10000);
    }
};

QTEST_APPLESS_MAIN(CommandJsonTest)
#include "command_json_test.moc"
