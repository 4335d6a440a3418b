#include "core/engine/explain.h"

#include "core/wording/quantity_text.h"
#include "core/wording/translator.h"

#include <nlohmann/json.hpp>

namespace xpu {

using wording::filled;
using wording::translated;

namespace {

std::vector<Candidate> candidatesOf(const StepGroup& group,
                                    const std::vector<const Device*>& devices)
{
    std::vector<Candidate> all;
    for (std::size_t d = 0; d < devices.size(); ++d) {
        const DeviceCost& cost = group.devices[d];
        const Estimate& e = cost.estimate;
        all.push_back({DeviceIndex(static_cast<std::uint16_t>(d)), devices[d]->info().id, e.run,
                       e.lo, e.hi, e.energy, e.samples, cost.able() && e.known, cost.excluded});
    }
    return all;
}

const Candidate* fastestOther(const Why& why, DeviceIndex chosen)
{
    const Candidate* best = nullptr;
    for (const Candidate& c : why.candidates)
        if (c.excluded.empty() && c.device != chosen
            && (best == nullptr || c.predicted < best->predicted))
            best = &c;
    return best;
}

std::string weighed(const Why& why, DeviceIndex chosen)
{
    const Candidate& mine = why.candidates[chosen.value];
    const Candidate* other = fastestOther(why, chosen);
    if (other == nullptr)
        return translated(XPU_TR("why", "It is the only device that takes this step."));
    if (!mine.known || !other->known)
        return translated(XPU_TR(
            "why", "There is no history yet for every candidate; the plan spreads the steps."));
    const wording::Holes holes = {{"device", mine.deviceId},
                                  {"time", wording::text(mine.predicted)},
                                  {"other", other->deviceId},
                                  {"other_time", wording::text(other->predicted)}};
    if (mine.predicted <= other->predicted)
        return filled(XPU_TR("why", "It is predicted to run fastest on {device}: {time} here,"
                                    " {other_time} on {other}."),
                      holes);
    return filled(XPU_TR("why", "It finishes earlier on {device} although it runs longer ({time}"
                                " here, {other_time} on {other}): {other} is busy with steps of"
                                " higher rank or lacks its inputs."),
                  holes);
}

/// "cpu does not run commands; vulkan:0 the step denies it"
std::string exclusions(const Why& why)
{
    std::string text;
    for (const Candidate& c : why.candidates)
        if (!c.excluded.empty())
            text += (text.empty() ? "" : "; ") + c.deviceId + " " + c.excluded;
    return text;
}

std::string onlyReason(const Why& why, DeviceIndex chosen)
{
    return filled(
        XPU_TR("why", "Only {device} takes this step: {exclusions}."),
        {{"device", why.candidates[chosen.value].deviceId}, {"exclusions", exclusions(why)}});
}

/// What a device that cannot hold the step at once does about it.
std::string inPieces(const StepGroup& group, const DeviceInfo& info, std::uint64_t rows)
{
    return filled(XPU_TR("why", "{device} cannot take the {size} it needs at once and does it in"
                                " pieces of at most {rows} rows."),
                  {{"device", info.id},
                   {"size", wording::text(group.footprint)},
                   {"rows", std::to_string(rows)}});
}

} // namespace

std::shared_ptr<const Why> whyFor(StepGroup& group, const TaskGraph& graph,
                                  const std::vector<const Device*>& devices, DeviceIndex chosen)
{
    std::shared_ptr<const Why>& slot = group.why[chosen.value];
    if (slot)
        return slot;
    Why why;
    why.candidates = candidatesOf(group, devices);
    const Step& step = graph.steps[group.first.value];
    const auto* op = std::get_if<OperatorWork>(step.work.get());
    if (op != nullptr && op->op->host) {
        why.chosenBy = "host operator";
        why.reason = filled(XPU_TR("why", "Files are read and written by {device}."),
                            {{"device", devices[chosen.value]->info().id}});
    } else if (!step.devices.pin.empty()) {
        why.chosenBy = "pin";
        why.reason = filled(XPU_TR("why", "The task file pins it to {device}."),
                            {{"device", step.devices.pin}});
    } else if (group.onlyCandidate() == chosen) {
        why.chosenBy = "only candidate";
        why.reason = onlyReason(why, chosen);
    } else {
        why.chosenBy = "heft";
        why.reason = weighed(why, chosen);
    }
    if (const std::uint64_t rows = group.devices[chosen.value].pieceRows; rows > 0)
        why.reason += " " + inPieces(group, devices[chosen.value]->info(), rows);
    slot = std::make_shared<const Why>(std::move(why));
    return slot;
}

std::shared_ptr<const Why> whyRefused(StepGroup& group, const std::vector<const Device*>& devices)
{
    if (!group.refusedWhy) {
        Why why;
        why.chosenBy = "refused";
        why.candidates = candidatesOf(group, devices);
        why.reason = filled(XPU_TR("why", "No device takes this step: {exclusions}."),
                            {{"exclusions", exclusions(why)}});
        group.refusedWhy = std::make_shared<const Why>(std::move(why));
    }
    return group.refusedWhy;
}

std::string whyToJson(const Why& why)
{
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const Candidate& c : why.candidates) {
        const auto known = [&](double v) {
            return c.known ? nlohmann::ordered_json(v) : nlohmann::ordered_json(nullptr);
        };
        const auto excluded = c.excluded.empty() ? nlohmann::ordered_json(nullptr)
                                                 : nlohmann::ordered_json(c.excluded);
        all.push_back({{"device", c.deviceId},
                       {"predicted_s", known(c.predicted.count())},
                       {"lo_s", known(c.lo.count())},
                       {"hi_s", known(c.hi.count())},
                       {"energy_j", known(c.energy.value)},
                       {"samples", c.samples},
                       {"excluded", excluded}});
    }
    const nlohmann::ordered_json json = {
        {"chosen_by", why.chosenBy}, {"reason", why.reason}, {"candidates", all}};
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Why whyFromJson(const std::string& text, const std::vector<const Device*>& devices)
{
    Why why;
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object())
        return why;
    try {
        why.chosenBy = json.at("chosen_by");
        why.reason = json.at("reason");
        for (const auto& entry : json.at("candidates")) {
            Candidate c;
            c.deviceId = entry.at("device");
            c.samples = entry.at("samples");
            c.known = entry.at("predicted_s").is_number();
            if (c.known) {
                c.predicted = Seconds(entry.at("predicted_s").get<double>());
                c.lo = Seconds(entry.at("lo_s").get<double>());
                c.hi = Seconds(entry.at("hi_s").get<double>());
                c.energy = Joules(entry.at("energy_j").get<double>());
            }
            if (entry.at("excluded").is_string())
                c.excluded = entry.at("excluded");
            for (std::size_t d = 0; d < devices.size(); ++d)
                if (devices[d]->info().id == c.deviceId)
                    c.device = DeviceIndex(static_cast<std::uint16_t>(d));
            why.candidates.push_back(std::move(c));
        }
    } catch (const nlohmann::json::exception&) {
        return {};
    }
    return why;
}

} // namespace xpu
