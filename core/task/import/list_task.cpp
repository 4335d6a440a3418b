#include "core/task/import/importers.h"
#include "core/task/import/shell_words.h"
#include "core/task/prescan.h"
#include "core/task/readers.h"
#include "core/task/utf8.h"

#include <algorithm>

namespace xpu::task {
namespace {

constexpr std::string_view kHeader = "#xpu:";
constexpr std::string_view kBlank = " \t";
constexpr std::size_t kMaxLines = 10'000;
/// What Linux takes as one argument (MAX_ARG_STRLEN), less the closing zero.
constexpr std::size_t kMaxArgument = 128 * 1024 - 1;

struct Command {
    std::string text;
    Position at;
    std::size_t lines = 1; ///< more than one where a backslash joins them
};

/// The `#xpu:` lines as a TOML text in which everything stands where it stands in the list, so that
/// its errors name the right place; and the commands.
struct ListText {
    std::string header;
    std::vector<Command> commands;
};

bool endsInBackslash(std::string_view line)
{
    std::size_t count = 0;
    while (count < line.size() && line[line.size() - 1 - count] == '\\')
        ++count;
    return count % 2 == 1;
}

ListText takeApart(std::string_view text)
{
    ListText out;
    bool joining = false;
    for (int number = 1; !text.empty(); ++number) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        const std::size_t start = line.find_first_not_of(kBlank);
        if (line.starts_with(kHeader))
            out.header +=
                std::string(kHeader.size(), ' ') + std::string(line.substr(kHeader.size()));
        out.header += '\n';
        const bool joins = endsInBackslash(line);
        const std::string_view body = joins ? line.substr(0, line.size() - 1) : line;
        if (joining) {
            out.commands.back().text += body;
            ++out.commands.back().lines;
        } else if (start != std::string_view::npos && line[start] != '#') {
            out.commands.push_back({std::string(body.substr(std::min(start, body.size()))),
                                    {number, static_cast<int>(start) + 1}});
        } else {
            continue;
        }
        joining = joins;
    }
    return out;
}

class ListTask {
public:
    ListTask(const TaskSource& source, Findings& findings) : source_(source), findings_(findings) {}

    TaskDecl make()
    {
        TaskDecl out;
        out.name = source_.path.substr(source_.path.rfind('/') + 1);
        if (!isText())
            return out;
        const ListText list = takeApart(source_.text);
        if (list.commands.empty()) {
            findings_.add("E110", {}, {}, "no_command");
            return out;
        }
        if (list.commands.size() > kMaxLines) {
            findings_.add("E404", list.commands[kMaxLines].at,
                          {{"limit", std::to_string(kMaxLines)}}, "lines");
            return out;
        }
        readHeader(list.header, out);
        out.steps.reserve(list.commands.size());
        for (const Command& command : list.commands)
            out.steps.push_back(stepOf(command, out.steps));
        return out;
    }

private:
    bool isText()
    {
        const std::string_view text = source_.text;
        const std::size_t nul = text.find('\0');
        const std::size_t invalid = firstInvalidUtf8(text);
        if (nul == std::string_view::npos && invalid == std::string_view::npos)
            return true;
        const bool binary = nul != std::string_view::npos;
        const std::size_t at = std::min(nul, invalid);
        findings_.add(binary ? "E110" : "E101", positionOf(text, at), {}, binary ? "nul" : "");
        return false;
    }

    void readHeader(const std::string& text, TaskDecl& out)
    {
        if (text.find_first_not_of('\n') == std::string::npos)
            return;
        if (const auto early = prescan(text)) {
            findings_.add(early->code, {early->line, early->column}, early->holes, early->variant);
            return;
        }
        const auto table = readToml(text, findings_);
        if (!table)
            return;
        checkKeys(*table, Place::List, findings_);
        if (const std::string* name = readText(*table, "name"))
            out.name = *name;
        if (table->find("priority") != nullptr)
            out.priority = static_cast<int>(readInteger(*table, "priority", 0, 100, 50, findings_));
        out.maxParallel =
            static_cast<int>(readInteger(*table, "max_parallel", 1, 1'000'000, 0, findings_));
        inOrder_ = readFlag(*table, "in_order", false);
        all_.idempotent = readFlag(*table, "idempotent", false);
        all_.memory = readBytes(*table, "memory", findings_);
        all_.timeout = readSeconds(*table, "timeout", findings_);
        all_.threadsMin = all_.threadsMax =
            static_cast<int>(readInteger(*table, "threads", 1, 65536, 1, findings_));
        if (const TomlEntry* threads = table->find("threads"))
            all_.threadsAt = threads->at;
    }

    StepDecl stepOf(const Command& command, const std::vector<StepDecl>& before)
    {
        StepDecl step = all_;
        step.kind = CommandKind;
        step.id = "line-" + std::to_string(command.at.line);
        step.header = step.idAt = step.kindAt = step.afterAt = command.at;
        step.inAt = step.outAt = step.devicesAt = step.memoryAt = command.at;
        if (inOrder_ && !before.empty())
            step.after = {before.back().id};
        const ShellLine line = splitShellLine(command.text);
        if (line.openQuote && command.lines == 1)
            findings_.add("E110",
                          {command.at.line, command.at.column - 1
                                                + positionOf(command.text, *line.openQuote).column},
                          {}, "quote");
        if (command.text.size() > kMaxArgument)
            findings_.add("E110", command.at, {{"limit", "128 KiB"}}, "long");
        std::vector<std::string> argv = line.words;
        if (line.needsShell || argv.empty() || argv.front().empty())
            argv = {"bash", "-c", command.text};
        for (const std::string& argument : argv)
            step.run.push_back(Substitution::plain(argument));
        step.covers.emplace();
        for (NamedFile& file : filesNamedBy(line.words))
            step.covers->push_back({std::move(file.path), file.onlyIfExecutable});
        return step;
    }

    const TaskSource& source_;
    Findings& findings_;
    bool inOrder_ = false;
    StepDecl all_; ///< what the header says about every line
};

} // namespace

TaskDecl readListTask(const TaskSource& source, Findings& findings)
{
    return ListTask(source, findings).make();
}

} // namespace xpu::task
