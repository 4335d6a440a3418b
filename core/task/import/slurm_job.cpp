#include "core/task/import/slurm_job.h"

#include "core/task/command_text.h"
#include "core/task/import/slurm_options.h"
#include "core/task/schema.h"
#include "core/task/sweep.h"

#include <algorithm>
#include <charconv>

namespace xpu::task {
namespace {

class JobReader {
public:
    JobReader(const BatchScript& script, Findings& findings) : script_(script), findings_(findings)
    {}

    SlurmJob read()
    {
        for (const Directive& directive : script_.directives)
            take(directive);
        if (job_.tasks > 1 && (script_.usesSrun || script_.usesMpi))
            findings_.add("E406", tasksAt_, {{"key", std::to_string(job_.tasks)}}, "mpi");
        return std::move(job_);
    }

private:
    void take(const Directive& d)
    {
        if (!d.name.starts_with('-')) {
            findings_.add("E406", d.at, {{"key", d.name}}, "kind");
            return;
        }
        const SlurmOption* option = d.name.starts_with("--")
                                        ? findSlurmOption(std::string_view(d.name).substr(2))
                                        : findSlurmOption(d.name[1]);
        if (option == nullptr)
            return; // readBatchScript has said so
        if (!takeSize(option->meaning, d) && !takePlace(option->meaning, d))
            sayOf(option->meaning, d);
    }

    /// What the job takes of the machine; false when the option is about something else.
    bool takeSize(SlurmMeaning meaning, const Directive& d)
    {
        switch (meaning) {
        case SlurmMeaning::CpusPerTask:
            job_.cpusPerTask = count(d, 65536, job_.cpusPerTask);
            job_.cpusGiven = true;
            job_.cpusAt = d.at;
            break;
        case SlurmMeaning::Tasks:
            job_.tasks = count(d, 65536, job_.tasks);
            tasksAt_ = d.at;
            if (!job_.cpusGiven)
                job_.cpusAt = d.at;
            break;
        case SlurmMeaning::Nodes:
            takeNodes(d);
            break;
        case SlurmMeaning::Memory:
            job_.memory = memory(d);
            break;
        case SlurmMeaning::MemoryPerCpu:
            job_.memoryPerCpu = memory(d);
            break;
        case SlurmMeaning::Time:
            takeTime(d);
            break;
        case SlurmMeaning::Array:
            takeArray(d);
            break;
        default:
            return false;
        }
        return true;
    }

    /// Names, files and order; false when the option is about something else.
    bool takePlace(SlurmMeaning meaning, const Directive& d)
    {
        switch (meaning) {
        case SlurmMeaning::JobName:
            job_.name = d.value;
            break;
        case SlurmMeaning::Output:
            job_.output = d.value;
            job_.outputAt = d.at;
            break;
        case SlurmMeaning::Dependency:
            takeDependency(d);
            break;
        case SlurmMeaning::Export:
            takeExport(d);
            break;
        case SlurmMeaning::Folder:
            job_.folder = d.value;
            job_.folderAt = d.at;
            break;
        case SlurmMeaning::Requeue:
            job_.mayRunAgain = true;
            break;
        case SlurmMeaning::Partition:
            job_.partition = d.value;
            break;
        case SlurmMeaning::Account:
            job_.account = d.value;
            break;
        case SlurmMeaning::Qos:
            job_.qos = d.value;
            break;
        default:
            return false;
        }
        return true;
    }

    /// What is not obeyed, and why.
    void sayOf(SlurmMeaning meaning, const Directive& d)
    {
        switch (meaning) {
        case SlurmMeaning::Gpus:
            if (d.value.find("gpu:0") == std::string::npos && d.value != "0" && d.value != "none")
                findings_.add("W901", d.at, {{"key", d.name}});
            break;
        case SlurmMeaning::ClusterOnly:
            findings_.add("E406", d.at, {{"key", d.name}}, "kind");
            break;
        case SlurmMeaning::Error:
            findings_.add("W904", d.at, {{"key", d.name}}, "error_file");
            break;
        case SlurmMeaning::NotYet:
            findings_.add("W901", d.at, {{"key", d.name}});
            break;
        case SlurmMeaning::NoEffect:
            findings_.add("N901", d.at, {{"key", d.name}});
            break;
        default:
            break;
        }
    }

    static std::optional<int> number(std::string_view text)
    {
        int value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        const bool whole = error == std::errc{} && end == text.data() + text.size();
        return whole ? std::optional(value) : std::nullopt;
    }

    int count(const Directive& d, int most, int fallback)
    {
        const auto value = number(d.value);
        if (value && *value >= 1 && *value <= most)
            return *value;
        findings_.add("E203", d.at, {{"key", d.name}, {"range", "1 to " + std::to_string(most)}});
        return fallback;
    }

    /// "1", "1-4": the least number of nodes counts, as in Slurm.
    void takeNodes(const Directive& d)
    {
        const auto least = number(std::string_view(d.value).substr(0, d.value.find('-')));
        if (!least || *least < 1)
            findings_.add("E203", d.at, {{"key", d.name}, {"range", "1 or more"}});
        else if (*least > 1)
            findings_.add("E406", d.at, {{"key", std::to_string(*least)}}, "nodes");
    }

    void fault(QuantityFault what, const Directive& d, std::string example)
    {
        if (what == QuantityFault::Range)
            findings_.add("E203", d.at, {{"key", d.name}, {"range", "smaller"}});
        else
            findings_.add("E211", d.at,
                          {{"key", d.name}, {"found", d.value}, {"example", std::move(example)}});
    }

