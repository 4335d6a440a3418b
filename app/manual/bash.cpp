#include "app/manual/completion.h"
#include "app/manual/operand.h"

#include <algorithm>

namespace xpu::manual {
namespace {

using options::OptionInfo;
using options::Program;
using options::VerbInfo;

/// The word of the script for an offer: what `complete_NAME` below understands.
std::string wordFor(const Offer& offer)
{
    switch (offer.kind) {
    case Offer::Kind::Nothing:
        return "nothing";
    case Offer::Kind::Files:
        return "files";
    case Offer::Kind::Folders:
        return "folders";
    case Offer::Kind::Words:
        break;
    }
    std::string text = "words";
    for (const std::string& word : offer.words)
        text += " " + word;
    return text;
}

std::string row(const std::string& pattern, const std::string& reply)
{
    return "        " + pattern + ") REPLY='" + reply + "' ;;\n";
}

std::string valueRows(const std::string& verb, const std::vector<OptionInfo>& options)
{
    std::string text;
    for (const OptionInfo& o : options)
        if (!o.value.empty())
            text += row(verb + "/" + o.name, wordFor(offerFor(o.value)));
    return text;
}

std::string operandRows(const std::string& verb, const std::string& operands)
{
    std::string text;
    const Operands all = operandsOf(operands);
    for (std::size_t i = 0; i < all.offers.size(); ++i) {
        const bool open = all.lastRepeats && i + 1 == all.offers.size();
        text += row(verb + "/" + (open ? "*" : std::to_string(i + 1)), wordFor(all.offers[i]));
    }
    return text;
}

std::string namesOf(const std::vector<OptionInfo>& options)
{
    std::string text;
    for (const OptionInfo& o : options)
        text += (text.empty() ? "" : " ") + o.name;
    return text;
}

std::string lookUp(const std::string& name, const std::string& rows)
{
    return "_" + name + "()\n{\n    case $1 in\n" + rows + "        *) REPLY= ;;\n    esac\n}\n\n";
}

std::string tables(const Program& program, const std::string& name)
{
    std::string values = valueRows("*", program.options);
    std::string operands;
    std::string options;
    for (const VerbInfo& verb : program.verbs) {
        values += valueRows(verb.name, verb.options);
        operands += operandRows(verb.name, verb.operands);
        if (!verb.options.empty())
            options += row(verb.name, namesOf(verb.options));
    }
    if (program.verbs.empty()) {
        operands = operandRows("", program.operands);
    } else {
        std::string verbs = "words";
        for (const VerbInfo& verb : program.verbs)
            verbs += " " + verb.name;
        operands = row("/*", verbs) + operands;
    }
    return "# VERB/OPTION: what follows the option; empty for a switch.\n"
           + lookUp(name + "_value", values) + "# VERB/POSITION: what stands there.\n"
           + lookUp(name + "_operand", operands) + "# VERB: its own options.\n"
           + lookUp(name + "_options", options);
}

/// Reads the words before the cursor as the program would, then offers what may follow. Works with
/// and without the bash-completion package. @F@ is the function, @P@ the program, @O@ the options
/// of every verb, @V@ whether there are verbs. Bash makes '=' a word of its own.
constexpr const char* kBody = R"(_@F@()
{
    local cur=${COMP_WORDS[COMP_CWORD]} verb= position=1 awaited= ended= word REPLY i
    for ((i = 1; i < COMP_CWORD; ++i)); do
        word=${COMP_WORDS[i]}
        if [[ $awaited ]]; then
            [[ $word == = ]] || awaited=
        elif [[ ! $ended && $word == -- ]]; then
            ended=1
        elif [[ ! $ended && $word == -?* ]]; then
            _@F@_value "$verb/$word"
            awaited=$REPLY
        elif [[ @V@ && ! $verb ]]; then
            verb=$word
        else
            ((++position))
        fi
    done
    COMPREPLY=()
    if [[ $awaited ]]; then
        [[ $cur == = ]] && cur=
        REPLY=$awaited
    elif [[ ! $ended && $cur == -* ]]; then
        _@F@_options "$verb"
        REPLY="words $REPLY @O@"
    else
        _@F@_operand "$verb/$position"
    fi
    case $REPLY in
        words\ *) mapfile -t COMPREPLY < <(compgen -W "${REPLY#words }" -- "$cur") ;;
        files) _@F@_paths -f ;;
        folders) _@F@_paths -d ;;
    esac
}

_@F@_paths()
{
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen "$1" -- "$cur")
}

complete -F _@F@ @P@
)";

std::string filled(std::string text, const std::string& hole, const std::string& with)
{
    for (std::size_t at = text.find(hole); at != std::string::npos; at = text.find(hole, at))
        text.replace(at, hole.size(), with);
    return text;
}

} // namespace

std::string functionName(const std::string& program)
{
    std::string name = program;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

std::string bashCompletion(const Program& program)
{
    const std::string name = functionName(program.name);
    std::string body = filled(kBody, "@F@", name);
    body = filled(body, "@P@", program.name);
    body = filled(body, "@O@", namesOf(program.options));
    body = filled(body, "@V@", program.verbs.empty() ? "''" : "verbs");
    return "# bash completion for " + program.name
           + "                          -*- shell-script -*-\n\n" + tables(program, name) + body;
}

} // namespace xpu::manual
