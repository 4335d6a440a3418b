#include "app/ctl/options.h"

#include "app/ctl/exit_code.h"

#include <algorithm>

namespace xpu::ctl {
namespace {

constexpr int kAny = -1;

bool isOption(const std::string& word) { return word.size() > 1 && word[0] == '-'; }

const VerbInfo* findVerb(const std::string& name)
{
    const auto& all = verbs();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const VerbInfo& v) { return v.name == name; });
    return found == all.end() ? nullptr : &*found;
}

const OptionInfo* findOption(const VerbInfo* verb, const std::string& name)
{
    const auto named = [&](const OptionInfo& o) { return o.name == name; };
    if (verb != nullptr) {
        const auto own = std::find_if(verb->options.begin(), verb->options.end(), named);
        if (own != verb->options.end())
            return &*own;
    }
    const auto& common = commonOptions();
    const auto shared = std::find_if(common.begin(), common.end(), named);
    return shared == common.end() ? nullptr : &*shared;
}

std::string operandProblem(const VerbInfo& verb, std::size_t given)
{
    if (given < static_cast<std::size_t>(verb.minArgs))
        return verb.name + ": missing " + verb.operands;
    if (verb.maxArgs != kAny && given > static_cast<std::size_t>(verb.maxArgs))
        return verb.name + ": too many arguments; usage: xpuctl " + verb.name + " " + verb.operands;
    return {};
}

/// Reads `--name`, `--name VALUE` or `--name=VALUE` at words[i]; moves i past a separate value.
Result<void> readOption(const std::vector<std::string>& words, std::size_t& i, Invocation& out)
{
    const std::string& word = words[i];
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(0, equals);
    const OptionInfo* option = findOption(out.verb, name);
    if (option == nullptr)
        return fail(Errc::InvalidInput, "unknown option '" + name + "'; see xpuctl --help");
    if (option->value.empty()) {
        if (equals != std::string::npos)
            return fail(Errc::InvalidInput, "option '" + name + "' takes no value");
        out.options[name] = {};
        return {};
    }
    if (equals != std::string::npos) {
        out.options[name] = word.substr(equals + 1);
        return {};
    }
    if (i + 1 >= words.size())
        return fail(Errc::InvalidInput, "option '" + name + "' needs " + option->value);
    out.options[name] = words[++i];
    return {};
}

} // namespace

const std::vector<OptionInfo>& commonOptions()
{
    static const std::vector<OptionInfo> options = {
        {"--data-dir", "DIR", "queue, history and reports live here (default: XDG data folder)"},
        {"--json", "", "answer in JSON"},
        {"--help", "", "this page, or the page of a verb"},
        {"--version", "", "the program's version"},
    };
    return options;
}

