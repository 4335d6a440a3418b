#include "core/engine/snapshot_json.h"

#include "core/engine/strict_json.h"
#include "core/wording/message.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace xpu {
namespace {

using nlohmann::json;

json number(double value) { return std::isfinite(value) ? json(value) : json(nullptr); }
json number(const std::optional<Seconds>& t) { return t ? number(t->count()) : json(nullptr); }
json number(const std::optional<Joules>& e) { return e ? number(e->value) : json(nullptr); }
json number(const std::optional<Bytes>& b) { return b ? json(b->count) : json(nullptr); }
/// 0 means "not stated" for peaks and powers, and "no place" for lines.
json unlessZero(double value) { return value != 0 ? number(value) : json(nullptr); }
json unlessZero(std::int64_t value) { return value != 0 ? json(value) : json(nullptr); }
json unlessZero(int value) { return value != 0 ? json(value) : json(nullptr); }
json unlessEmpty(const std::string& text) { return text.empty() ? json(nullptr) : textJson(text); }

json textsJson(const std::vector<std::string>& texts)
{
    json out = json::array();
    for (const std::string& t : texts)
        out.push_back(textJson(t));
    return out;
}

const char* wordOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return "error";
    case Severity::Warning:
        return "warning";
    case Severity::Note:
        break;
    }
    return "note";
}

/// How good the energy figure is; a figure that is not there has no quality.
json qualityJson(const TaskView& task)
{
    return task.energy ? json(nameOf(task.energyQuality)) : json(nullptr);
}

json candidateJson(const Candidate& c)
{
    const auto ifKnown = [&c](double value) { return c.known ? number(value) : json(nullptr); };
    return {{"device", textJson(c.deviceId)},      {"predicted_s", ifKnown(c.predicted.count())},
            {"lo_s", ifKnown(c.lo.count())},       {"hi_s", ifKnown(c.hi.count())},
            {"energy_j", ifKnown(c.energy.value)}, {"samples", c.samples},
            {"excluded", unlessEmpty(c.excluded)}};
}

json errorJson(const std::optional<StepError>& error)
{
    if (!error)
        return nullptr;
    return {{"code", textJson(error->code)},
            {"message", textJson(error->message)},
            {"line", unlessZero(error->line)},
            {"column", unlessZero(error->column)}};
}

json cacheJson(const std::optional<StepCache>& cache)
{
    if (!cache)
        return nullptr;
    return {{"state", nameOf(cache->state)}, {"reason", unlessEmpty(cache->reason)}};
}

json stepRunJson(const StepView& step)
{
    const bool predicted = step.predicted && step.predicted->known;
    const auto estimate = [&](Seconds Estimate::*part) {
        return predicted ? number(((*step.predicted).*part).count()) : json(nullptr);
    };
    return {{"id", textJson(step.id)},
            {"state", nameOf(step.state)},
            {"device", unlessEmpty(step.device)},
            {"predicted_s", estimate(&Estimate::run)},
            {"predicted_lo_s", estimate(&Estimate::lo)},
            {"predicted_hi_s", estimate(&Estimate::hi)},
            {"actual_s", number(step.actual)},
            {"prepare_s", number(step.prepare)},
            {"bytes_in", number(step.bytesIn)},
            {"bytes_out", number(step.bytesOut)},
            {"energy_j", number(step.energy)},
            {"why", step.why ? whyJson(*step.why) : json(nullptr)},
            {"cache", cacheJson(step.cache)},
            {"error", errorJson(step.error)}};
}

json stepListJson(const StepView& step)
{
    return {{"id", textJson(step.id)},
            {"state", nameOf(step.state)},
            {"device", unlessEmpty(step.device)}};
}

template <class Form>
json stepsJson(const TaskView& task, Form form)
{
    json out = json::array();
    if (task.steps)
        for (const StepView& step : *task.steps)
            out.push_back(form(step));
    return out;
}

json afterJson(const std::vector<Predecessor>& after)
{
    json out = json::array();
    for (const Predecessor& each : after)
        out.push_back(
            {{"task", each.task.text()}, {"name", textJson(each.name)}, {"how", nameOf(each.how)}});
    return out;
}

json taskSummaryJson(const TaskView& task)
{
    return {
        {"id", task.id.text()},
        {"name", textJson(task.name)},
        {"path", textJson(task.path)},
        {"state", nameOf(task.state)},
        {"position", task.position},
        {"priority", task.priority},
        {"own_priority", task.wishes.priority ? json(*task.wishes.priority) : json(nullptr)},
        {"hold_until_utc_us", unlessZero(task.wishes.holdUntilUtcMicros)},
        {"pins", task.wishes.pins},
        {"after", afterJson(task.wishes.after)},
        {"submitter", textJson(task.submitter)},
        {"submitted_utc_us", task.submittedUtcMicros},
        {"deadline_utc_us", task.deadlineUtcMicros ? json(*task.deadlineUtcMicros) : json(nullptr)},
        {"goes_first", task.goesFirst},
        {"needs_approval", task.needsApproval},
        {"approval_digest", unlessEmpty(task.approvalDigest)},
        {"steps", task.stepCount},
        {"steps_done", task.stepsDone},
        {"steps_failed", task.stepsFailed},
        {"steps_clean", task.stepsClean ? json(*task.stepsClean) : json(nullptr)},
        {"every_step", task.wishes.everyStep},
        {"up_to", unlessEmpty(task.wishes.upTo)},
        {"skips", task.wishes.skips},
        {"devices", textsJson(task.devicesInUse)},
        {"makespan_s", number(task.makespan)},
        {"predicted_s", number(task.predicted)},
        {"lower_bound_s", number(task.lowerBound)},
        {"remaining_lo_s", number(task.remainingLo)},
        {"remaining_hi_s", number(task.remainingHi)},
        {"energy_j", number(task.energy)},
        {"energy_quality", qualityJson(task)},
        {"errors", diagnosticsJson(task.diagnostics)}};
}

