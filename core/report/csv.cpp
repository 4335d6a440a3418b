#include "core/report/report.h"
#include "core/report/text.h"

#include <algorithm>
#include <concepts>

namespace xpu {
namespace {

using history::StepFinished;

constexpr std::string_view kEnd = "\r\n"; // RFC 4180

constexpr std::string_view kHeader =
    "run,id,state,operation,device,predicted_s,predicted_lo_s,predicted_hi_s,actual_s,prepare_s,"
    "transfer_s,wait_s,cpu_s,bytes_in,bytes_out,peak_memory,energy_j,energy_quality,started_us,"
    "finished_us,error_code,error_message,cost,currency,carbon_g";

/// A spreadsheet takes a cell that begins so for a formula, in quotes too; an apostrophe in front
/// makes it text.
bool looksLikeFormula(std::string_view text)
{
    return !text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != text.npos;
}

std::string cell(std::string_view bytes)
{
    std::string text = report::wellFormed(bytes);
    std::replace(text.begin(), text.end(), '\0', ' ');
    if (looksLikeFormula(text))
        text.insert(0, 1, '\'');
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text)
        quoted.append(c == '"' ? 2 : 1, c);
    return quoted + '"';
}

std::string cell(double value) { return report::plain(value); }
std::string cell(std::integral auto value) { return std::to_string(value); }

template <class T>
std::string cell(const std::optional<T>& value)
{
    return value ? cell(*value) : std::string();
}

template <class First, class... More>
void line(std::string& out, const First& first, const More&... more)
{
    out += cell(first);
    (out.append(1, ',').append(cell(more)), ...);
    out += kEnd;
}

} // namespace

std::string toCsv(const Report& report)
{
    std::string out(kHeader);
    out += kEnd;
    const std::string run = report.run.summary.run.text();
    for (std::size_t i = 0; i < report.run.steps.size(); ++i) {
        const StepFinished& s = report.run.steps[i];
        const tariff::Footprint& footprint = report.stepFootprints[i];
        line(out, std::string_view(run), std::string_view(s.step), nameOf(s.state),
             std::string_view(s.operation), std::string_view(s.device), s.predictedS,
             s.predictedLoS, s.predictedHiS, s.actualS, s.prepareS, s.transferS, s.waitS, s.cpuS,
             s.bytesIn, s.bytesOut, s.peakMemory, s.energyJ, std::string_view(s.energyQuality),
             s.startedUtcMicros, s.finishedUtcMicros, std::string_view(s.errorCode),
             std::string_view(s.errorMessage), footprint.cost,
             footprint.cost ? std::string_view(report.currency) : std::string_view(),
             footprint.carbonG);
    }
    return out;
}

} // namespace xpu
