#include "core/engine/step_costs.h"

#include "core/device/piece_size.h"
#include "core/engine/file_costs.h"
#include "core/engine/task_run.h"
#include "core/task/device_words.h"
#include "core/wording/quantity_text.h"
#include "core/wording/translator.h"

#include <algorithm>

namespace xpu {

using wording::filled;
using wording::translated;

namespace {

/// Run time assumed where nothing is known: keeps unknown steps comparable with each other.
constexpr Seconds kUnknownRun{0.05};
/// Launches shorter than this do not wait for the engine between them.
constexpr Seconds kHandedAhead{200e-6};

bool sameSpecs(const Step& a, const Step& b)
{
    if (a.inputs.size() != b.inputs.size() || a.outputs.size() != b.outputs.size())
        return false;
    for (std::size_t i = 0; i < a.inputs.size(); ++i)
        if (a.inputs[i].spec != b.inputs[i].spec)
            return false;
    for (std::size_t i = 0; i < a.outputs.size(); ++i)
        if (a.outputs[i].spec != b.outputs[i].spec)
            return false;
    return true;
}

bool sameKind(const Work& a, const Work& b)
{
    if (&a == &b)
        return true;
    const auto* left = std::get_if<OperatorWork>(&a);
    const auto* right = std::get_if<OperatorWork>(&b);
    if (left != nullptr && right != nullptr)
        return left->op == right->op && left->params == right->params
               && (left->twin == right->twin
                   || (left->twin && right->twin && left->twin->params == right->twin->params));
    const auto* one = std::get_if<CommandWork>(&a);
    const auto* other = std::get_if<CommandWork>(&b);
    return one != nullptr && other != nullptr && one->argv[0] == other->argv[0]
           && one->threads == other->threads && one->memoryLimit == other->memoryLimit;
}

bool alike(const Step& a, const Step& b)
{
    const bool command = std::holds_alternative<CommandWork>(*a.work);
    return sameKind(*a.work, *b.work) && (!command || writtenId(a) == writtenId(b))
           && a.cost.flops == b.cost.flops && a.cost.bytes == b.cost.bytes
           && a.cost.temporary == b.cost.temporary && a.memoryLimit == b.memoryLimit
           && a.devices.pin == b.devices.pin && a.devices.allow == b.devices.allow
           && a.devices.deny == b.devices.deny && sameSpecs(a, b);
}

/// What costs are learned for. A program says little about a command ("sh", "python3"): the step's
/// own name tells one use of it from another, in this run of the file and the next.
std::string nameOfWork(const Step& step)
{
    if (const auto* op = std::get_if<OperatorWork>(step.work.get()))
        return op->op->name;
    const std::string& program = std::get<CommandWork>(*step.work).argv.front();
    return "run:" + program.substr(program.rfind('/') + 1) + " " + std::string(writtenId(step));
}

bool anyNames(const std::vector<std::string>& words, const DeviceInfo& info)
{
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return task::namesDevice(word, info); });
}

DType dtypeOf(const Step& step)
{
    for (const InputPort& port : step.inputs)
        if (port.spec)
            return port.spec->dtype;
    for (const OutputPort& port : step.outputs)
        if (port.spec)
            return port.spec->dtype;
    return DType::F32;
}

/// What the task's file allows the step; 0 = no limit.
Bytes limitOf(const Step& step, const TaskGraph& graph)
{
    return step.memoryLimit.count != 0 ? step.memoryLimit : graph.memoryLimit;
}

/// Rows of the largest pieces in which the device takes what is too much for it at once; 0 = none.
std::uint64_t pieceRowsOn(const Device& device, const OperatorWork& work,
                          const std::vector<PortSpec>& inputs, Bytes limit)
{
    const auto outputs = work.op->infer(inputs, work.params);
    const auto division = work.op->divide(inputs, work.params);
    Bytes all; // stays on the host
    for (const PortSpec& port : inputs)
        all += port.spec.bytes();
    if (!outputs || !division || (limit.count != 0 && all > limit))
        return 0;
    const std::uint64_t rows = mostRows(device, work, *division, inputs, *outputs);
    return rows < division->rows ? rows : 0;
}

