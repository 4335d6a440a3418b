#pragma once

#include "core/report/report.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace xpu::report {

/// A form that a report can be written in as text. PDF is painted by the window's side.
enum class Form { Html, Csv, Trace, OpenMetrics, Json };

struct FormInfo {
    Form form = Form::Html;
    std::string_view name;   ///< "openmetrics"
    std::string_view ending; ///< of its files, ".prom"
};

std::span<const FormInfo> forms();
std::optional<Form> formFromName(std::string_view name);
/// By the ending: .html .htm, .csv, .trace .trace.json, .prom .om, .json; any case. Nothing for others.
std::optional<Form> formOfFile(std::string_view file);

std::string render(const Report& report, Form form);

} // namespace xpu::report
