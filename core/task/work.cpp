#include "core/task/command_text.h"
#include "core/task/draft.h"
#include "core/task/import/importers.h"

#include <algorithm>
#include <cstdlib>

namespace xpu::task {
namespace {

class WorkMaker {
public:
    explicit WorkMaker(Draft& draft)
        : draft_(draft),
          shared_(draft.decl.steps.size()),
          machineThreads_(machineThreads(draft.context))
    {}

    void run()
    {
        for (std::size_t i = 0; i < draft_.steps.size(); ++i) {
            const StepDecl& decl = draft_.declOf(i);
            checkThreads(decl);
            if (decl.kind == CommandKind)
                draft_.steps[i].work = command(i, decl);
            else if (draft_.resolvedOf(i).op)
                draft_.steps[i].work = operatorWork(i, decl);
        }
    }

private:
    void checkThreads(const StepDecl& decl)
    {
        if (machineThreads_ > 0 && decl.threadsMin > machineThreads_)
            draft_.findings.add("E401", decl.threadsAt,
                                {{"step", decl.id},
                                 {"wanted", std::to_string(decl.threadsMin)},
                                 {"present", std::to_string(machineThreads_)}},
                                "threads");
    }

    /// Alike in every run unless a sweep value is among the parameters: then one Work serves all.
    std::shared_ptr<const Work> operatorWork(std::size_t i, const StepDecl& decl)
    {
        std::shared_ptr<const Work>& shared = shared_[i % shared_.size()];
        const bool swept = paramsUseSweep(decl);
        if (shared && (!swept || draft_.textBytes > Draft::kMaxText))
            return shared;
        OperatorWork work;
        work.op = draft_.resolvedOf(i).op;
        Findings* findings = &draft_.findings;
        Findings repeated;
        if (!swept)
            findings = &repeated; // resolveSteps has reported these
        work.params = readParams(decl, *work.op, draft_.runOf(i), draft_.decl.sweeps, *findings);
        for (const auto& [name, value] : work.params)
            if (const auto* text = std::get_if<std::string>(&value))
                draft_.spend(text->size());
        work.overwrite = decl.overwrite;
        work.own = draft_.resolvedOf(i).kernel;
        work.twin = twinOf(i, decl);
        shared = std::make_shared<const Work>(std::move(work));
        return shared;
    }

    std::shared_ptr<const OperatorWork> twinOf(std::size_t i, const StepDecl& decl)
    {
        const OperatorInfo* op = draft_.resolvedOf(i).twin;
        if (op == nullptr)
            return nullptr;
        StepDecl twin; // as if it were written as a step of its own
        twin.params = decl.kernel.twinParams;
        twin.paramsAt = decl.kernel.twinAt;
        twin.in = decl.in;
        twin.out = decl.out;
        OperatorWork work;
        work.op = op;
        work.params = readParams(twin, *op, draft_.runOf(i), draft_.decl.sweeps, draft_.findings);
        return std::make_shared<const OperatorWork>(std::move(work));
    }

    std::shared_ptr<const Work> command(std::size_t i, const StepDecl& decl)
    {
        const Step& step = draft_.steps[i];
        CommandWork work;
        work.folder = draft_.jail.folder();
        work.grantedFolders = draft_.context.grantedFolders;
        if (!draft_.context.outFolder.empty())
            work.grantedFolders.push_back(draft_.context.outFolder);
        if (!decl.folder.empty()) {
            work.grantedFolders.push_back(work.folder);
            work.folder = decl.folder;
        }
        if (!decl.logs.empty())
            setPrintTo(decl.logs[draft_.runOf(i) % decl.logs.size()], work);
        work.progressRegex = decl.progress;
        work.timeout = decl.timeout;
        work.memoryLimit = decl.memory.count > 0 ? decl.memory : draft_.decl.memoryLimit;
        work.threads = threadsOf(decl);
        for (const OutputPort& out : step.outputs)
            if (out.file)
                work.outputs.push_back({out.file->path, temporaryOf(out.file->path, i)});
        fillArguments(i, decl, work);
        fillEnvironment(i, decl, work);
        return std::make_shared<const Work>(std::move(work));
    }

