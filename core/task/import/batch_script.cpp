#include "core/task/import/batch_script.h"

#include "core/task/import/slurm_options.h"
#include "core/task/suggest.h"
#include "core/task/utf8.h"

#include <algorithm>
#include <array>
#include <optional>

namespace xpu::task {
namespace {

constexpr std::string_view kMark = "#SBATCH";
constexpr std::string_view kBlank = " \t";

bool isBlank(char c) { return kBlank.find(c) != std::string_view::npos; }

/// Words of one directive line with their columns.
struct Word {
    std::string text;
    std::size_t offset = 0;
};

/// Quotes and backslashes as sbatch takes them; an unquoted # ends the line.
std::vector<Word> wordsOf(std::string_view line, std::size_t from)
{
    std::vector<Word> out;
    std::size_t i = from;
    while (i < line.size()) {
        if (isBlank(line[i])) {
            ++i;
            continue;
        }
        if (line[i] == '#')
            break;
        Word word{{}, i};
        char quote = 0;
        for (; i < line.size() && (quote != 0 || !isBlank(line[i])); ++i) {
            const char c = line[i];
            if (quote == 0 && (c == '"' || c == '\''))
                quote = c;
            else if (c == quote)
                quote = 0;
            else if (c == '\\' && quote != '\'' && i + 1 < line.size())
                word.text += line[++i];
            else
                word.text += c;
        }
        out.push_back(std::move(word));
    }
    return out;
}

/// Where programs are looked up by name anyway: "/bin/bash" reads better as "bash".
std::string plainProgram(const std::string& path)
{
    for (const std::string_view folder : {"/bin/", "/usr/bin/"})
        if (path.starts_with(folder) && path.find('/', folder.size()) == std::string::npos)
            return path.substr(folder.size());
    return path;
}

class Reader {
public:
    Reader(std::string_view text, Findings& findings) : text_(text), findings_(findings) {}

    BatchScript read()
    {
        if (!looksLikeScript())
            return {};
        readInterpreter(text_.substr(2, text_.find('\n') - 2));
        int number = 0;
        for (std::size_t at = 0; at < text_.size(); ++number) {
            const std::size_t end = std::min(text_.find('\n', at), text_.size());
            readLine(text_.substr(at, end - at), number + 1);
            at = end + 1;
        }
        return std::move(script_);
    }

private:
    bool refuse(std::string variant, std::size_t offset, std::string code = "E110")
    {
        findings_.add(std::move(code), positionOf(text_, offset), {}, std::move(variant));
        return false;
    }

    bool looksLikeScript()
    {
        if (text_.find_first_not_of(" \t\r\n") == std::string_view::npos)
            return refuse("empty", 0);
        const std::size_t nul = text_.find('\0');
        const std::size_t invalid = firstInvalidUtf8(text_);
        if (nul != std::string_view::npos && nul < invalid)
            return refuse("nul", nul);
        // A picture or a program with this ending: its first strange byte says nothing to a person.
        if (invalid != std::string_view::npos)
            return nul == std::string_view::npos ? refuse("", invalid, "E101")
                                                 : refuse("nul", invalid);
        if (!text_.starts_with("#!"))
            return refuse("shebang", 0);
        if (const std::size_t dos = text_.find("\r\n"); dos != std::string_view::npos)
            return refuse("crlf", dos);
        return true;
    }

    /// The kernel's rule: one program, and the rest of the line as one argument.
    void readInterpreter(std::string_view line)
    {
        const std::size_t start = line.find_first_not_of(kBlank);
        if (start == std::string_view::npos) {
            refuse("shebang", 0);
            return;
        }
        line.remove_prefix(start);
        const std::size_t end = line.find_first_of(kBlank);
        script_.interpreter.push_back(plainProgram(std::string(line.substr(0, end))));
        if (end == std::string_view::npos)
            return;
        std::string_view rest = line.substr(end);
        rest.remove_prefix(std::min(rest.find_first_not_of(kBlank), rest.size()));
        rest = rest.substr(0, rest.find_last_not_of(kBlank) + 1);
        if (!rest.empty())
            script_.interpreter.emplace_back(rest);
    }

    void readLine(std::string_view line, int number)
    {
        const std::size_t start = line.find_first_not_of(kBlank);
        if (start == std::string_view::npos)
            return;
        const bool directive =
            line.starts_with(kMark) && (line.size() == kMark.size() || isBlank(line[kMark.size()]));
        if (directive && commandsBegun_)
            findings_.add("W903", {number, 1}, {}, "late");
        else if (directive)
            readDirective(line, number);
        else if (line[start] != '#')
            readCommand(line.substr(start));
    }

    void readCommand(std::string_view line)
    {
        commandsBegun_ = true;
        const std::string_view program = line.substr(0, line.find_first_of(kBlank));
        script_.usesSrun = script_.usesSrun || program == "srun";
        script_.usesMpi = script_.usesMpi || program == "mpirun" || program == "mpiexec";
    }

    void readDirective(std::string_view line, int number)
    {
        const std::vector<Word> words = wordsOf(line, kMark.size());
        for (std::size_t i = 0; i < words.size(); ++i) {
            const Position at{number, positionOf(line, words[i].offset).column};
            const std::string& word = words[i].text;
            if (word == "hetjob" || word == "packjob") {
                script_.directives.push_back({word, {}, false, at});
                continue;
            }
            const bool isLong = word.starts_with("--") && word.size() > 2;
            if (!isLong && (word.size() < 2 || word.front() != '-')) {
                findings_.add("W903", at, {{"key", word}}, "word");
                continue;
            }
            const auto found = isLong ? readLong(word, at) : readShort(word, at);
            if (!found)
                continue;
            Directive directive = found->directive;
            if (found->takes == SlurmOption::Takes::Value && !directive.hasValue) {
                if (i + 1 == words.size()) {
                    findings_.add("E203", at, {{"key", directive.name}}, "no_value");
                    continue;
                }
                directive.value = words[++i].text;
                directive.hasValue = true;
            }
            script_.directives.push_back(std::move(directive));
        }
    }

    struct Found {
        Directive directive;
        SlurmOption::Takes takes;
    };

    std::optional<Found> readLong(const std::string& word, Position at)
    {
        const std::size_t equals = word.find('=');
        const std::string name = word.substr(2, equals - 2);
        const SlurmOption* option = findSlurmOption(name);
        if (option == nullptr) {
            findings_.add("W903", at, {{"key", "--" + name}, {"nearest", longNearest(name)}});
            return std::nullopt;
        }
        const bool hasValue = equals != std::string::npos;
        return Found{{"--" + name, hasValue ? word.substr(equals + 1) : "", hasValue, at},
                     option->takes};
    }

    static std::string longNearest(const std::string& name)
    {
        const std::string found = nearest(name, slurmOptionNames());
        return found.empty() ? found : "--" + found;
    }

    std::optional<Found> readShort(const std::string& word, Position at)
    {
        const SlurmOption* option = findSlurmOption(word[1]);
        if (option == nullptr) {
            findings_.add("W903", at, {{"key", word.substr(0, 2)}});
            return std::nullopt;
        }
        const bool attached = option->takes != SlurmOption::Takes::Nothing && word.size() > 2;
        return Found{{word.substr(0, 2), attached ? word.substr(2) : "", attached, at},
                     option->takes};
    }

    std::string_view text_;
    Findings& findings_;
    BatchScript script_;
    bool commandsBegun_ = false;
};

} // namespace

BatchScript readBatchScript(std::string_view text, Findings& findings)
{
    return Reader(text, findings).read();
}

} // namespace xpu::task
