#include "core/report/why_html.h"

#include "core/report/text.h"

#include <nlohmann/json.hpp>

namespace xpu::report {
namespace {

using nlohmann::json;

std::string textAt(const json& object, const char* key)
{
    const auto at = object.find(key);
    return at != object.end() && at->is_string() ? at->get<std::string>() : std::string();
}

std::optional<double> numberAt(const json& object, const char* key)
{
    const auto at = object.find(key);
    return at != object.end() && at->is_number() ? std::optional<double>(at->get<double>())
                                                 : std::nullopt;
}

std::string candidateLine(const json& candidate)
{
    if (!candidate.is_object())
        return {};
    std::string out = "<li><b>" + escaped(textAt(candidate, "device")) + "</b> ";
    if (const std::string excluded = textAt(candidate, "excluded"); !excluded.empty())
        return out + escaped(excluded) + "</li>";
    out += duration(numberAt(candidate, "predicted_s"));
    const std::optional<double> low = numberAt(candidate, "lo_s");
    const std::optional<double> high = numberAt(candidate, "hi_s");
    if (low && high)
        out += " (" + duration(low) + " to " + duration(high) + ")";
    if (const std::optional<double> joules = numberAt(candidate, "energy_j"))
        out += ", " + energy(joules);
    if (const std::optional<double> samples = numberAt(candidate, "samples"))
        out += ", " + coordinate(*samples) + " measurements";
    return out + "</li>";
}

std::string render(const std::string& text)
{
    const json why = json::parse(text, nullptr, false);
    if (!why.is_object())
        return {};
    const std::string reason = textAt(why, "reason");
    std::string out = "<details><summary>"
                      + escaped(reason.empty() ? textAt(why, "chosen_by") : reason) + "</summary>";
    out += "<p>chosen by " + escaped(textAt(why, "chosen_by")) + "</p>";
    if (const auto all = why.find("candidates"); all != why.end() && all->is_array()) {
        out += "<ul>";
        for (const json& candidate : *all)
            out += candidateLine(candidate);
        out += "</ul>";
    }
    return out + "</details>";
}

} // namespace

const std::string& WhyHtml::of(const std::shared_ptr<const std::string>& whyJson)
{
    const auto [at, isNew] = made_.try_emplace(whyJson.get());
    if (isNew && whyJson)
        at->second = render(*whyJson);
    return at->second;
}

} // namespace xpu::report
