#include "app/assembly/owner.h"
#include "compute/telemetry/sources.h"

namespace xpu::assembly {

/// Sources read only while somebody subscribes; roll-ups go to the history.
void Owner::startTelemetry()
{
    telemetry::SourceParts parts;
    parts.devices = devices_;
    parts.latencies = [this] { return engine_->latencies(); };
    sampler_ = std::make_unique<Sampler>(
        telemetry::makeSources(parts), clock_,
        [this](const std::vector<history::TelemetryRollup>& rolledUp) {
            auto records = std::make_shared<const std::vector<history::Record>>(rolledUp.begin(),
                                                                                rolledUp.end());
            history_->append(std::move(records), history::Durability::Relaxed, false,
                             [](const Result<void>&) {});
        });
}

} // namespace xpu::assembly
