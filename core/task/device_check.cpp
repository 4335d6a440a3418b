#include "core/task/device_words.h"
#include "core/task/draft.h"
#include "core/task/suggest.h"

#include <algorithm>
#include <array>

namespace xpu::task {
namespace {

/// Classes and drivers of section 6: always words, even where no such device is present.
constexpr std::array<std::string_view, 11> kWords = {
    "cpu", "gpu", "npu", "fpga", "cluster", "vulkan", "opencl", "slurm", "ssh", "sim", "sandbox"};

class DeviceCheck {
public:
    explicit DeviceCheck(Draft& draft) : draft_(draft), findings_(draft.findings)
    {
        known_.assign(kWords.begin(), kWords.end());
        for (const DeviceInfo& d : draft.context.devices) {
            known_.push_back(d.id);
            known_.push_back(d.driver);
        }
    }

    void run()
    {
        const std::size_t perRun = draft_.decl.steps.size();
        for (std::size_t i = 0; i < draft_.steps.size(); ++i) {
            const StepDecl& decl = draft_.declOf(i);
            if (i >= perRun && !usesSweep(decl)) {
                draft_.steps[i].devices = draft_.steps[i - perRun].devices;
                continue;
            }
            fill(i, decl);
        }
    }

private:
    static bool usesSweep(const StepDecl& decl)
    {
        for (const auto* words : {&decl.allow, &decl.deny, &decl.pin})
            for (const DeviceWord& word : *words)
                if (word.text.usesSweep())
                    return true;
        return false;
    }

    void fill(std::size_t i, const StepDecl& decl)
    {
        DeviceFilter& filter = draft_.steps[i].devices;
        bool understood = true;
        for (const DeviceWord& word : decl.allow)
            filter.allow.push_back(check(word, i, understood));
        for (const DeviceWord& word : decl.deny)
            filter.deny.push_back(check(word, i, understood));
        for (const DeviceWord& word : decl.pin)
            filter.pin = check(word, i, understood);
        const OperatorInfo* op = draft_.resolvedOf(i).op;
        const bool needsDevice = decl.kind == CommandKind || (op && !op->host);
        if (understood && needsDevice && !anyTakes(filter, decl))
            reportNone(decl, filter);
    }

    std::string check(const DeviceWord& word, std::size_t i, bool& understood)
    {
        std::string text = draft_.expand(word.text, draft_.runOf(i));
        if (std::find(known_.begin(), known_.end(), text) == known_.end()) {
            understood = false;
            findings_.add("E402", word.at, {{"device", text}, {"nearest", nearest(text, known_)}});
        }
        return text;
    }

    bool anyTakes(const DeviceFilter& filter, const StepDecl& decl) const
    {
        // A caller without a device list asks for the form of the file only.
        if (draft_.context.devices.empty())
            return true;
        return std::any_of(
            draft_.context.devices.begin(), draft_.context.devices.end(),
            [&](const DeviceInfo& d) { return takesStep(d, decl) && admits(filter, d); });
    }

    static bool takesStep(const DeviceInfo& device, const StepDecl& decl)
    {
        if (decl.kind == CommandKind)
            return canRun(device, Runs::Commands);
        if (decl.kind != KernelKind)
            return canRun(device, Runs::Operators);
        if (!decl.kernel.twin.empty() && device.driver == "cpu")
            return canRun(device, Runs::Operators);
        return canRun(device, Runs::Kernels)
               && std::ranges::count(device.kernelLanguages, decl.kernel.language) > 0;
    }

    void reportNone(const StepDecl& decl, const DeviceFilter& filter)
    {
        // Without a sandbox every command has that finding already.
        if (decl.kind == CommandKind && !draft_.context.sandboxAvailable)
            return;
        Position at = decl.kindAt;
        if (!filter.pin.empty())
            at = decl.pin.front().at;
        else if (!filter.allow.empty())
            at = decl.allow.front().at;
        else if (!filter.deny.empty())
            at = decl.deny.front().at;
        findings_.add("E401", at, {{"step", decl.id}}, "none");
    }

    Draft& draft_;
    Findings& findings_;
    std::vector<std::string_view> known_;
};

bool matchesAny(const std::vector<std::string>& words, const DeviceInfo& device)
{
    return std::any_of(words.begin(), words.end(),
                       [&device](const std::string& w) { return namesDevice(w, device); });
}

} // namespace

bool namesDevice(const std::string& word, const DeviceInfo& device)
{
    const bool imitates = device.kind == DeviceClass::Cpu && device.label == "software";
    return word == device.id || (!device.partOf.empty() && word == device.partOf)
           || word == device.driver || (word == nameOf(device.kind) && !imitates);
}

bool admits(const DeviceFilter& filter, const DeviceInfo& device)
{
    if (!filter.pin.empty() && !namesDevice(filter.pin, device))
        return false;
    if (!filter.allow.empty() && !matchesAny(filter.allow, device))
        return false;
    return !matchesAny(filter.deny, device);
}

Runs runsOf(const DeviceInfo& device)
{
    if (device.kind == DeviceClass::Host)
        return Runs::Files;
    if (runsKernels(device))
        return Runs::Kernels;
    return device.driver == "sandbox" ? Runs::Commands : Runs::Operators;
}

bool canRun(const DeviceInfo& device, Runs what)
{
    return device.unusableReason.empty() && runsOf(device) == what;
}

void checkDevices(Draft& draft) { DeviceCheck(draft).run(); }

} // namespace xpu::task
