#include "core/engine/explain.h"

#include <nlohmann/json.hpp>

#include <cstdio>

namespace xpu {
namespace {

std::string timeText(Seconds t)
{
    const double s = t.count();
    char text[32];
    if (s < 1e-3)
        std::snprintf(text, sizeof text, "%.3g us", s * 1e6);
    else if (s < 1)
        std::snprintf(text, sizeof text, "%.3g ms", s * 1e3);
    else
        std::snprintf(text, sizeof text, "%.3g s", s);
    return text;
}

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
        return "It is the only device that takes this step.";
    if (!mine.known || !other->known)
        return "There is no history yet for every candidate; the plan spreads the steps.";
    const std::string times = timeText(mine.predicted) + " here, " + timeText(other->predicted)
                              + " on " + other->deviceId;
    if (mine.predicted <= other->predicted)
        return "It is predicted to run fastest on " + mine.deviceId + ": " + times + ".";
    return "It finishes earlier on " + mine.deviceId + " although it runs longer (" + times
           + "): " + other->deviceId + " is busy with steps of higher rank or lacks its inputs.";
}

std::string onlyReason(const Why& why, DeviceIndex chosen)
{
    std::string text = "Only " + why.candidates[chosen.value].deviceId + " takes this step";
    const char* separator = ": ";
    for (const Candidate& c : why.candidates)
        if (!c.excluded.empty()) {
            text += separator + c.deviceId + " " + c.excluded;
            separator = "; ";
        }
    return text + ".";
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
        why.reason = "Files are read and written by " + devices[chosen.value]->info().id + ".";
    } else if (!step.devices.pin.empty()) {
        why.chosenBy = "pin";
        why.reason = "The task file pins it to " + step.devices.pin + ".";
    } else if (group.onlyCandidate() == chosen) {
        why.chosenBy = "only candidate";
        why.reason = onlyReason(why, chosen);
    } else {
        why.chosenBy = "heft";
        why.reason = weighed(why, chosen);
    }
    slot = std::make_shared<const Why>(std::move(why));
    return slot;
}

std::shared_ptr<const Why> whyRefused(StepGroup& group, const std::vector<const Device*>& devices)
{
    if (!group.refusedWhy) {
        Why why;
        why.chosenBy = "refused";
        why.candidates = candidatesOf(group, devices);
        why.reason = "No device takes this step";
        const char* separator = ": ";
        for (const Candidate& c : why.candidates) {
            why.reason += separator + c.deviceId + " " + c.excluded;
            separator = "; ";
        }
        why.reason += ".";
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
