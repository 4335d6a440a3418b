#include "app/manual/page.h"

#include <sstream>

namespace xpu::manual {
namespace {

using options::OptionInfo;
using options::Program;
using options::VerbInfo;

std::string term(const std::string& name, const std::string& value, const std::string& help)
{
    std::string text = ".TP\n";
    text += value.empty() ? ".B " + escaped(name)
                          : ".BI \"" + escaped(name) + " \" \"" + escaped(value) + "\"";
    return text + "\n" + escaped(help) + "\n";
}

} // namespace

std::string escaped(const std::string& text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '\\':
            out += "\\e";
            break;
        case '-':
            out += "\\-";
            break;
        case '"':
            out += "\\(dq";
            break;
        case '\'':
            out += "\\(aq";
            break;
        default:
            out += c;
        }
    }
    return out.starts_with('.') ? "\\&" + out : out;
}

std::string optionList(const std::vector<OptionInfo>& options)
{
    std::string text;
    for (const OptionInfo& o : options)
        text += term(o.name, o.value, o.help);
    return text;
}

std::string commandList(const Program& program)
{
    std::string text;
    for (const VerbInfo& verb : program.verbs) {
        text += term(verb.name, verb.operands, verb.help);
        if (!verb.options.empty())
            text += ".RS\n" + optionList(verb.options) + ".RE\n";
    }
    return text;
}

std::string exitList(const Program& program)
{
    std::string text;
    for (const options::ExitStatus& exit : program.exits)
        text += term(std::to_string(exit.value), {}, exit.help);
    return text;
}

Result<std::string> fillHoles(const std::string& prose,
                              const std::map<std::string, std::string>& parts)
{
    std::string text;
    std::istringstream lines(prose);
    for (std::string line; std::getline(lines, line);) {
        if (line.size() < 3 || line.front() != '@' || line.back() != '@') {
            text += line + "\n";
            continue;
        }
        const auto part = parts.find(line.substr(1, line.size() - 2));
        if (part == parts.end())
            return fail(Errc::InvalidInput, "nothing fills " + line);
        text += part->second;
    }
    return text;
}

} // namespace xpu::manual
