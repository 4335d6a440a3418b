#include "core/task/import/shell_words.h"

#include <algorithm>
#include <array>

namespace xpu::task {
namespace {

constexpr std::string_view kBlank = " \t";
/// Unquoted, each of these is more than a letter of a word.
constexpr std::string_view kSpecial = "|&;<>()$`*?[]{}!#~";

/// Words a shell runs itself, and of which there is no program, or one that does something else.
constexpr std::array<std::string_view, 34> kBuiltins = {
    "cd",   "export",   "source", ".",      "set",   "unset",   "ulimit",  "umask",   "alias",
    "eval", "exec",     "exit",   "for",    "while", "until",   "if",      "case",    "select",
    "time", "trap",     "wait",   "read",   "shopt", "local",   "declare", "typeset", "pushd",
    "popd", "function", "let",    "return", "type",  "command", "coproc"};
constexpr std::array<std::string_view, 18> kInterpreters = {
    "bash", "sh",  "dash", "zsh",   "ksh",   "perl",   "ruby",    "node",          "Rscript",
    "R",    "php", "lua",  "julia", "tclsh", "octave", "gnuplot", "wolframscript", "awk"};

bool isBuiltin(std::string_view word)
{
    return std::find(kBuiltins.begin(), kBuiltins.end(), word) != kBuiltins.end();
}

bool isInterpreter(std::string_view word)
{
    const std::string_view name = word.substr(word.rfind('/') + 1);
    return name.starts_with("python")
           || std::find(kInterpreters.begin(), kInterpreters.end(), name) != kInterpreters.end();
}

/// NAME=value in front of a command.
bool isAssignment(std::string_view word)
{
    const std::size_t equals = word.find('=');
    return equals != std::string_view::npos && equals > 0
           && word.substr(0, equals).find_first_not_of(
                  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+")
                  == std::string_view::npos;
}

class Splitter {
public:
    explicit Splitter(std::string_view line) : line_(line) {}

    ShellLine split()
    {
        while (pos_ < line_.size()) {
            if (kBlank.find(line_[pos_]) != std::string_view::npos)
                endWord();
            else
                letter(line_[pos_]);
            ++pos_;
        }
        endWord();
        const auto& words = out_.words;
        if (!words.empty() && (isBuiltin(words.front()) || isAssignment(words.front())))
            out_.needsShell = true;
        return std::move(out_);
    }

private:
    void letter(char c)
    {
        if (c == '\'' || c == '"') {
            inWord_ = true;
            quoted(c);
        } else if (c == '\\') {
            inWord_ = true;
            if (pos_ + 1 < line_.size())
                word_ += line_[++pos_];
        } else if (kSpecial.find(c) != std::string_view::npos) {
            // # and ~ mean something at the start of a word only.
            const bool startOnly = c == '#' || c == '~';
            if (startOnly && inWord_) {
                word_ += c;
                return;
            }
            if (c == '#') {
                pos_ = line_.size(); // a comment
                return;
            }
            out_.needsShell = true;
            if (c == '~') {
                inWord_ = true;
                word_ += c;
            } else {
                endWord();
            }
        } else {
            inWord_ = true;
            word_ += c;
        }
    }

    void quoted(char quote)
    {
        const std::size_t open = pos_;
        for (++pos_; pos_ < line_.size() && line_[pos_] != quote; ++pos_) {
            char c = line_[pos_];
            if (quote == '"' && (c == '$' || c == '`'))
                out_.needsShell = true;
            if (quote == '"' && c == '\\' && pos_ + 1 < line_.size()) {
                const char next = line_[pos_ + 1];
                if (next == '"' || next == '\\' || next == '$' || next == '`')
                    c = line_[++pos_];
            }
            word_ += c;
        }
        if (pos_ >= line_.size() && !out_.openQuote)
            out_.openQuote = open;
    }

    void endWord()
    {
        if (inWord_)
            out_.words.push_back(std::move(word_));
        word_.clear();
        inWord_ = false;
    }

    std::string_view line_;
    std::size_t pos_ = 0;
    bool inWord_ = false;
    std::string word_;
    ShellLine out_;
};

} // namespace

ShellLine splitShellLine(std::string_view line) { return Splitter(line).split(); }

std::vector<NamedFile> filesNamedBy(const std::vector<std::string>& words)
{
    std::vector<NamedFile> out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].find('/') != std::string::npos)
            out.push_back({words[i], true});
        if (!isInterpreter(words[i]))
            continue;
        const auto script =
            std::find_if(words.begin() + static_cast<std::ptrdiff_t>(i) + 1, words.end(),
                         [](const std::string& w) { return !w.starts_with('-'); });
        if (script != words.end())
            out.push_back({*script, false});
    }
    return out;
}

} // namespace xpu::task
