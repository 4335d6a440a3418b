#include "core/report/lanes.h"
#include "core/report/report.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>

namespace xpu {
namespace {

using Json = nlohmann::ordered_json;
using history::StepFinished;

constexpr int kActual = 1;
constexpr int kPredicted = 2;
constexpr int kMachine = 3;

/// The events of one process: rows of boxes, each row a thread with a name.
class Process {
public:
    Process(int pid, const std::string& name, Json& events) : pid_(pid), events_(events)
    {
        meta("process_name", 0, {{"name", name}});
        meta("process_sort_index", 0, {{"sort_index", pid}});
    }

    /// Boxes of one row must lie apart or inside each other, so overlapping ones get further rows.
    void boxes(const std::string& row, std::vector<std::pair<report::Span, Json>> boxes)
    {
        std::vector<report::Span> spans;
        for (const auto& [span, event] : boxes)
            spans.push_back(span);
        const std::vector<std::size_t> lanes = report::lanesOf(spans);
        std::vector<int> threads;
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            while (threads.size() <= lanes[i])
                threads.push_back(thread(
                    threads.empty() ? row : row + " (" + std::to_string(threads.size() + 1) + ")"));
            Json event = {{"ph", "X"},
                          {"pid", pid_},
                          {"tid", threads[lanes[i]]},
                          {"ts", spans[i].from},
                          {"dur", spans[i].to - spans[i].from}};
            event.update(boxes[i].second);
            events_.push_back(std::move(event));
        }
    }

    void counter(const std::string& name, std::int64_t at, const char* unit, double value)
    {
        events_.push_back({{"ph", "C"},
                           {"pid", pid_},
                           {"tid", 0},
                           {"ts", at},
                           {"name", name},
                           {"args", {{unit, value}}}});
    }

private:
    void meta(const char* what, int tid, Json args)
    {
        events_.push_back({{"ph", "M"},
                           {"pid", pid_},
                           {"tid", tid},
                           {"ts", 0},
                           {"name", what},
                           {"args", std::move(args)}});
    }

    int thread(const std::string& name)
    {
        const int tid = ++threads_;
        meta("thread_name", tid, {{"name", name}});
        meta("thread_sort_index", tid, {{"sort_index", tid}});
        return tid;
    }

    const int pid_;
    Json& events_;
    int threads_ = 0;
};

using Boxes = std::vector<std::pair<report::Span, Json>>;

template <class T>
void put(Json& args, const char* key, const std::optional<T>& value)
{
    if (value)
        args[key] = *value;
}

Json argsOf(const StepFinished& step)
{
    Json args = {{"state", nameOf(step.state)}};
    put(args, "predicted_s", step.predictedS);
    put(args, "predicted_lo_s", step.predictedLoS);
    put(args, "predicted_hi_s", step.predictedHiS);
    put(args, "actual_s", step.actualS);
    put(args, "prepare_s", step.prepareS);
    put(args, "transfer_s", step.transferS);
    put(args, "wait_s", step.waitS);
    put(args, "cpu_s", step.cpuS);
    put(args, "bytes_in", step.bytesIn);
    put(args, "bytes_out", step.bytesOut);
    put(args, "peak_memory", step.peakMemory);
    put(args, "energy_j", step.energyJ);
    if (!step.errorCode.empty())
        args["error_code"] = step.errorCode;
    if (!step.errorMessage.empty())
        args["error_message"] = step.errorMessage;
    return args;
}

Json boxOf(const StepFinished& step)
{
    Json box = {{"name", step.step}, {"cat", step.operation}, {"args", argsOf(step)}};
    if (step.state == StepState::Failed)
        box["cname"] = "terrible";
    return box;
}

std::int64_t micros(double seconds) { return std::llround(seconds * 1e6); }

/// Transfer, then preparation, from the step's start on: of both only the length is measured.
void addPhases(Boxes& phases, const StepFinished& step, report::Span span)
{
    const Json note = {{"step", step.step}, {"only_the_length_is_measured", true}};
    for (const auto& [name, seconds] :
         {std::pair("transfer", step.transferS), std::pair("prepare", step.prepareS)}) {
        const std::int64_t length = micros(seconds.value_or(0));
        if (length <= 0)
            continue;
        const std::int64_t end = std::min(span.to, span.from + length);
        phases.push_back({{span.from, end}, {{"name", name}, {"cat", name}, {"args", note}}});
        span.from = end;
    }
}

struct Device {
    Boxes steps, phases, predicted;
};

std::map<std::string, Device> devicesOf(const Report& report)
{
    std::map<std::string, Device> devices;
    const std::int64_t zero = report.run.summary.startedUtcMicros;
    for (const StepFinished& step : report.run.steps) {
        if (step.startedUtcMicros <= 0 || step.device.empty())
            continue;
        const std::int64_t from = step.startedUtcMicros - zero;
        const report::Span span{from, std::max(from, step.finishedUtcMicros - zero)};
        Device& device = devices[step.device];
        device.steps.emplace_back(span, boxOf(step));
        addPhases(device.phases, step, span);
        if (step.predictedS)
            device.predicted.push_back({{from, from + micros(*step.predictedS)}, boxOf(step)});
    }
    return devices;
}

void addCounters(Json& events, const Report& report)
{
    if (report.series.empty())
        return;
    Process machine(kMachine, "machine", events);
    for (const Report::Series& series : report.series) {
        const bool share = series.kind == Report::Series::Kind::Utilization;
        const char* unit = share                                         ? "percent"
                           : series.kind == Report::Series::Kind::Memory ? "bytes"
                                                                         : "watts";
        const std::string name = std::string(nameOf(series.kind))
                                 + (series.modelled ? " (modelled) " : " ")
                                 + (series.name.empty() ? "machine" : series.name);
        for (const Report::Series::Point& point : series.points)
            machine.counter(name,
                            std::max<std::int64_t>(0, point.fromUtcMicros
                                                          - report.run.summary.startedUtcMicros),
                            unit, share ? point.mean * 100 : point.mean);
    }
}

} // namespace

std::string toTrace(const Report& report)
{
    const history::RunSummary& run = report.run.summary;
    std::map<std::string, Device> devices = devicesOf(report);
    Json events = Json::array();
    Process actual(kActual, run.name.empty() ? "run" : run.name, events);
    for (auto& [name, device] : devices) {
        actual.boxes(name, std::move(device.steps));
        actual.boxes(name + ": transfer, prepare", std::move(device.phases));
    }
    Process predicted(kPredicted, "predicted, from the same starts", events);
    for (auto& [name, device] : devices)
        predicted.boxes(name, std::move(device.predicted));
    addCounters(events, report);
    const Json json = {{"traceEvents", std::move(events)},
                       {"displayTimeUnit", "ms"},
                       {"otherData",
                        {{"run", run.run.text()},
                         {"name", run.name},
                         {"state", run.state},
                         {"host", report.run.host},
                         {"started_us", run.startedUtcMicros}}}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace xpu
