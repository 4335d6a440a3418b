#pragma once

#include "core/history/record.h"

#include <string>

namespace xpu::history {

inline TaskRow sampleTask(const std::string& position, TaskState state = TaskState::Queued)
{
    TaskRow row;
    row.id = TaskId::generate();
    row.run = RunId::generate();
    row.position = position;
    row.state = state;
    row.name = "soften";
    row.path = "/home/ada/soften.xpu.toml";
    row.text = "xpu = 1\nname = \"soften\"\n";
    row.sha256 = std::string(64, 'a');
    row.ownerUid = 1000;
    row.submitterUid = 1000;
    row.submitter = "ada";
    row.host = "engine";
    row.via = "window";
    row.submittedUtcMicros = 1'700'000'000'000'000;
    row.outFolder = "/home/ada/out";
    row.devices = {"cpu", "vulkan:0"};
    return row;
}

inline RunStarted sampleRun(const TaskRow& task, std::int64_t utcMicros = 1'700'000'000'000'000)
{
    return {task.id, task.run, task.name, utcMicros, 2.5, 1.5, 3};
}

inline StepFinished sampleStep(const TaskRow& task, std::uint32_t index)
{
    StepFinished step;
    step.task = task.id;
    step.run = task.run;
    step.index = index;
    step.step = "gauss[" + std::to_string(index) + "]";
    step.operation = "image.gauss";
    step.device = index % 2 ? "vulkan:0" : "cpu";
    step.predictedS = 0.010;
    step.predictedLoS = 0.008;
    step.predictedHiS = 0.013;
    step.actualS = 1.0 / 64; // measured times are kept as float
    step.prepareS = 1.0 / 1024;
    step.transferS = 1.0 / 2048;
    step.waitS = 1.0 / 512;
    step.bytesIn = 1u << 20;
    step.bytesOut = 1u << 19;
    step.energyJ = 0.5;
    step.energyQuality = "modelled";
    step.flops = 1e9;
    step.bytes = 3e6;
    step.dtype = "u8";
    step.startedUtcMicros = 1'700'000'000'000'000 + index * 12'000;
    step.finishedUtcMicros = step.startedUtcMicros + 11'000;
    return step;
}

/// The same as the engine writes it.
inline StepsFinished written(const StepFinished& step)
{
    AlikeSteps alike{step.operation,    step.device,        step.predictedS, step.predictedLoS,
                     step.predictedHiS, step.energyQuality, step.flops,      step.bytes,
                     step.dtype,        step.whyJson};
    const auto id = std::make_shared<const std::string>(step.step);
    StepsFinished::Row row;
    row.alike = std::make_shared<const AlikeSteps>(std::move(alike));
    row.id = *id;
    row.index = step.index;
    row.state = step.state;
    row.ran = step.actualS.has_value();
    row.extra = 0;
    row.startedUtcMicros = step.startedUtcMicros;
    row.finishedUtcMicros = step.finishedUtcMicros;
    row.actualS = static_cast<float>(step.actualS.value_or(0));
    row.prepareS = static_cast<float>(step.prepareS.value_or(0));
    row.transferS = static_cast<float>(step.transferS.value_or(0));
    row.waitS = static_cast<float>(step.waitS.value_or(0));
    row.energyJ = static_cast<float>(step.energyJ.value_or(0));
    row.bytesIn = step.bytesIn.value_or(0);
    row.bytesOut = step.bytesOut.value_or(0);
    return {step.task,
            step.run,
            id,
            {row},
            {{step.cpuS, step.peakMemory, step.errorCode, step.errorMessage}}};
}

inline Records shared(std::vector<Record> records)
{
    return std::make_shared<const std::vector<Record>>(std::move(records));
}

} // namespace xpu::history
