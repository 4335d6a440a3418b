#include "core/task/import/importers.h"
#include "core/task/import/slurm_job.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace xpu::task {
namespace {

std::string fileName(const std::string& path) { return path.substr(path.rfind('/') + 1); }

/// "Train ResNet.sbatch" -> "train-resnet-sbatch": a step id of the format.
std::string stepIdOf(const std::string& name)
{
    std::string id;
    for (const char c : name.substr(0, name.find('.'))) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        const bool letter = lower >= 'a' && lower <= 'z';
        const bool other = (lower >= '0' && lower <= '9') || lower == '_' || lower == '-';
        if (letter || (other && !id.empty()))
            id += lower;
        else if (!id.empty() && id.back() != '-')
            id += '-';
    }
    id.resize(std::min<std::size_t>(id.size(), 64));
    return id.empty() ? "job" : id;
}

std::string hostName()
{
    std::array<char, 256> name{};
    const bool known = ::gethostname(name.data(), name.size() - 1) == 0;
    const std::string full = known ? name.data() : "localhost";
    return full.substr(0, full.find('.'));
}

std::string userName()
{
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    const bool known = ::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found) == 0;
    return known && found != nullptr ? found->pw_name : std::to_string(::getuid());
}

/// `srun` needs a controller, which is not there; for one task it starts its command and no more.
/// Options that take a separate value are skipped with it.
constexpr const char* kSrun =
    "() { while [ $# -gt 0 ]; do case $1 in"
    " --) shift; break;;"
    " --*=*) shift;;"
    " --exclusive|--overlap|--unbuffered|--label|--pty|--no-kill|--quiet|--verbose|--exact|"
    "--overcommit|--oversubscribe|--contiguous|--use-min-nodes|--spread-job) shift;;"
    " --*) shift; [ $# -eq 0 ] || shift;;"
    " -[EHIKlOQsuvXkZ]) shift;;"
    " -?) shift; [ $# -eq 0 ] || shift;;"
    " -*) shift;;"
    " *) break;; esac; done; \"$@\"; }";

class ScriptTask {
public:
    ScriptTask(const TaskSource& source, const CheckContext& context, const PathJail& jail,
               Findings& findings)
        : source_(source),
          context_(context),
          jail_(jail),
          findings_(findings),
          script_(readBatchScript(source.text, findings)),
          job_(readSlurmJob(script_, findings))
    {}

    TaskDecl make()
    {
        TaskDecl out;
        out.name = job_.name.empty() ? fileName(source_.path) : job_.name;
        if (script_.interpreter.empty())
            return out;
        out.awaits = job_.awaits;
        number_ = context_.jobNumber;
        host_ = hostName();
        if (job_.array) {
            makeSweep(out);
            out.maxParallel = job_.array->atOnce;
        }
        out.steps.push_back(makeStep(out));
        return out;
    }

private:
    void makeSweep(TaskDecl& out)
    {
        SweepAxis ids{"array-task", {}};
        SweepAxis jobs{"job", {}};
        for (std::size_t i = 0; i < job_.array->ids.size(); ++i) {
            ids.values.emplace_back(job_.array->ids[i]);
            jobs.values.emplace_back(number_ + static_cast<std::int64_t>(i));
        }
        out.sweeps = Sweeps::together({std::move(ids), std::move(jobs)}, job_.arrayAt);
        out.runsAreNamed = true;
    }

    StepDecl makeStep(const TaskDecl& task)
    {
        StepDecl step;
        step.kind = CommandKind;
        step.id = stepIdOf(task.name);
        const std::string shown = setFolder(step);
        for (const std::string& word : script_.interpreter)
            step.run.push_back(Substitution::plain(word));
        step.run.push_back(Substitution::plain(shown));
        step.covers = std::vector<StepDecl::Cover>{{source_.path, false}};
        step.timeout = job_.timeout;
        step.idempotent = job_.mayRunAgain;
        step.threadsMin = step.threadsMax = threads();
        step.memory = memory(step.threadsMin);
        step.env = job_.passedOn;
        setLogs(task.name, step);
        setVariables(task.name, step);
        return step;
    }

    /// Where the command starts; returns how it names the script from there.
    std::string setFolder(StepDecl& step)
    {
        if (job_.folder.empty())
            return fileName(source_.path);
        const auto folder = jail_.locate(job_.folder);
        if (!folder)
            findings_.add("E301", job_.folderAt, {{"path", job_.folder}});
        else
            step.folder = folder->path;
        return source_.path;
    }

    /// A script asks for what its cluster has; here it gets what the machine has.
    int threads()
    {
        const int wanted = std::min(job_.cpusPerTask * std::min(job_.tasks, 65536), 65536);
        const int present = machineThreads(context_);
        if (present <= 0 || wanted <= present)
            return std::max(wanted, 1);
        findings_.add("W904", job_.cpusAt,
                      {{"wanted", std::to_string(wanted)}, {"present", std::to_string(present)}},
                      "threads");
        return present;
    }

    Bytes memory(int threads) const
    {
        if (job_.memory.count > 0 || job_.memoryPerCpu.count == 0)
            return job_.memory;
        const std::uint64_t most = UINT64_MAX / static_cast<std::uint64_t>(threads);
        return Bytes(std::min(job_.memoryPerCpu.count, most) * static_cast<std::uint64_t>(threads));
    }

