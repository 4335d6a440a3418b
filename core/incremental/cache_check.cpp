#include "core/incremental/cache_check.h"

#include "core/wording/translator.h"

#include <algorithm>
#include <ranges>

namespace xpu {
namespace {

using wording::filled;
using wording::translated;

bool isCommand(const Step& step) { return std::holds_alternative<CommandWork>(*step.work); }

bool keepsFiles(const Step& step)
{
    return std::any_of(step.outputs.begin(), step.outputs.end(),
                       [](const OutputPort& port) { return port.file.has_value(); });
}

std::string fileName(const std::string& path) { return path.substr(path.rfind('/') + 1); }

class Check {
public:
    explicit Check(const CacheQuestion& q)
        : q_(q), graph_(q.graph), order_(topologicalOrder(q.graph)), states_(q.graph.steps.size())
    {}

    std::vector<StepCache> run()
    {
        for (std::uint32_t s = 0; s < states_.size(); ++s)
            states_[s] = own(s);
        while (spreadForward() || spreadBackward())
            continue;
        return std::move(states_);
    }

private:
    bool isWanted(std::uint32_t s) const { return q_.wanted.empty() || q_.wanted[s]; }

    bool runs(StepIndex s) const { return states_[s.value].state != CacheState::Clean; }

    /// Somebody wants what the step makes: then it runs when they do.
    bool hasReaders(std::uint32_t s) const
    {
        for (std::uint32_t e = graph_.successorBegin[s]; e < graph_.successorBegin[s + 1]; ++e)
            if (isWanted(graph_.successors[e].value) && edge(StepIndex(s), graph_.successors[e]))
                return true;
        return false;
    }

    /// Judged by its own files and recipe alone.
    StepCache own(std::uint32_t s)
    {
        const Step& step = graph_.steps[s];
        if (!isWanted(s))
            return {CacheState::Clean, {}};
        if (q_.everyStep)
            return {CacheState::Always,
                    translated(XPU_TR("incremental", "every step was asked for"))};
        if (!step.cache)
            return {CacheState::Always, translated(XPU_TR("incremental", "its file says so"))};
        if (!keepsFiles(step)) {
            if (isCommand(step) || !hasReaders(s))
                return {CacheState::Always,
                        translated(XPU_TR("incremental", "it leaves no file behind"))};
            return {CacheState::Clean, {}}; // unless a reader runs
        }
        for (const OutputPort& port : step.outputs)
            if (port.file)
                if (StepCache file = ofFile(s, port.file->path); file.state != CacheState::Clean)
                    return file;
        return {CacheState::Clean, {}};
    }

    StepCache ofFile(std::uint32_t s, const std::string& path)
    {
        const auto at = q_.made.find(path);
        if (at == q_.made.end() || q_.book.recipes.empty())
            return {CacheState::Missing, filled(XPU_TR("incremental", "{file} was not made yet"),
                                                {{"file", fileName(path)}})};
        const std::optional<history::FileStamp> now = q_.files.stamp(path);
        if (!now)
            return {CacheState::Missing,
                    filled(XPU_TR("incremental", "{file} is gone"), {{"file", fileName(path)}})};
        if (*now != at->second.stamp)
            return {CacheState::Stale,
                    filled(XPU_TR("incremental", "{file} was changed by something else"),
                           {{"file", fileName(path)}})};
        const std::string part = q_.book.recipes[s].differsIn(at->second.recipe);
        if (part.empty())
            return {CacheState::Clean, {}};
        return {CacheState::Stale, changed(s, part)};
    }

    std::string changed(std::uint32_t s, const std::string& part) const
    {
        constexpr std::string_view kInput = "input ";
        if (part == "parameters")
            return translated(XPU_TR("incremental", "its parameters changed"));
        if (part == "command" || part == "environment" || part == "program")
            return translated(XPU_TR("incremental", "its command changed"));
        if (part.starts_with(kInput))
            for (const InputPort& port : graph_.steps[s].inputs)
                if (port.name == part.substr(kInput.size()))
                    return changedInput(port);
        return translated(XPU_TR("incremental", "the step itself changed"));
    }