/// Where steps of this kind run at all; empty when the device is of the right kind.
std::string wrongKind(const Work& work, const DeviceInfo& info)
{
    const bool isHost = info.driver == "host";
    const bool isSandbox = info.driver == "sandbox";
    if (std::holds_alternative<CommandWork>(work))
        return isSandbox ? "" : translated(XPU_TR("why", "does not run commands"));
    const auto& op = std::get<OperatorWork>(work);
    if (op.op->host)
        return isHost ? "" : translated(XPU_TR("why", "does not read or write files"));
    if (isHost)
        return translated(XPU_TR("why", "reads and writes files only"));
    if (op.op->kernel && !isSandbox)
        return mayRunKernel(info, op) ? ""
                                      : filled(XPU_TR("why", "does not run kernels in {language}"),
                                               {{"language", op.op->kernel->language}});
    if (runsKernels(info))
        return translated(XPU_TR("why", "runs kernels of users only"));
    return isSandbox ? translated(XPU_TR("why", "runs commands only")) : std::string();
}

} // namespace

std::string pinOf(const Step& step, const std::map<std::string, std::string>& pins)
{
    if (const auto own = pins.find(std::string(writtenId(step))); own != pins.end())
        return own->second;
    const std::string model(writtenId(step).substr(0, writtenId(step).find('/')));
    if (const auto whole = pins.find(model); whole != pins.end())
        return whole->second;
    const auto all = pins.find("");
    const bool computes = std::holds_alternative<OperatorWork>(*step.work);
    return all != pins.end() && computes ? all->second : step.devices.pin;
}

bool StepGroup::possible() const
{
    return std::any_of(devices.begin(), devices.end(),
                       [](const DeviceCost& device) { return device.able(); });
}

DeviceIndex StepGroup::onlyCandidate() const
{
    DeviceIndex found;
    for (std::size_t d = 0; d < devices.size(); ++d) {
        if (!devices[d].able())
            continue;
        if (found.valid())
            return {};
        found = DeviceIndex(static_cast<std::uint16_t>(d));
    }
    return found;
}

StepCosts::StepCosts(const TaskGraph& graph, const OperatorCatalog& catalog,
                     const std::vector<const Device*>& devices, DeviceChoice choice,
                     Predictor& predictor)
    : devices_(devices), choice_(std::move(choice))
{
    for (std::size_t d = 0; d < devices_.size(); ++d)
        if (devices_[d]->info().driver == "host")
            fileDevice_ = DeviceIndex(static_cast<std::uint16_t>(d));
    files_ = fileTimes(graph, catalog, predictor, fileDevice_);
    groupOf_.reserve(graph.steps.size());
    std::unordered_multimap<std::string, std::uint32_t> byName;
    std::uint32_t last = UINT32_MAX;
    for (std::uint32_t i = 0; i < graph.steps.size(); ++i) {
        const Step& step = graph.steps[i];
        const auto fits = [&](std::uint32_t g) {
            const Step& first = graph.steps[groups_[g].first.value];
            return alike(first, step)
                   && (choice_.pins.empty()
                       || pinOf(first, choice_.pins) == pinOf(step, choice_.pins));
        };
        // Neighbours are mostly alike: ask the last group before looking any name up.
        if (last != UINT32_MAX && fits(last)) {
            groupOf_.push_back(last);
            continue;
        }
        const std::string name = nameOfWork(step);
        const auto [begin, end] = byName.equal_range(name);
        const auto found = std::find_if(begin, end, [&](const auto& e) { return fits(e.second); });
        if (found == end) {
            last = static_cast<std::uint32_t>(groups_.size());
            groups_.push_back(makeGroup(graph, StepIndex(i), predictor));
            byName.emplace(name, last);
        } else {
            last = found->second;
        }
        groupOf_.push_back(last);
    }
}

