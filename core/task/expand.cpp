#include "core/task/draft.h"

namespace xpu::task {
namespace {

/// All runs together: what a graph may hold at most, so that a small file cannot fill the memory.
constexpr std::size_t kMaxSteps = 100'000;
constexpr std::size_t kMaxParts = 400'000; ///< steps, ports, edges and device words

class Expander {
public:
    explicit Expander(Draft& draft) : draft_(draft) {}

    void run()
    {
        const std::size_t perRun = draft_.decl.steps.size();
        draft_.runs = draft_.firstRunOnly ? 1 : draft_.decl.sweeps.runs();
        const bool tooLarge =
            draft_.runs * perRun > kMaxSteps || draft_.runs * partsPerRun() > kMaxParts;
        if (draft_.runs > 1 && tooLarge) {
            draft_.findings.add("E404", draft_.decl.sweeps.at(),
                                {{"runs", std::to_string(draft_.runs)},
                                 {"steps", std::to_string(perRun)},
                                 {"limit", std::to_string(kMaxSteps)}},
                                "steps");
            draft_.runs = 1;
        }
        draft_.steps.reserve(draft_.runs * perRun);
        for (std::size_t r = 0; r < draft_.runs; ++r)
            for (std::size_t s = 0; s < perRun; ++s)
                addStep(r, s);
    }

private:
    std::size_t partsPerRun() const
    {
        std::size_t parts = 0;
        for (const StepDecl& s : draft_.decl.steps)
            parts +=
                1 + s.in.size() + s.out.size() + s.after.size() + s.allow.size() + s.deny.size();
        return parts;
    }

    /// The elements of a job array keep the numbers their script gave them.
    std::string nameOfRun(std::size_t run) const
    {
        return draft_.decl.runsAreNamed ? textOf(draft_.decl.sweeps.value(run, 0))
                                        : std::to_string(run);
    }

    void addStep(std::size_t run, std::size_t s)
    {
        const StepDecl& decl = draft_.decl.steps[s];
        Step step;
        step.id = decl.id;
        if (draft_.decl.sweeps.any())
            step.id += "[" + nameOfRun(run) + "]";
        step.memoryLimit = decl.memory;
        step.timeout = decl.timeout;
        step.threadsMin = decl.threadsMin;
        step.threadsMax = decl.threadsMax;
        step.retries = decl.retries;
        step.retryOn = decl.retryOn;
        step.idempotent = decl.idempotent;
        step.verifyFinite = decl.verifyFinite;
        step.cache = decl.cache;
        step.line = decl.header.line;
        step.column = decl.header.column;
        const auto index = static_cast<std::uint32_t>(draft_.steps.size());
        for (const std::string& name : draft_.resolved[s].outputs)
            step.outputs.push_back(
                outputOf(decl, name, run, index, static_cast<std::uint16_t>(step.outputs.size())));
        draft_.steps.push_back(std::move(step));
    }

    OutputPort outputOf(const StepDecl& decl, const std::string& name, std::size_t run,
                        std::uint32_t step, std::uint16_t position)
    {
        OutputPort out;
        out.name = name;
        for (const PortDecl& port : decl.out) {
            if (port.name != name)
                continue;
            if (port.dtype && port.shape)
                out.spec = TensorSpec{*port.dtype, *port.shape};
            if (port.form != PortDecl::Form::Buffer)
                out.file = outputFile(decl, port, run, step, position);
        }
        return out;
    }

    std::optional<FileSource> outputFile(const StepDecl& decl, const PortDecl& port,
                                         std::size_t run, std::uint32_t step,
                                         std::uint16_t position)
    {
        const std::string path = draft_.expand(port.text, run);
        auto file = draft_.jail.locateOutput(path);
        if (!file) {
            draft_.findings.add("E301", port.at, {{"path", path}});
            return std::nullopt;
        }
        const auto [writer, isNew] = draft_.writers.emplace(file->path, std::pair(step, position));
        if (!isNew)
            draft_.findings.add("E305", port.at,
                                {{"path", path}, {"first", nameOfWriter(writer->second.first)}});
        const auto exists = draft_.jail.probeOutput(*file);
        if (!exists && exists.error().code == Errc::Permission)
            draft_.findings.add("E307", port.at, {{"path", path}});
        else if (exists && *exists && !decl.overwrite)
            draft_.findings.add("E306", port.at, {{"path", path}});
        return std::move(*file);
    }

    /// The writer may be the step that is just being made.
    std::string nameOfWriter(std::uint32_t step) const
    {
        return step < draft_.steps.size() ? draft_.steps[step].id : draft_.declOf(step).id;
    }

    Draft& draft_;
};

} // namespace

bool Draft::spend(std::size_t bytes)
{
    textBytes += bytes;
    if (textBytes <= kMaxText)
        return true;
    findings.add("E404", decl.sweeps.at(), {{"limit", std::to_string(kMaxText >> 20) + " MiB"}},
                 "text");
    return false;
}

std::string Draft::expand(const Substitution& text, std::size_t run)
{
    std::string out = textBytes <= kMaxText ? text.expand(decl.sweeps, {run, {}, {}, 1}) : "";
    return spend(out.size()) ? out : std::string();
}

void expandSteps(Draft& draft) { Expander(draft).run(); }

} // namespace xpu::task
