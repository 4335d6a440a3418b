#pragma once

#include "core/report/report.h"

namespace xpu::report_test {

inline history::RunDetail sampleRun(std::uint32_t steps)
{
    history::RunDetail run;
    run.summary.run = RunId::generate();
    run.summary.name = "soften";
    run.summary.state = "done";
    run.summary.startedUtcMicros = 1'700'000'000'000'000;
    run.summary.steps = steps;
    const auto why = std::make_shared<const std::string>(
        R"({"chosen_by":"heft","reason":"earliest finish","candidates":[)"
        R"({"device":"cpu","predicted_s":0.01,"lo_s":0.008,"hi_s":0.013,"energy_j":0.2,"samples":3},)"
        R"({"device":"vulkan:0","excluded":"no f64"}]})");
    for (std::uint32_t i = 0; i < steps; ++i) {
        history::StepFinished step;
        step.index = i;
        step.step = "gauss[" + std::to_string(i) + "]";
        step.operation = i % 3 ? "image.gauss" : "image.resize";
        step.device = i % 2 ? "vulkan:0" : "cpu";
        step.predictedS = 0.010;
        step.predictedLoS = 0.008;
        step.predictedHiS = 0.0125;
        step.actualS = 0.010 + 0.001 * (i % 5);
        step.bytesIn = 1000;
        step.energyJ = 0.5;
        step.startedUtcMicros = 1'700'000'000'000'000 + i * 5000ll;
        step.finishedUtcMicros = step.startedUtcMicros + 10'000;
        step.whyJson = why;
        run.steps.push_back(step);
    }
    return run;
}

/// Ten-second roll-ups over the time of the run, of sensors of every kind and of one that no report
/// shows.
inline void addTelemetry(history::RunDetail& run)
{
    const std::int64_t start = run.summary.startedUtcMicros;
    const std::int64_t end = run.steps.back().finishedUtcMicros;
    for (const char* sensor :
         {"cpu.total", "mem.used", "dev.vulkan:0.busy", "dev.cpu.power", "psi.cpu.some10"})
        for (std::int64_t at = start; at < end; at += 10'000'000)
            run.telemetry.push_back({sensor, at, 10, 20, 50, 80, 100});
}

inline history::StepFinished& fail(history::RunDetail& run, std::size_t i)
{
    run.steps[i].state = StepState::Failed;
    run.steps[i].errorCode = "E701";
    run.steps[i].errorMessage = "something changed";
    run.steps[i].actualS.reset();
    return run.steps[i];
}

} // namespace xpu::report_test
