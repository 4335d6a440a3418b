#include "core/report/form.h"

#include <algorithm>
#include <array>

namespace xpu::report {
namespace {

constexpr std::array kForms = {
    FormInfo{Form::Html, "html", ".html"},
    FormInfo{Form::Csv, "csv", ".csv"},
    FormInfo{Form::Trace, "trace", ".trace.json"},
    FormInfo{Form::OpenMetrics, "openmetrics", ".prom"},
    FormInfo{Form::Json, "json", ".json"},
};

/// Longer endings first: a trace is JSON as well.
constexpr std::array kEndings = {
    std::pair<std::string_view, Form>{".trace.json", Form::Trace},
    std::pair<std::string_view, Form>{".trace", Form::Trace},
    std::pair<std::string_view, Form>{".json", Form::Json},
    std::pair<std::string_view, Form>{".html", Form::Html},
    std::pair<std::string_view, Form>{".htm", Form::Html},
    std::pair<std::string_view, Form>{".csv", Form::Csv},
    std::pair<std::string_view, Form>{".prom", Form::OpenMetrics},
    std::pair<std::string_view, Form>{".om", Form::OpenMetrics},
};

std::string lowered(std::string_view text)
{
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return out;
}

} // namespace

std::span<const FormInfo> forms() { return kForms; }

std::optional<Form> formFromName(std::string_view name)
{
    const auto at = std::find_if(kForms.begin(), kForms.end(),
                                 [&](const FormInfo& form) { return form.name == name; });
    return at == kForms.end() ? std::nullopt : std::optional(at->form);
}

std::optional<Form> formOfFile(std::string_view file)
{
    const std::string name = lowered(file.substr(file.rfind('/') + 1));
    for (const auto& [ending, form] : kEndings)
        if (name.size() > ending.size() && name.ends_with(ending))
            return form;
    return std::nullopt;
}

std::string render(const Report& report, Form form)
{
    switch (form) {
    case Form::Html:
        return toHtml(report);
    case Form::Csv:
        return toCsv(report);
    case Form::Trace:
        return toTrace(report);
    case Form::OpenMetrics:
        return toOpenMetrics(report);
    case Form::Json:
        break;
    }
    return toJson(report);
}

} // namespace xpu::report
