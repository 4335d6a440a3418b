#include "app/manual/completion.h"
#include "app/manual/operand.h"

#include <set>

namespace xpu::manual {
namespace {

using options::OptionInfo;
using options::Program;
using options::VerbInfo;

std::string quoted(const std::string& text)
{
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + "'";
}

/// What `complete` is told of a word: its files, folders or words.
std::string argumentsFor(const Offer& offer)
{
    switch (offer.kind) {
    case Offer::Kind::Nothing:
        return "";
    case Offer::Kind::Files:
        return " -F";
    case Offer::Kind::Folders:
        return " -a '(__fish_complete_directories)'";
    case Offer::Kind::Words:
        break;
    }
    std::string words;
    for (const std::string& word : offer.words)
        words += (words.empty() ? "" : " ") + word;
    return " -a " + quoted(words);
}

/// One `complete` line for words that may stand where `condition` holds.
std::string line(const Program& program, const std::string& condition, const std::string& rest)
{
    return "complete -c " + program.name + (condition.empty() ? "" : " -n " + quoted(condition))
           + rest + "\n";
}

/// A value must follow; files are offered only where they may be meant.
std::string valueFor(const Offer& offer)
{
    return (offer.kind == Offer::Kind::Files ? " -r" : " -x") + argumentsFor(offer);
}

std::string optionLine(const Program& program, const std::string& condition, const OptionInfo& o)
{
    std::string rest = " -l " + o.name.substr(2);
    if (!o.value.empty())
        rest += valueFor(offerFor(o.value));
    return line(program, condition, rest + " -d " + quoted(o.help));
}

std::string operandLines(const Program& program, const std::string& words,
                         const std::string& operands)
{
    std::string text;
    const Operands all = operandsOf(operands);
    for (std::size_t i = 0; i < all.offers.size(); ++i) {
        const std::string arguments = argumentsFor(all.offers[i]);
        if (arguments.empty())
            continue;
        const bool open = all.lastRepeats && i + 1 == all.offers.size();
        text +=
            line(program, words + " " + std::to_string(i + 1) + (open ? " more" : ""), arguments);
    }
    return text;
}

/// Every option that a value follows, whatever the verb.
std::string optionsWithValues(const Program& program)
{
    std::set<std::string> names;
    const auto collect = [&](const std::vector<OptionInfo>& options) {
        for (const OptionInfo& o : options)
            if (!o.value.empty())
                names.insert(o.name);
    };
    collect(program.options);
    for (const VerbInfo& verb : program.verbs)
        collect(verb.options);
    std::string text;
    for (const std::string& name : names)
        text += " " + name;
    return text;
}

/// The words typed so far, read as the program reads them. `at VERB [POSITION [more]]` holds where
/// the next operand of that verb is the one at that position (or a later one). @F@ is the prefix of
/// the functions, @O@ the options with values, @V@ the number of words the verb takes.
constexpr const char* kBody = R"(function @F@_typed
    set -l typed
    set -l skip 0
    set -l words (commandline -opc)
    set -e words[1]
    for word in $words
        if test $skip = 1
            set skip 0
            continue
        end
        switch $word
            case@O@
                set skip 1
            case '-*'
            case '*'
                set -a typed $word
        end
    end
    test (count $typed) -gt 0; and printf '%s\n' $typed
end

function @F@_at
    set -l typed (@F@_typed)
    if test @V@ = 1
        test (count $typed) -gt 0; and test $typed[1] = $argv[1]; or return 1
        set -e typed[1]
    end
    set -q argv[2]; or return 0
    set -l next (math (count $typed) + 1)
    test $next -eq $argv[2]; and return 0
    set -q argv[3]; and test $next -gt $argv[2]
end

function @F@_no_verb
    test (count (@F@_typed)) -eq 0
end

)";

std::string functions(const Program& program, const std::string& prefix)
{
    std::string text = kBody;
    const auto fill = [&](const std::string& hole, const std::string& with) {
        for (std::size_t at = text.find(hole); at != std::string::npos; at = text.find(hole))
            text.replace(at, hole.size(), with);
    };
    fill("@F@", prefix);
    fill("@O@", optionsWithValues(program));
    fill("@V@", program.verbs.empty() ? "0" : "1");
    return text;
}

} // namespace

std::string fishCompletion(const Program& program)
{
    const std::string prefix = "__fish_" + functionName(program.name);
    std::string text = "# fish completion for " + program.name + "\n\n" + functions(program, prefix)
                       + line(program, "", " -f");
    for (const OptionInfo& o : program.options)
        text += optionLine(program, "", o);
    if (program.verbs.empty())
        return text + operandLines(program, prefix + "_at any", program.operands);
    for (const VerbInfo& verb : program.verbs) {
        text += line(program, prefix + "_no_verb", " -a " + verb.name + " -d " + quoted(verb.help));
        for (const OptionInfo& o : verb.options)
            text += optionLine(program, prefix + "_at " + verb.name, o);
        text += operandLines(program, prefix + "_at " + verb.name, verb.operands);
    }
    return text;
}

} // namespace xpu::manual