const std::vector<VerbInfo>& verbs()
{
    static const std::vector<OptionInfo> runOptions = {
        {"--devices", "LIST", "only these devices: ids, drivers or classes, comma-separated"},
        {"--out", "DIR", "relative outputs go to this folder"},
        {"--report", "FILE", "write the report here; HTML, or by the ending as for report --out"},
        {"--every-step", "", "also steps whose results stand already"},
    };
    static const std::vector<VerbInfo> table = {
        {"check", "FILE...", "validate task files, run nothing", 1, kAny, {}},
        {"run", "FILE...", "run task files and wait for the result", 1, kAny, runOptions},
        {"plan", "FILE", "show where and when each step would run", 1, 1, {runOptions[0]}},
        {"simulate",
         "FILE...",
         "run task files on a machine that need not exist; nothing is read or written",
         1,
         kAny,
         {{"--machine", "SPEC", "its devices: a TOML file"},
          {"--seed", "N", "another roll of the dice (default 1)"}}},
        {"devices", "", "processing units of this machine, and why one is unusable", 0, 0, {}},
        {"history",
         "",
         "finished runs, newest first",
         0,
         0,
         {{"--limit", "N", "how many (default 20)"}}},
        {"report",
         "RUN",
         "statistics of a run: its id, a prefix of it, 'last', or 'last-1' for the one before",
         1,
         1,
         {{"--format", "html|csv|trace|openmetrics|json", "the form of it"},
          {"--out", "FILE",
           "write here; the ending (.html .csv .trace.json .prom .json) says how"}}},
        {"compare", "RUN RUN", "which of two runs was better, by how much, and where", 2, 2, {}},
        {"log", "RUN", "log lines of a run", 1, 1, {}},
        {"approve", "FILE", "allow the commands of this file to run, until it changes", 1, 1, {}},
        {"grant", "DIR", "let task files read and write below this folder", 1, 1, {}},
        {"revoke", "DIR", "take a grant back", 1, 1, {}},
        {"settings", "[KEY] [VALUE]", "all settings, one of them, or a new value for it", 0, 2, {}},
        {"backup",
         "FILE",
         "copy queue and history to a new file, also beside an open window",
         1,
         1,
         {}},
        {"restore", "FILE", "put a backup in the place of queue and history", 1, 1, {}},
        {"bench",
         "engine|operators|queue|startup|vulkan",
         "measure this part of a build",
         1,
         1,
         {}},
        {"add",
         "FILE...",
         "queue files and folders; the open window or the next start runs them",
         1,
         kAny,
         {{"--row", "N", "place before this row (1 = first)"},
          {"--all", "", "take folders that hold more than 50 files"},
          {"--held", "", "queue without starting"},
          runOptions[3]}},
        {"list", "", "the queue", 0, 0, {}},
        {"why", "TASK[/STEP]", "why each step runs where it runs, and what it waits for", 1, 1, {}},
        {"hold",
         "TASK...",
         "keep from starting",
         1,
         kAny,
         {{"--until", "TIME", "23:00, 2h, 2026-12-01T08:00:00Z: starts by itself then"}}},
        {"release", "TASK...", "let held tasks start", 1, kAny, {}},
        {"start", "TASK...", "now: before all others, held no more", 1, kAny, {}},
        {"move",
         "TASK...",
         "to another place in the queue",
         1,
         kAny,
         {{"--to", "ROW", "row number from 1, or 'last'"}}},
        {"priority",
         "N TASK...",
         "0 to 100 instead of the file's; 'file' = the file's again",
         2,
         kAny,
         {}},
        {"pin",
         "TASK[/STEP] [DEVICE]",
         "run on this device only; without one: as the file says",
         1,
         2,
         {}},
        {"retry",
         "TASK...",
         "run ended tasks again: failed ones go on, done ones make what has changed",
         1,
         kAny,
         {{"--every-step", "", "from the beginning, whatever stands already"}}},
        {"run-up-to", "TASK/STEP", "only this step and what it needs; TASK alone: all", 1, 1, {}},
        {"skip", "TASK/STEP", "go on without a step that failed or has not run", 1, 1, {}},
        {"undo", "", "take the last change of the queue back", 0, 0, {}},
        {"redo", "", "do again what was undone", 0, 0, {}},
        {"snooze", "DEVICE TIME", "start nothing new on the device until then", 2, 2, {}},
        {"wake", "DEVICE", "a resting device may work again", 1, 1, {}},
        {"measure",
         "",
         "measure operators on devices now, not only after a quiet while, and wait for the end",
         0,
         0,
         {}},
        {"pause", "[TASK...]", "start nothing new; without a task: the whole queue", 0, kAny, {}},
        {"resume",
         "[TASK...]",
         "go on: the queue, or these tasks and their interrupted steps",
         0,
         kAny,
         {}},
        {"cancel", "TASK...", "stop; gives interrupted steps up", 1, kAny, {}},
        {"recheck", "TASK...", "read changed files of rows that have not started", 1, kAny, {}},
        {"remove", "TASK...", "take off the queue", 1, kAny, {}},
        {"clear", "", "take finished and rejected tasks off the list", 0, 0, {}},
    };
    return table;
}

options::Program program()
{
    return {.name = "xpuctl",
            .operands = {},
            .verbs = verbs(),
            .options = commonOptions(),
            .exits = {{Done, "done"},
                      {StepFailed, "a step failed"},
                      {InvalidInput, "invalid input"},
                      {Interrupted, "interrupted"}}};
}

Result<Invocation> parseArguments(const std::vector<std::string>& words)
{
    Invocation out;
    bool optionsEnded = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (!optionsEnded && word == "--") {
            optionsEnded = true;
        } else if (!optionsEnded && isOption(word)) {
            if (auto read = readOption(words, i, out); !read)
                return tl::unexpected(read.error());
        } else if (out.verb == nullptr) {
            out.verb = findVerb(word);
            if (out.verb == nullptr)
                return fail(Errc::InvalidInput,
                            "unknown command '" + word + "'; see xpuctl --help");
        } else {
            out.operands.push_back(word);
        }
    }
    out.help = out.has("--help");
    out.version = out.has("--version");
    if (out.help || out.version)
        return out;
    if (out.verb == nullptr)
        return fail(Errc::InvalidInput, "no command; see xpuctl --help");
    if (const std::string problem = operandProblem(*out.verb, out.operands.size());
        !problem.empty())
        return fail(Errc::InvalidInput, problem);
    return out;
}

std::string helpText(const VerbInfo* verb)
{
    if (verb != nullptr) {
        std::string text = "usage: xpuctl " + verb->name + " " + verb->operands + " [options]\n"
                           + verb->help + "\n";
        if (!verb->options.empty())
            text += "\nOptions\n" + options::helpLines(verb->options);
        return text + "\nCommon options\n" + options::helpLines(commonOptions());
    }
    std::string text = "usage: xpuctl COMMAND [options]\n\nCommands\n";
    for (const VerbInfo& v : verbs())
        text += options::helpLine(v.operands.empty() ? v.name : v.name + " " + v.operands, v.help);
    text += "\nOptions\n" + options::helpLines(commonOptions());
    std::string exits;
    for (const options::ExitStatus& exit : program().exits)
        exits += (exits.empty() ? "" : ", ") + std::to_string(exit.value) + " " + exit.help;
    return text + "\nExit status: " + exits
           + ".\nTASK is a row number, an id or a unique beginning of one.\n";
}

} // namespace xpu::ctl