    /// Slurm's default names, unless --output says otherwise.
    void setLogs(const std::string& name, StepDecl& step)
    {
        if (job_.output == "/dev/null" || job_.output == "none")
            return;
        std::string pattern = job_.output;
        if (pattern.empty())
            pattern = job_.array ? "slurm-%A_%a.out" : "slurm-%j.out";
        SlurmNames names{number_, 0, number_, name, userName(), host_};
        const std::size_t runs = job_.array ? job_.array->ids.size() : 1;
        for (std::size_t i = 0; i < runs; ++i) {
            if (job_.array)
                names.element = job_.array->ids[i];
            names.job = number_ + static_cast<std::int64_t>(i);
            const std::string path = expandSlurmPattern(pattern, names);
            const auto file = jail_.locate(
                step.folder.empty() || path.starts_with('/') ? path : step.folder + "/" + path);
            if (!file) {
                findings_.add("E301", job_.outputAt, {{"path", path}});
                return;
            }
            step.logs.push_back(*file);
        }
    }

    void setVariables(const std::string& name, StepDecl& step)
    {
        for (const auto& [key, value] : job_.variables)
            set(step, key, value);
        setPlace(name, step);
        setSizes(step);
        setBilling(step);
        setNumbers(step);
    }

    static void set(StepDecl& step, std::string key, std::string_view value)
    {
        step.variables.emplace_back(std::move(key), Substitution::plain(value));
    }

    void setPlace(const std::string& name, StepDecl& step)
    {
        set(step, "ENVIRONMENT", "BATCH");
        set(step, "SLURM_JOB_NAME", name);
        set(step, "SLURM_SUBMIT_DIR", jail_.folder());
        set(step, "SLURM_SUBMIT_HOST", host_);
        set(step, "SLURM_JOB_USER", userName());
        set(step, "SLURM_JOB_UID", std::to_string(::getuid()));
        for (const char* key : {"SLURM_JOB_NODELIST", "SLURM_NODELIST", "SLURMD_NODENAME"})
            set(step, key, host_);
        if (script_.usesSrun)
            set(step, "BASH_FUNC_srun%%", kSrun);
    }

    void setSizes(StepDecl& step)
    {
        const int all = step.threadsMin;
        const int each = std::max(1, std::min(job_.cpusPerTask, all));
        const auto mebibytes = [](Bytes bytes) { return std::to_string(bytes.count >> 20); };
        for (const char* key : {"SLURM_JOB_NUM_NODES", "SLURM_NNODES"})
            set(step, key, "1");
        for (const char* key : {"SLURM_NTASKS", "SLURM_NPROCS", "SLURM_TASKS_PER_NODE"})
            set(step, key, std::to_string(job_.tasks));
        for (const char* key : {"SLURM_CPUS_ON_NODE", "SLURM_JOB_CPUS_PER_NODE"})
            set(step, key, std::to_string(all));
        if (job_.cpusGiven)
            set(step, "SLURM_CPUS_PER_TASK", std::to_string(each));
        if (job_.memory.count > 0)
            set(step, "SLURM_MEM_PER_NODE", mebibytes(job_.memory));
        if (job_.memoryPerCpu.count > 0)
            set(step, "SLURM_MEM_PER_CPU", mebibytes(job_.memoryPerCpu));
    }

    void setBilling(StepDecl& step)
    {
        set(step, "SLURM_JOB_PARTITION", job_.partition.empty() ? "local" : job_.partition);
        if (!job_.account.empty())
            set(step, "SLURM_JOB_ACCOUNT", job_.account);
        if (!job_.qos.empty())
            set(step, "SLURM_JOB_QOS", job_.qos);
    }

    void setNumbers(StepDecl& step)
    {
        const std::string job = std::to_string(number_);
        for (const char* key :
             {"SLURM_PROCID", "SLURM_LOCALID", "SLURM_NODEID", "SLURM_RESTART_COUNT"})
            set(step, key, "0");
        for (const char* key : {"SLURM_JOB_ID", "SLURM_JOBID"})
            step.variables.emplace_back(key, job_.array ? Substitution::ofAxis(1)
                                                        : Substitution::plain(job));
        if (!job_.array)
            return;
        set(step, "SLURM_ARRAY_JOB_ID", job);
        step.variables.emplace_back("SLURM_ARRAY_TASK_ID", Substitution::ofAxis(0));
        set(step, "SLURM_ARRAY_TASK_COUNT", std::to_string(job_.array->ids.size()));
        set(step, "SLURM_ARRAY_TASK_MIN", std::to_string(job_.array->ids.front()));
        set(step, "SLURM_ARRAY_TASK_MAX", std::to_string(job_.array->ids.back()));
        set(step, "SLURM_ARRAY_TASK_STEP", std::to_string(job_.array->step));
    }

    const TaskSource& source_;
    const CheckContext& context_;
    const PathJail& jail_;
    Findings& findings_;
    const BatchScript script_;
    const SlurmJob job_;
    std::int64_t number_ = 1;
    std::string host_;
};

} // namespace

TaskDecl readScriptTask(const TaskSource& source, const CheckContext& context, const PathJail& jail,
                        Findings& findings)
{
    return ScriptTask(source, context, jail, findings).make();
}

} // namespace xpu::task
