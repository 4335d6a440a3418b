#include "app/manual/completion.h"
#include "app/manual/operand.h"

namespace xpu::manual {
namespace {

using options::OptionInfo;
using options::Program;
using options::VerbInfo;

std::string escaped(const std::string& text, const std::string& special)
{
    std::string out;
    for (const char c : text) {
        if (c == '\'') {
            out += "'\\''";
            continue;
        }
        if (special.find(c) != std::string::npos)
            out += '\\';
        out += c;
    }
    return out;
}

std::string actionFor(const Offer& offer)
{
    switch (offer.kind) {
    case Offer::Kind::Nothing:
        return " ";
    case Offer::Kind::Files:
        return "_files";
    case Offer::Kind::Folders:
        return "_files -/";
    case Offer::Kind::Words:
        break;
    }
    std::string words;
    for (const std::string& word : offer.words)
        words += (words.empty() ? "" : " ") + word;
    return "(" + words + ")";
}

/// '--out=[help]:DIR:_files -/'
std::string specOf(const OptionInfo& o)
{
    std::string spec =
        "'" + o.name + (o.value.empty() ? "" : "=") + "[" + escaped(o.help, "[]\\:") + "]";
    if (!o.value.empty())
        spec += ":" + escaped(o.value, ":\\") + ":" + actionFor(offerFor(o.value));
    return spec + "'";
}

std::string specsOf(const std::vector<OptionInfo>& options, const std::string& indent)
{
    std::string text;
    for (const OptionInfo& o : options)
        text += indent + specOf(o) + " \\\n";
    return text;
}

std::string operandSpecs(const std::string& operands, const std::string& indent)
{
    std::string text;
    const Operands all = operandsOf(operands);
    for (std::size_t i = 0; i < all.offers.size(); ++i) {
        const bool open = all.lastRepeats && i + 1 == all.offers.size();
        text += indent + "'" + (open ? "*" : std::to_string(i + 1)) + ":"
                + escaped(all.names[i], ":\\") + ":" + actionFor(all.offers[i]) + "' \\\n";
    }
    return text;
}

std::string verbCase(const VerbInfo& verb)
{
    return "        (" + verb.name + ")\n            _arguments $common \\\n"
           + specsOf(verb.options, "                ")
           + operandSpecs(verb.operands, "                ") + "                && found=0\n"
           + "            ;;\n";
}

std::string verbList(const Program& program)
{
    std::string text;
    for (const VerbInfo& verb : program.verbs)
        text += "            '" + verb.name + ":" + escaped(verb.help, ":\\") + "'\n";
    return text;
}

} // namespace

std::string zshCompletion(const Program& program)
{
    const std::string head = "#compdef " + program.name + "\n\n";
    if (program.verbs.empty())
        return head + "_arguments \\\n" + specsOf(program.options, "    ")
               + operandSpecs(program.operands, "    ") + "    && return 0\n";
    std::string cases;
    for (const VerbInfo& verb : program.verbs)
        cases += verbCase(verb);
    return head
           + "local curcontext=$curcontext state line found=1\nlocal -a common verbs\ncommon=( \\\n"
           + specsOf(program.options, "    ") + ")\n"
           + "_arguments -C $common '1:command:->verb' '*::argument:->rest' && found=0\n"
             "case $state in\n    (verb)\n        verbs=(\n"
           + verbList(program)
           + "        )\n        _describe -t commands command verbs && found=0\n        ;;\n"
             "    (rest)\n        case $words[1] in\n"
           + cases + "        esac\n        ;;\nesac\nreturn found\n";
}

} // namespace xpu::manual