json undoJson(const std::optional<UndoView>& entry)
{
    if (!entry)
        return nullptr;
    return {{"deed", entry->deed}, {"task", textJson(entry->task)}, {"tasks", entry->tasks}};
}

json selfTestJson(DeviceInfo::SelfTest test)
{
    using enum DeviceInfo::SelfTest;
    return test == None ? json(nullptr) : json(test == Passed ? "passed" : "failed");
}

json deviceJson(const DeviceView& view)
{
    const DeviceInfo& info = view.info;
    json owners = json::array();
    for (const DeviceView::Owner& owner : view.owners)
        owners.push_back({{"task", owner.task.text()},
                          {"name", textJson(owner.name)},
                          {"held_bytes", owner.held.count}});
    return {{"id", textJson(info.id)},
            {"driver", textJson(info.driver)},
            {"class", nameOf(info.kind)},
            {"name", textJson(info.friendlyName)},
            {"label", unlessEmpty(info.label)},
            {"driver_version", unlessEmpty(info.driverVersion)},
            {"usable", info.unusableReason.empty()},
            {"reason", unlessEmpty(info.unusableReason)},
            {"threads", info.threads},
            {"memory_bytes", info.memory.count},
            {"limit_bytes", view.limit.count},
            {"used_bytes", view.usage.used.count},
            {"reserved_bytes", view.usage.reserved.count},
            {"peak_bytes", view.usage.peak.count},
            {"fragmentation", number(view.usage.fragmentation)},
            {"busy_s", number(view.usage.busy.count())},
            {"peak_flops", unlessZero(info.peakFlops)},
            {"peak_bandwidth", unlessZero(info.peakBandwidth)},
            {"idle_w", unlessZero(info.idlePower.value)},
            {"max_w", unlessZero(info.maxPower.value)},
            {"in_flight", view.inFlight},
            {"snoozed_until_utc_us", unlessZero(view.snoozedUntilUtcMicros)},
            {"now", textsJson(view.now)},
            {"abilities", textsJson(info.abilities)},
            {"self_test", selfTestJson(info.selfTest)},
            {"rates_measured", info.ratesMeasured},
            {"owners", std::move(owners)}};
}

} // namespace

json diagnosticsJson(const std::vector<Diagnostic>& diagnostics)
{
    json out = json::array();
    for (const Diagnostic& d : diagnostics)
        out.push_back({{"code", textJson(d.code)},
                       {"severity", wordOf(d.severity)},
                       {"line", unlessZero(d.line)},
                       {"column", unlessZero(d.column)},
                       {"message", textJson(wording::message(d))}});
    return out;
}

json whyJson(const Why& why)
{
    json candidates = json::array();
    for (const Candidate& c : why.candidates)
        candidates.push_back(candidateJson(c));
    return {{"chosen_by", unlessEmpty(why.chosenBy)},
            {"reason", unlessEmpty(why.reason)},
            {"candidates", std::move(candidates)}};
}

json runJson(const TaskView& task)
{
    return {{"id", task.id.text()},
            {"name", textJson(task.name)},
            {"state", nameOf(task.state)},
            {"makespan_s", number(task.makespan)},
            {"predicted_s", number(task.predicted)},
            {"lower_bound_s", number(task.lowerBound)},
            {"energy_j", number(task.energy)},
            {"energy_quality", qualityJson(task)},
            {"errors", diagnosticsJson(task.diagnostics)},
            {"steps", stepsJson(task, stepRunJson)}};
}

json listJson(const Snapshot& snapshot)
{
    json tasks = json::array();
    for (const auto& task : snapshot.queue)
        tasks.push_back({{"id", task->id.text()},
                         {"name", textJson(task->name)},
                         {"state", nameOf(task->state)},
                         {"position", task->position},
                         {"steps", stepsJson(*task, stepListJson)}});
    return {{"tasks", std::move(tasks)}};
}

json devicesJson(const Snapshot& snapshot)
{
    json devices = json::array();
    for (const DeviceView& view : snapshot.devices)
        devices.push_back(deviceJson(view));
    return {{"devices", std::move(devices)}};
}

json snapshotJson(const Snapshot& snapshot)
{
    json tasks = json::array();
    for (const auto& task : snapshot.queue)
        tasks.push_back(taskSummaryJson(*task));
    json out = devicesJson(snapshot);
    out["generation"] = snapshot.generation;
    out["queue_paused"] = snapshot.queuePaused;
    out["trouble"] = unlessEmpty(snapshot.trouble);
    out["granted_folders"] = textsJson(snapshot.grantedFolders);
    out["measuring"] = {{"left", snapshot.measuring.left},
                        {"all", snapshot.measuring.all},
                        {"active", snapshot.measuring.active}};
    out["undo"] = undoJson(snapshot.undo);
    out["redo"] = undoJson(snapshot.redo);
    out["tasks"] = std::move(tasks);
    return out;
}

/// Rows of a step done in pieces by device; null for others.
json sharesJson(const std::vector<StepShare>& shares)
{
    json all = shares.empty() ? json(nullptr) : json::array();
    for (const StepShare& share : shares)
        all.push_back({{"device", share.device}, {"rows", share.rows}});
    return all;
}

json stepWhyJson(const StepView& step)
{
    json out = whyJson(step.why ? *step.why : Why{});
    out["step"] = textJson(step.id);
    out["state"] = nameOf(step.state);
    out["device"] = unlessEmpty(step.device);
    out["blocked_by"] = unlessEmpty(step.blockedBy);
    out["shares"] = sharesJson(step.shares);
    return out;
}

} // namespace xpu