StepGroup StepCosts::makeGroup(const TaskGraph& graph, StepIndex s, Predictor& predictor) const
{
    const Step& step = graph.steps[s.value];
    StepGroup group;
    group.first = s;
    group.operationName = nameOfWork(step);
    group.operation = predictor.operationOf(group.operationName);
    group.dtype = dtypeOf(step);
    group.cost = step.cost;
    group.journaled = startsJournaled(step);
    group.footprint = step.cost.temporary;
    bool known = true;
    std::vector<PortSpec> inputs;
    for (const InputPort& port : step.inputs) {
        if (worksOnFiles(step) && std::holds_alternative<FileSource>(port.source))
            continue;
        known = known && port.spec.has_value();
        inputs.push_back({port.name, port.spec.value_or(TensorSpec{})});
        if (port.spec)
            group.footprint += port.spec->bytes();
    }
    for (const OutputPort& port : step.outputs)
        if (port.spec)
            group.footprint += port.spec->bytes();
    weigh(group, graph, inputs, known, predictor);
    return group;
}

void StepCosts::weigh(StepGroup& group, const TaskGraph& graph, const std::vector<PortSpec>& inputs,
                      bool specsKnown, Predictor& predictor) const
{
    group.devices.clear();
    for (std::size_t d = 0; d < devices_.size(); ++d)
        group.devices.push_back(costOn(d, group, graph, inputs, specsKnown, predictor));
    group.why.assign(devices_.size(), nullptr);
    group.alike.assign(devices_.size(), nullptr);
}

DeviceCost StepCosts::costOn(std::size_t d, const StepGroup& group, const TaskGraph& graph,
                             const std::vector<PortSpec>& inputs, bool specsKnown,
                             Predictor& predictor) const
{
    const Device& device = *devices_[d];
    const DeviceIndex index(static_cast<std::uint16_t>(d));
    const Step& step = graph.steps[group.first.value];
    DeviceCost cost;
    cost.excluded = whyBarred(device.info(), step);
    if (!cost.able())
        return cost;
    cost.excluded = whyExcluded(device, graph, step, inputs, specsKnown, group.footprint);
    const auto* work = std::get_if<OperatorWork>(step.work.get());
    const bool own = !device.info().sharesHostMemory;
    if (!cost.able() && specsKnown && own && work != nullptr && work->op->divide)
        cost.pieceRows = pieceRowsOn(device, *work, inputs, limitOf(step, graph));
    if (cost.pieceRows > 0)
        cost.excluded.clear();
    if (!cost.able())
        return cost;
    cost.estimate = predictor.estimate({group.operation, index, group.dtype}, group.cost);
    if (cost.pieceRows == 0)
        return cost;
    // Nothing of it stays there: all of it goes both ways.
    const Seconds copies = predictor.transferTime(index, group.footprint);
    for (Seconds* time :
         {&cost.estimate.run, &cost.estimate.lo, &cost.estimate.hi, &cost.estimate.mean})
        *time += copies;
    return cost;
}

/// Why its kind, its state or what people chose keeps the device from the step.
std::string StepCosts::whyBarred(const DeviceInfo& info, const Step& step) const
{
    if (std::string reason = wrongKind(*step.work, info); !reason.empty())
        return reason;
    if (!info.unusableReason.empty())
        return info.unusableReason;
    const auto* op = std::get_if<OperatorWork>(step.work.get());
    if (op != nullptr && op->op->host)
        return {};
    if (const std::string pin = pinOf(step, choice_.pins);
        !pin.empty() && !task::namesDevice(pin, info))
        return filled(XPU_TR("why", "the step is pinned to {device}"), {{"device", pin}});
    if (!step.devices.allow.empty() && !anyNames(step.devices.allow, info))
        return translated(XPU_TR("why", "not among the devices the step allows"));
    if (anyNames(step.devices.deny, info))
        return translated(XPU_TR("why", "the step denies it"));
    if (!choice_.words.empty() && !anyNames(choice_.words, info))
        return translated(XPU_TR("why", "not among the devices chosen for this task"));
    return {};
}

