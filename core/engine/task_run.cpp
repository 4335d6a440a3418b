#include "core/engine/task_run.h"

#include "core/base/invariant.h"

namespace xpu {

bool worksOnFiles(const Step& step)
{
    if (const auto* op = std::get_if<OperatorWork>(step.work.get()))
        return op->op->host;
    return true;
}

TaskRun::TaskRun(std::shared_ptr<const TaskGraph> graph, std::shared_ptr<StepCosts> costs,
                 std::uint64_t firstBuffer, std::size_t devices)
    : ready(devices),
      leftRun(devices),
      leftLo(devices),
      leftHi(devices),
      warmTo(devices),
      held(devices),
      graph_(std::move(graph)),
      costs_(std::move(costs)),
      steps_(graph_->steps.size()),
      firstBuffer_(firstBuffer)
{
    XPU_INVARIANT(graph_->predecessorCount.size() == steps_.size()
                      && graph_->successorBegin.size() == steps_.size() + 1,
                  "graph without its edges");
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        steps_[i].waiting = graph_->predecessorCount[i];
        steps_[i].group = costs_->groupOf(StepIndex(static_cast<std::uint32_t>(i)));
    }
    addOutputs();
    addInputs();
}

void TaskRun::addOutputs()
{
    outputBegin_.reserve(steps_.size() + 1);
    outputBegin_.push_back(0);
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        const Step& step = graph_->steps[i];
        const bool command = std::holds_alternative<CommandWork>(*step.work);
        for (const OutputPort& port : step.outputs) {
            // A command's outputs are files; whoever reads one as a value loads it from there.
            if (port.file && worksOnFiles(step) && !command) {
                outputBuffers_.push_back(kNoBuffer);
                continue;
            }
            outputBuffers_.push_back(static_cast<std::uint32_t>(buffers_.size()));
            RunBuffer& buffer = buffers_.emplace_back();
            buffer.producer = StepIndex(static_cast<std::uint32_t>(i));
            buffer.specKnown = port.spec.has_value();
            if (port.spec)
                buffer.spec = *port.spec;
            if (command && port.file)
                buffer.file = &*port.file;
        }
        outputBegin_.push_back(static_cast<std::uint32_t>(outputBuffers_.size()));
    }
}

void TaskRun::addInputs()
{
    inputBegin_.reserve(steps_.size() + 1);
    inputBegin_.push_back(0);
    for (const Step& step : graph_->steps) {
        const bool files = worksOnFiles(step);
        const bool command = std::holds_alternative<CommandWork>(*step.work);
        for (const InputPort& port : step.inputs) {
            std::uint32_t b = kNoBuffer;
            if (const auto* from = std::get_if<StepPort>(&port.source)) {
                b = outputBuffers_[outputBegin_[from->step.value] + from->output];
                const bool fileToFile = files && b != kNoBuffer && buffers_[b].file != nullptr;
                if (command || fileToFile)
                    b = kNoBuffer;
            } else if (!files) {
                b = fileBuffer(std::get<FileSource>(port.source), port);
            }
            if (b != kNoBuffer)
                ++buffers_[b].consumers;
            inputBuffers_.push_back(b);
        }
        inputBegin_.push_back(static_cast<std::uint32_t>(inputBuffers_.size()));
    }
}

std::uint32_t TaskRun::fileBuffer(const FileSource& file, const InputPort& port)
{
    const auto [at, fresh] = fileBuffers_.try_emplace({file.path, file.part.get()},
                                                      static_cast<std::uint32_t>(buffers_.size()));
    if (fresh) {
        RunBuffer& buffer = buffers_.emplace_back();
        buffer.file = &file;
        buffer.specKnown = port.spec.has_value();
        if (port.spec)
            buffer.spec = *port.spec;
    }
    return at->second;
}

void TaskRun::adoptOrder(const std::vector<StepIndex>& order)
{
    XPU_INVARIANT(order.size() == steps_.size(), "plan orders another number of steps");
    order_ = order;
    for (std::size_t i = 0; i < order_.size(); ++i)
        steps_[order_[i].value].order = static_cast<std::uint32_t>(i);
    for (ReadySet& set : ready)
        set.resize(order_.size());
    planned = true;
}

std::span<const std::uint32_t> TaskRun::inputs(StepIndex s) const
{
    return {inputBuffers_.data() + inputBegin_[s.value],
            inputBegin_[s.value + 1] - inputBegin_[s.value]};
}

std::span<const std::uint32_t> TaskRun::outputs(StepIndex s) const
{
    return {outputBuffers_.data() + outputBegin_[s.value],
            outputBegin_[s.value + 1] - outputBegin_[s.value]};
}

std::vector<std::uint32_t> TaskRun::nextUses(const std::vector<bool>& onDevices) const
{
    std::vector<std::uint32_t> next(buffers_.size(), kNoUse);
    for (std::uint32_t i = 0; i < steps_.size(); ++i) {
        const RunStep& step = steps_[i];
        const bool waits = step.phase == StepPhase::Idle || step.phase == StepPhase::InReadySet
                           || step.phase == StepPhase::Staging;
        if (!waits || isFinal(step.state) || !step.device.valid() || !onDevices[step.device.value])
            continue;
        for (const std::uint32_t b : inputs(StepIndex(i)))
            if (b != kNoBuffer)
                next[b] = std::min(next[b], step.order);
    }
    return next;
}

std::span<const StepIndex> TaskRun::successors(StepIndex s) const
{
    return {graph_->successors.data() + graph_->successorBegin[s.value],
            graph_->successorBegin[s.value + 1] - graph_->successorBegin[s.value]};
}

} // namespace xpu