    static void setPrintTo(const FileSource& file, CommandWork& work)
    {
        work.printTo = {file.path, file.root};
    }

    int threadsOf(const StepDecl& decl) const
    {
        const int most = machineThreads_ > 0 ? machineThreads_ : 1;
        return decl.threadsMax > 0 ? std::clamp(most, decl.threadsMin, decl.threadsMax) : 1;
    }

    /// A sibling that no other step of any task writes, with the same ending: programs look at it.
    std::string temporaryOf(const std::string& path, std::size_t i) const
    {
        const std::size_t slash = path.rfind('/') + 1;
        return path.substr(0, slash) + ".xpu-" + draft_.source.sha256.substr(0, 12) + "-"
               + std::to_string(i) + "-" + path.substr(slash);
    }

    void fillArguments(std::size_t i, const StepDecl& decl, CommandWork& work)
    {
        Substitution::Values values;
        values.run = draft_.runOf(i);
        values.threads = work.threads;
        values.in = [this, i](const std::string& port) { return inputPath(i, port); };
        values.out = [this, i, &work](const std::string& port) {
            return outputPath(i, port, work);
        };
        for (const Substitution& argument : decl.run) {
            if (draft_.textBytes > Draft::kMaxText)
                return;
            work.argv.push_back(argument.expand(draft_.decl.sweeps, values));
            draft_.spend(work.argv.back().size());
        }
        for (const std::string& argument : work.argv)
            if (argument.find('\0') != std::string::npos)
                draft_.findings.add("E203", decl.kindAt, {{"key", "run"}}, "nul");
    }

    std::string inputPath(std::size_t i, const std::string& port) const
    {
        for (const InputPort& in : draft_.steps[i].inputs) {
            if (in.name != port)
                continue;
            if (const auto* file = std::get_if<FileSource>(&in.source))
                return file->path;
            const auto& from = std::get<StepPort>(in.source);
            const OutputPort& out = draft_.steps[from.step.value].outputs[from.output];
            return out.file ? out.file->path : std::string();
        }
        return {};
    }

    std::string outputPath(std::size_t i, const std::string& port, const CommandWork& work) const
    {
        std::size_t position = 0;
        for (const OutputPort& out : draft_.steps[i].outputs) {
            if (!out.file)
                continue;
            if (out.name == port)
                return work.outputs[position].temporary;
            ++position;
        }
        return {};
    }

    void fillEnvironment(std::size_t i, const StepDecl& decl, CommandWork& work)
    {
        for (const std::string& name : decl.env)
            // Nobody changes the environment. NOLINTNEXTLINE(concurrency-mt-unsafe)
            if (const char* value = std::getenv(name.c_str()))
                work.env[name] = value;
        const Sweeps& sweeps = draft_.decl.sweeps;
        for (std::size_t a = 0; a < sweeps.axes().size(); ++a) {
            std::string value = textOf(sweeps.value(draft_.runOf(i), a));
            if (!draft_.spend(value.size() + sweeps.axes()[a].name.size()))
                return;
            work.env[variableOfSweep(sweeps.axes()[a].name)] = std::move(value);
        }
        for (const auto& [name, text] : decl.variables) {
            std::string value = draft_.expand(text, draft_.runOf(i));
            if (!draft_.spend(name.size()))
                return;
            work.env[name] = std::move(value);
        }
    }

    Draft& draft_;
    std::vector<std::shared_ptr<const Work>> shared_;
    const int machineThreads_;
};

} // namespace

int machineThreads(const CheckContext& context)
{
    int most = 0;
    for (const DeviceInfo& d : context.devices)
        if (d.driver == "cpu" || d.driver == "sandbox")
            most = std::max(most, d.threads);
    return most;
}

void makeWork(Draft& draft) { WorkMaker(draft).run(); }

} // namespace xpu::task
