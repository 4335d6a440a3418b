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
    step.actualS = 0.011;
    step.prepareS = 0.001;
    step.transferS = 0.0005;
    step.waitS = 0.002;
    step.bytesIn = 1u << 20;
    step.bytesOut = 1u << 19;
    step.energyJ = 0.4;
    step.energyQuality = "modelled";
    step.flops = 1e9;
    step.bytes = 3e6;
    step.dtype = "u8";
    step.startedUtcMicros = 1'700'000'000'000'000 + index * 12'000;
    step.finishedUtcMicros = step.startedUtcMicros + 11'000;
    return step;
}

} // namespace xpu::history