std::string StepCosts::whyExcluded(const Device& device, const TaskGraph& graph, const Step& step,
                                   const std::vector<PortSpec>& inputs, bool specsKnown,
                                   Bytes footprint) const
{
    const DeviceInfo& info = device.info();
    const auto* op = std::get_if<OperatorWork>(step.work.get());
    if (op == nullptr)
        return {};
    if (info.memory.count != 0 && footprint > info.memory)
        return filled(XPU_TR("why", "needs {size}, the device may use {limit}"),
                      {{"size", wording::text(footprint)}, {"limit", wording::text(info.memory)}});
    const Bytes limit = limitOf(step, graph);
    if (limit.count != 0 && footprint > limit)
        return filled(XPU_TR("why", "needs {size}, its limit is {limit}"),
                      {{"size", wording::text(footprint)}, {"limit", wording::text(limit)}});
    const OperatorWork& there = workOn(info, *op);
    return specsKnown && !op->op->host ? device.whyNot(*there.op, inputs, there.params)
                                       : std::string{};
}

CostTable StepCosts::table(const Predictor& predictor, const std::vector<int>& slots) const
{
    CostTable table;
    table.devices = devices_.size();
    table.slots = slots;
    for (std::size_t d = 0; d < devices_.size(); ++d) {
        const DeviceIndex device(static_cast<std::uint16_t>(d));
        const bool shares = devices_[d]->info().sharesHostMemory;
        const Seconds none = predictor.transferTime(device, Bytes{});
        const Seconds mebi = predictor.transferTime(device, 1_MiB);
        table.transferLatency.push_back(shares ? Seconds{0} : none);
        table.secondsPerByte.push_back(shares ? 0 : (mebi - none).count() / double(1U << 20));
    }
    table.files = files_;
    table.fileDevice = fileDevice_;
    table.run.reserve(groups_.size() * devices_.size());
    for (const StepGroup& group : groups_) {
        const bool possible = group.possible();
        const Seconds before = group.journaled ? predictor.commitTime() : Seconds{0};
        for (std::size_t d = 0; d < devices_.size(); ++d) {
            const DeviceCost& cost = group.devices[d];
            const DeviceIndex device(static_cast<std::uint16_t>(d));
            // Short launches are handed over ahead of time.
            const bool waits = cost.estimate.mean > kHandedAhead || !cost.estimate.known;
            const Seconds around = before + (waits ? predictor.handover(device) : Seconds{0});
            const Seconds run =
                around
                + (cost.estimate.known ? cost.estimate.mean + cost.estimate.prepare : kUnknownRun);
            table.run.push_back(cost.able() ? run : !possible && d == 0 ? Seconds{0} : kImpossible);
        }
    }
    table.rowOf = groupOf_;
    return table;
}

void StepCosts::split(const TaskGraph& graph, StepIndex s, const std::vector<PortSpec>& inputs,
                      const std::vector<TensorSpec>& outputs, Predictor& predictor)
{
    const Step& step = graph.steps[s.value];
    const auto& work = std::get<OperatorWork>(*step.work);
    StepGroup group;
    group.first = s;
    group.operationName = work.op->name;
    group.operation = predictor.operationOf(group.operationName);
    group.dtype = inputs.empty() ? DType::F32 : inputs.front().spec.dtype;
    group.journaled = startsJournaled(step);
    if (work.op->cost)
        group.cost = work.op->cost(inputs, outputs, work.params);
    group.footprint = group.cost.temporary;
    for (const PortSpec& port : inputs)
        group.footprint += port.spec.bytes();
    for (const TensorSpec& spec : outputs)
        group.footprint += spec.bytes();
    weigh(group, graph, inputs, true, predictor);
    groupOf_[s.value] = static_cast<std::uint32_t>(groups_.size());
    groups_.push_back(std::move(group));
}

} // namespace xpu