    Bytes memory(const Directive& d)
    {
        const auto parsed = parseSlurmMemory(d.value);
        if (!parsed)
            fault(parsed.error(), d, "4G");
        return parsed.value_or(Bytes());
    }

    void takeTime(const Directive& d)
    {
        const auto parsed = parseSlurmTime(d.value);
        if (!parsed)
            fault(parsed.error(), d, "30, 1:30:00 or 2-12:00");
        job_.timeout = parsed.value_or(Seconds(0));
    }

    void takeArray(const Directive& d)
    {
        auto parsed = parseSlurmArray(d.value);
        job_.arrayAt = d.at;
        if (parsed) {
            job_.array = std::move(*parsed);
            if (job_.array->atOnce > 0 && !isInForce(Place::Limits, "max_parallel"))
                findings_.add("W901", d.at, {{"key", "%" + std::to_string(job_.array->atOnce)}});
        } else if (parsed.error() == ArrayFault::TooMany) {
            findings_.add("E404", d.at, {{"runs", "more than " + std::to_string(kMaxRuns)}},
                          "array");
        } else {
            findings_.add(
                "E211", d.at,
                {{"key", d.name}, {"found", d.value}, {"example", "0-15, 1,3,7 or 1-31:2%4"}});
        }
    }

    /// "afterok:prepare:fetch,afterany:train"; a later directive takes the place of an earlier one.
    void takeDependency(const Directive& d)
    {
        job_.awaits.clear();
        if (d.value == "singleton")
            findings_.add("N901", d.at, {{"key", d.name}});
        else if (d.value.find('?') != std::string::npos)
            findings_.add("E407", d.at, {{"found", d.value}}, "any_of");
        else
            for (const std::string_view part : split(d.value, ','))
                takeAwaited(part, d);
    }

    void takeAwaited(std::string_view part, const Directive& d)
    {
        const std::vector<std::string_view> words = split(part, ':');
        const auto how = endedFromName(words.front());
        if (!how || words.size() < 2) {
            findings_.add("E407", d.at, {{"found", std::string(part)}}, "kind");
            return;
        }
        for (std::size_t i = 1; i < words.size(); ++i) {
            const std::string job(words[i]);
            if (job.find_first_not_of("0123456789") == std::string::npos)
                findings_.add("E407", d.at, {{"found", job}}, "number");
            else
                job_.awaits.push_back({*how, job, d.at.line, d.at.column});
        }
    }

    static std::vector<std::string_view> split(std::string_view text, char at)
    {
        std::vector<std::string_view> parts;
        for (std::size_t end = 0; end != std::string_view::npos; text.remove_prefix(end + 1)) {
            end = text.find(at);
            parts.push_back(text.substr(0, end));
            if (end == std::string_view::npos)
                break;
        }
        return parts;
    }

    void takeExport(const Directive& d)
    {
        std::string_view rest = d.value;
        while (!rest.empty()) {
            const std::size_t comma = rest.find(',');
            const std::string_view item = rest.substr(0, comma);
            rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
            const std::string name(item.substr(0, item.find('=')));
            if (name == "ALL" || name == "NONE" || name == "NIL" || name.empty())
                continue; // the sandbox passes on what section "Commands" of the manual names
            if (!isVariableName(name))
                findings_.add("E203", d.at, {{"key", d.name}, {"name", name}}, "env");
            else if (item.size() > name.size())
                job_.variables.emplace_back(name, item.substr(name.size() + 1));
            else
                job_.passedOn.push_back(name);
        }
    }

    const BatchScript& script_;
    Findings& findings_;
    SlurmJob job_;
    Position tasksAt_;
};

std::string padded(std::int64_t value, std::size_t width)
{
    const std::string text = std::to_string(value);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

} // namespace

SlurmJob readSlurmJob(const BatchScript& script, Findings& findings)
{
    return JobReader(script, findings).read();
}

std::string expandSlurmPattern(std::string_view pattern, const SlurmNames& names)
{
    std::string out;
    if (pattern.find('\\') != std::string_view::npos) {
        std::copy_if(pattern.begin(), pattern.end(), std::back_inserter(out),
                     [](char c) { return c != '\\'; });
        return out;
    }
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        std::size_t width = 0;
        std::size_t sign = i + 1;
        for (; sign < pattern.size() && pattern[sign] >= '0' && pattern[sign] <= '9'; ++sign)
            width = std::min<std::size_t>(
                width * 10 + static_cast<std::size_t>(pattern[sign] - '0'), 10);
        if (pattern[i] != '%' || sign >= pattern.size()) {
            out += pattern[i];
            continue;
        }
        switch (pattern[sign]) {
        case '%':
            out += '%';
            break;
        case 'A':
            out += padded(names.arrayJob, width);
            break;
        case 'a':
            out += padded(names.element, width);
            break;
        case 'j':
        case 'J':
            out += padded(names.job, width);
            break;
        case 'n':
        case 't':
            out += padded(0, width);
            break;
        case 's':
            out += "batch";
            break;
        case 'x':
            out += names.name;
            break;
        case 'u':
            out += names.user;
            break;
        case 'N':
            out += names.host;
            break;
        default:
            out += pattern.substr(i, sign - i + 1);
        }
        i = sign;
    }
    return out;
}

} // namespace xpu::task