    std::string changedInput(const InputPort& port) const
    {
        if (const auto* file = std::get_if<FileSource>(&port.source))
            return filled(XPU_TR("incremental", "{file} changed"),
                          {{"file", fileName(file->path)}});
        const StepIndex from = std::get<StepPort>(port.source).step;
        return filled(XPU_TR("incremental", "step {step} before it changed"),
                      {{"step", graph_.steps[from.value].id}});
    }

    const StepPort* edge(StepIndex from, StepIndex to) const
    {
        for (const InputPort& port : graph_.steps[to.value].inputs)
            if (const auto* p = std::get_if<StepPort>(&port.source); p && p->step == from)
                return p;
        return nullptr;
    }

    /// What a command leaves when it runs again may differ, and whoever comes `after` a step may
    /// rely on more than the files it names. A built-in operator gives the same result again.
    bool spreadForward()
    {
        bool any = false;
        for (const StepIndex s : order_) {
            if (!runs(s))
                continue;
            for (std::uint32_t e = graph_.successorBegin[s.value];
                 e < graph_.successorBegin[s.value + 1]; ++e) {
                const StepIndex next = graph_.successors[e];
                const bool passesOn = isCommand(graph_.steps[s.value]) || edge(s, next) == nullptr;
                if (runs(next) || !passesOn || !isWanted(next.value))
                    continue;
                states_[next.value] = {CacheState::Stale,
                                       filled(XPU_TR("incremental", "step {step} before it runs"),
                                              {{"step", graph_.steps[s.value].id}})};
                any = true;
            }
        }
        return any;
    }

    /// A value that only memory held has to be made again for whoever reads it.
    bool spreadBackward()
    {
        bool any = false;
        for (const StepIndex s : order_ | std::views::reverse) {
            if (!runs(s))
                continue;
            for (const InputPort& port : graph_.steps[s.value].inputs) {
                const auto* from = std::get_if<StepPort>(&port.source);
                if (from == nullptr || runs(from->step)
                    || graph_.steps[from->step.value].outputs[from->output].file)
                    continue;
                states_[from->step.value] = {
                    CacheState::Missing,
                    filled(XPU_TR("incremental", "step {step} needs its result"),
                           {{"step", graph_.steps[s.value].id}})};
                any = true;
            }
        }
        return any;
    }

    const CacheQuestion& q_;
    const TaskGraph& graph_;
    std::vector<StepIndex> order_;
    std::vector<StepCache> states_;
};

} // namespace

std::string_view nameOf(CacheState state)
{
    switch (state) {
    case CacheState::Clean:
        return "clean";
    case CacheState::Missing:
        return "missing";
    case CacheState::Stale:
        return "stale";
    case CacheState::Always:
        break;
    }
    return "always";
}

std::vector<std::string> filesKept(const TaskGraph& graph)
{
    std::vector<std::string> paths;
    for (const Step& step : graph.steps)
        for (const OutputPort& port : step.outputs)
            if (port.file && step.cache)
                paths.push_back(port.file->path);
    return paths;
}

std::vector<bool> stepsUpTo(const TaskGraph& graph, const std::string& id)
{
    std::vector<bool> wanted;
    if (id.empty())
        return wanted;
    const std::vector<StepIndex> order = topologicalOrder(graph);
    for (std::uint32_t s = 0; s < graph.steps.size(); ++s)
        if (graph.steps[s].id == id || isMeantBy(graph.steps[s], id)) {
            wanted.resize(graph.steps.size());
            wanted[s] = true;
        }
    // Backwards every step's successors are decided before it.
    for (auto s = order.rbegin(); s != order.rend() && !wanted.empty(); ++s)
        for (std::uint32_t e = graph.successorBegin[s->value];
             e < graph.successorBegin[s->value + 1]; ++e)
            if (wanted[graph.successors[e].value])
                wanted[s->value] = true;
    return wanted;
}

std::vector<StepCache> checkCache(const CacheQuestion& question) { return Check(question).run(); }

} // namespace xpu
