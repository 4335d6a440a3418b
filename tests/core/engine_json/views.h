#pragma once

#include "core/engine/snapshot.h"

namespace xpu::test {

inline TaskId taskId(std::uint8_t n)
{
    TaskId out;
    out.bytes[15] = n;
    return out;
}

/// A step about which everything is known.
inline StepView fullStep()
{
    StepView step;
    step.id = "gauss[3]";
    step.state = StepState::Failed;
    step.device = "cpu";
    step.operation = "image.gauss";
    step.predicted =
        Estimate{Seconds(2), Seconds(1), Seconds(4), Seconds(2.5), Seconds(0), Joules(9), 5, true};
    step.actual = Seconds(2.5);
    step.prepare = Seconds(0.25);
    step.bytesIn = Bytes(100);
    step.bytesOut = Bytes(50);
    step.energy = Joules(7.5);
    step.cache = StepCache{CacheState::Stale, "its parameters changed"};
    step.why = std::make_shared<const Why>(
        Why{"heft",
            "finishes first",
            {{DeviceIndex(0), "cpu", Seconds(2), Seconds(1), Seconds(4), Joules(9), 5, true, ""},
             {DeviceIndex(1), "vulkan:0", Seconds(0), Seconds(0), Seconds(0), Joules(0), 0, false,
              "denied by the step"}}});
    step.error = StepError{"E701", "digest differs", 7, 3};
    return step;
}

/// Task 1 with a full step and one about which nothing is known, task 2 without any.
inline std::shared_ptr<const Snapshot> twoTasks()
{
    auto snapshot = std::make_shared<Snapshot>();
    auto first = std::make_shared<TaskView>();
    first->id = taskId(1);
    first->name = "soften";
    first->state = TaskState::Running;
    first->position = 1;
    first->makespan = Seconds(3);
    first->predicted = Seconds(2);
    first->lowerBound = Seconds(1.5);
    first->energy = Joules(12);
    first->stepCount = 2;
    first->diagnostics = {{"W901", Severity::Warning, 4, 2, "", {{"key", "cost"}}},
                          {"E109", Severity::Error, 0, 0, "", {}}};
    StepView waiting;
    waiting.id = "save";
    waiting.blockedBy = "waits for gauss[3]";
    first->steps =
        std::make_shared<const std::vector<StepView>>(std::vector<StepView>{fullStep(), waiting});
    auto second = std::make_shared<TaskView>();
    second->id = taskId(2);
    second->name = "bad \xff name";
    second->state = TaskState::Rejected;
    second->position = 2;
    snapshot->queue = {first, second};

    DeviceView cpu;
    cpu.info.id = "cpu";
    cpu.info.driver = "cpu";
    cpu.info.peakFlops = 1e11;
    cpu.limit = Bytes(1 << 20);
    cpu.now = {"gauss[3]"};
    DeviceView gone;
    gone.info.id = "vulkan:0";
    gone.info.kind = DeviceClass::Gpu;
    gone.info.unusableReason = "self-test failed";
    snapshot->devices = {cpu, gone};
    snapshot->generation = 8;
    return snapshot;
}

} // namespace xpu::test
