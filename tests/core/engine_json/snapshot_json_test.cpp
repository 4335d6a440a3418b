#include "core/engine/snapshot_json.h"
#include "views.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <limits>
#include <set>

using namespace xpu;
using namespace xpu::test;
using nlohmann::json;

namespace {

std::set<std::string> keysOf(const json& object)
{
    std::set<std::string> keys;
    for (const auto& [key, value] : object.items())
        keys.insert(key);
    return keys;
}

using Keys = std::set<std::string>;

} // namespace

class SnapshotJsonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listHasExactlyTheDocumentedKeys()
    {
        const json list = listJson(*twoTasks());
        QVERIFY(keysOf(list) == Keys({"tasks"}));
        QCOMPARE(list["tasks"].size(), std::size_t{2});
        for (const json& task : list["tasks"])
            QVERIFY(keysOf(task) == Keys({"id", "name", "state", "position", "steps"}));
        for (const json& step : list["tasks"][0]["steps"])
            QVERIFY(keysOf(step) == Keys({"id", "state", "device"}));
        QCOMPARE(list["tasks"][0]["steps"][0]["device"].dump(), json("cpu").dump());
        QVERIFY(list["tasks"][0]["steps"][1]["device"].is_null());
        QCOMPARE(list["tasks"][1]["state"].dump(), json("rejected").dump());
        QCOMPARE(list["tasks"][1]["position"].dump(), json(2).dump());
        QVERIFY(list["tasks"][1]["steps"].is_array() && list["tasks"][1]["steps"].empty());
        list.dump(); // throws if the bad name got through as it was
    }

    void runHasExactlyTheDocumentedKeys()
    {
        const auto snapshot = twoTasks();
        for (const auto& task : snapshot->queue) {
            const json run = runJson(*task);
            QVERIFY(keysOf(run)
                    == Keys({"id", "name", "state", "makespan_s", "predicted_s", "lower_bound_s",
                             "energy_j", "energy_quality", "errors", "steps"}));
            for (const json& step : run["steps"])
                QVERIFY(keysOf(step)
                        == Keys({"id", "state", "device", "predicted_s", "predicted_lo_s",
                                 "predicted_hi_s", "actual_s", "prepare_s", "bytes_in", "bytes_out",
                                 "energy_j", "why", "cache", "error"}));
            for (const json& error : run["errors"])
                QVERIFY(keysOf(error) == Keys({"code", "severity", "line", "column", "message"}));
        }
    }

    void runSaysWhatIsKnown()
    {
        const json step = runJson(*twoTasks()->queue[0])["steps"][0];
        const json expected = {
            {"id", "gauss[3]"},
            {"state", "failed"},
            {"device", "cpu"},
            {"predicted_s", 2.0},
            {"predicted_lo_s", 1.0},
            {"predicted_hi_s", 4.0},
            {"actual_s", 2.5},
            {"prepare_s", 0.25},
            {"bytes_in", 100},
            {"bytes_out", 50},
            {"energy_j", 7.5},
            {"why",
             {{"chosen_by", "heft"},
              {"reason", "finishes first"},
              {"candidates",
               {{{"device", "cpu"},
                 {"predicted_s", 2.0},
                 {"lo_s", 1.0},
                 {"hi_s", 4.0},
                 {"energy_j", 9.0},
                 {"samples", 5},
                 {"excluded", nullptr}},
                {{"device", "vulkan:0"},
                 {"predicted_s", nullptr},
                 {"lo_s", nullptr},
                 {"hi_s", nullptr},
                 {"energy_j", nullptr},
                 {"samples", 0},
                 {"excluded", "denied by the step"}}}}}},
            {"cache", {{"state", "stale"}, {"reason", "its parameters changed"}}},
            {"error",
             {{"code", "E701"}, {"message", "digest differs"}, {"line", 7}, {"column", 3}}}};
        QCOMPARE(step.dump(), expected.dump());
    }

    void whatIsNotKnownIsNull()
    {
        const json run = runJson(*twoTasks()->queue[0]);
        const json& step = run["steps"][1];
        for (const auto& [key, value] : step.items())
            if (key != "id" && key != "state")
                QVERIFY2(value.is_null(), key.c_str());
        const json rejected = runJson(*twoTasks()->queue[1]);
        for (const char* key :
             {"makespan_s", "predicted_s", "lower_bound_s", "energy_j", "energy_quality"})
            QVERIFY2(rejected[key].is_null(), key);
        QCOMPARE(run["energy_quality"].dump(), json("modelled").dump());
    }

    void estimateWithoutHistoryIsNoEstimate()
    {
        TaskView task;
        StepView step;
        step.predicted = Estimate{};
        task.steps = std::make_shared<const std::vector<StepView>>(std::vector<StepView>{step});
        QVERIFY(runJson(task)["steps"][0]["predicted_s"].is_null());
    }

    void figuresThatAreNoNumbersAreNull()
    {
        TaskView task;
        task.makespan = Seconds(std::numeric_limits<double>::infinity());
        task.predicted = Seconds(std::numeric_limits<double>::quiet_NaN());
        QVERIFY(runJson(task)["makespan_s"].is_null());
        QVERIFY(runJson(task)["predicted_s"].is_null());
    }

    void diagnosticsCarryPlaceSeverityAndASentence()
    {
        const json errors = diagnosticsJson(twoTasks()->queue[0]->diagnostics);
        QCOMPARE(errors[0]["code"].dump(), json("W901").dump());
        QCOMPARE(errors[0]["severity"].dump(), json("warning").dump());
        QCOMPARE(errors[0]["line"].dump(), json(4).dump());
        QCOMPARE(errors[0]["column"].dump(), json(2).dump());
        QVERIFY(errors[0]["message"].get<std::string>().find("cost") != std::string::npos);
        QCOMPARE(errors[1]["severity"].dump(), json("error").dump());
        QVERIFY(errors[1]["line"].is_null() && errors[1]["column"].is_null());
        QVERIFY(!errors[1]["message"].get<std::string>().empty());
    }

    void devicesTellWhetherAndWhyTheyCannotBeUsed()
    {
        const json devices = devicesJson(*twoTasks())["devices"];
        QCOMPARE(devices[0]["usable"].dump(), json(true).dump());
        QVERIFY(devices[0]["reason"].is_null());
        QCOMPARE(devices[0]["limit_bytes"].dump(), json(1 << 20).dump());
        QCOMPARE(devices[0]["now"].dump(), std::string(R"(["gauss[3]"])"));
        QVERIFY(devices[0]["self_test"].is_null() && devices[0]["owners"].is_array());
        QCOMPARE(devices[1]["usable"].dump(), json(false).dump());
        QCOMPARE(devices[1]["reason"].dump(), json("self-test failed").dump());
        QCOMPARE(devices[1]["class"].dump(), json("gpu").dump());
        QVERIFY(devices[1]["peak_flops"].is_null());
        QVERIFY(keysOf(devices[0]) == keysOf(devices[1]));
    }

    void snapshotHoldsQueueAndDevices()
    {
        const json all = snapshotJson(*twoTasks());
        QVERIFY(keysOf(all)
                == Keys({"generation", "queue_paused", "trouble", "granted_folders", "devices",
                         "measuring", "tasks", "undo", "redo"}));
        QVERIFY(all["undo"].is_null() && all["redo"].is_null());
        QCOMPARE(all["generation"].dump(), json(8).dump());
        QCOMPARE(all["tasks"][0]["steps"].dump(), json(2).dump());
        QVERIFY(keysOf(all["tasks"][0]) == keysOf(all["tasks"][1]));
    }

    void waitingStepSaysWhatBlocksIt()
    {
        const json why = stepWhyJson(twoTasks()->queue[0]->steps->at(1));
        QCOMPARE(why["blocked_by"].dump(), json("waits for gauss[3]").dump());
        QVERIFY(why["chosen_by"].is_null() && why["candidates"].empty());
        QVERIFY(why["shares"].is_null());
    }

    void sharesOfADividedStepAreTold()
    {
        StepView step = twoTasks()->queue[0]->steps->at(1);
        step.shares = {{"cpu", 3000}, {"vulkan:0", 1096}};
        QCOMPARE(
            stepWhyJson(step)["shares"].dump(),
            json({{{"device", "cpu"}, {"rows", 3000}}, {{"device", "vulkan:0"}, {"rows", 1096}}})
                .dump());
    }
};

QTEST_APPLESS_MAIN(SnapshotJsonTest)
#include "snapshot_json_test.moc"
