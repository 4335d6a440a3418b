#include "core/report/report.h"
#include "core/report/text.h"

#include <string_view>
#include <utility>
#include <vector>

namespace xpu {
namespace {

using Labels = std::vector<std::pair<std::string_view, std::string_view>>;

std::string labelText(std::string_view bytes)
{
    std::string out;
    for (const char c : report::wellFormed(bytes)) {
        if (c == '\\' || c == '"')
            out.append(1, '\\').append(1, c);
        else if (c == '\n')
            out += "\\n";
        else
            out += c == '\0' ? ' ' : c;
    }
    return out;
}

/// Writes families one after the other; a family without samples is not written at all.
class Exposition {
public:
    explicit Exposition(std::string run) : run_(std::move(run)) {}

    /// @param unit  the last word of the name, or empty
    void family(std::string_view name, std::string_view type, std::string_view unit,
                std::string_view help)
    {
        name_ = name;
        head_ = "# TYPE " + name_ + " " + std::string(type) + "\n";
        if (!unit.empty())
            head_ += "# UNIT " + name_ + " " + std::string(unit) + "\n";
        head_ += "# HELP " + name_ + " " + std::string(help) + "\n";
    }

    void sample(std::string_view value, const Labels& labels = {}, std::string_view suffix = "")
    {
        text_ += std::exchange(head_, {});
        text_.append(name_).append(suffix).append("{run=\"").append(run_).append("\"");
        for (const auto& [label, content] : labels)
            text_.append(",").append(label).append("=\"").append(labelText(content)).append("\"");
        text_.append("} ").append(value).append("\n");
    }
    void sample(double value, const Labels& labels = {}, std::string_view suffix = "")
    {
        sample(report::plain(value), labels, suffix);
    }
    void sample(const std::optional<double>& value, const Labels& labels = {})
    {
        if (value)
            sample(*value, labels);
    }

    std::string finish() { return std::move(text_) + "# EOF\n"; }

private:
    const std::string run_;
    std::string name_;
    std::string head_; ///< of the family begun, until its first sample
    std::string text_;
};

void addRun(Exposition& out, const Report& report)
{
    const history::RunSummary& run = report.run.summary;
    out.family("xpu_run", "info", "", "What ran, where and how it ended.");
    out.sample("1",
               {{"name", run.name},
                {"state", run.state},
                {"host", report.run.host},
                {"submitter", report.run.submitter},
                {"sha256", report.run.sha256}},
               "_info");
    out.family("xpu_run_started_timestamp_seconds", "gauge", "seconds", "Start, in Unix time.");
    out.sample(static_cast<double>(run.startedUtcMicros) * 1e-6);
    out.family("xpu_run_makespan_seconds", "gauge", "seconds",
               "From the start of the run to the end of its last step.");
    out.sample(report.makespanS);
    out.family("xpu_run_predicted_seconds", "gauge", "seconds", "Makespan predicted at the start.");
    out.sample(run.predictedS);
    out.family("xpu_run_lower_bound_seconds", "gauge", "seconds",
               "Time under which no schedule can stay by the predictions.");
    out.sample(run.lowerBoundS);
    out.family("xpu_run_energy_joules", "gauge", "joules", "Energy of the run's steps.");
    out.sample(run.energyJ, {{"quality", run.energyQuality}});
    out.family("xpu_run_energy_cost", "gauge", "", "What the run's energy costs.");
    out.sample(report.footprint.cost,
               {{"currency", report.currency}, {"quality", run.energyQuality}});
    out.family("xpu_run_carbon_grams", "gauge", "grams", "CO2 emitted for the run's energy.");
    out.sample(report.footprint.carbonG, {{"quality", run.energyQuality}});
    out.family("xpu_run_prediction_error_ratio", "gauge", "ratio",
               "Median over finished steps of the prediction's distance from the actual time.");
    out.sample(report.medianError);
    out.family("xpu_run_interval_coverage_ratio", "gauge", "ratio",
               "Share of steps whose time lay in the predicted 90 % interval.");
    out.sample(report.coverage);
    out.family("xpu_run_steps", "gauge", "", "Steps by how they ended.");
    const std::size_t other = report.run.steps.size() - report.done - report.failed;
    out.sample(std::to_string(report.done), {{"state", "done"}});
    out.sample(std::to_string(report.failed), {{"state", "failed"}});
    out.sample(std::to_string(other), {{"state", "other"}});
}

template <class Value>
void addPerDevice(Exposition& out, const Report& report, Value value)
{
    for (const Report::DeviceLine& line : report.devices)
        out.sample(value(line), {{"device", line.device}});
}

void addDevices(Exposition& out, const Report& report)
{
    using Line = Report::DeviceLine;
    out.family("xpu_run_device_steps", "gauge", "", "Steps the device took.");
    addPerDevice(out, report, [](const Line& l) { return std::to_string(l.steps); });
    out.family("xpu_run_device_busy_seconds", "gauge", "seconds",
               "Time in which at least one step ran on the device.");
    addPerDevice(out, report, [](const Line& l) { return l.busyS; });
    out.family("xpu_run_device_utilization_ratio", "gauge", "ratio", "Busy time of the makespan.");
    addPerDevice(out, report, [](const Line& l) { return l.utilization; });
    out.family("xpu_run_device_energy_joules", "gauge", "joules", "Energy of the device's steps.");
    addPerDevice(out, report, [](const Line& l) { return l.energyJ; });
    out.family("xpu_run_device_read_bytes", "gauge", "bytes", "Inputs of the device's steps.");
    addPerDevice(out, report, [](const Line& l) { return std::to_string(l.bytesIn); });
    out.family("xpu_run_device_written_bytes", "gauge", "bytes", "Outputs of the device's steps.");
    addPerDevice(out, report, [](const Line& l) { return std::to_string(l.bytesOut); });
}

void addOperations(Exposition& out, const Report& report)
{
    out.family("xpu_run_operation_duration_seconds", "summary", "seconds",
               "Times of finished steps by operation and device.");
    for (const Report::OperationLine& line : report.operations) {
        if (line.timed == 0)
            continue;
        const std::pair<std::string_view, std::string_view> operation{"operation", line.operation};
        const std::pair<std::string_view, std::string_view> device{"device", line.device};
        out.sample(line.p50S, {operation, device, {"quantile", "0.5"}});
        out.sample(line.p95S, {operation, device, {"quantile", "0.95"}});
        out.sample(std::to_string(line.timed), {operation, device}, "_count");
        out.sample(line.totalS, {operation, device}, "_sum");
    }
}

} // namespace

std::string toOpenMetrics(const Report& report)
{
    Exposition out(report.run.summary.run.text());
    addRun(out, report);
    addDevices(out, report);
    addOperations(out, report);
    return out.finish();
}

} // namespace xpu
