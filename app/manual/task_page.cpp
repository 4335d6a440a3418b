#include "app/manual/page.h"
#include "core/task/schema.h"

#include <cmath>
#include <cstdio>

namespace xpu::manual {
namespace {

/// How a table of the grammar is written in a file.
std::string_view headingOf(task::Place place)
{
    switch (place) {
    case task::Place::Task:
        return "The file";
    case task::Place::Limits:
        return "[limits]";
    case task::Place::Cloud:
        return "[cloud]";
    case task::Place::Sweep:
        return "[sweep.NAME]";
    case task::Place::Step:
        return "[[step]]";
    case task::Place::Devices:
        return "devices = { }";
    case task::Place::Verify:
        return "verify = { }";
    case task::Place::Variant:
        return "variant = { }";
    case task::Place::Kernel:
        return "kernel = { }";
    case task::Place::Cost:
        return "cost = { }";
    case task::Place::Twin:
        return "cpu = { }";
    case task::Place::Model:
        return "model = { }";
    case task::Place::PortFile:
        return "A port of in or out";
    case task::Place::List:
        break;
    }
    return "#xpu: lines of a command list";
}

std::string typeOf(ParamInfo::Type type)
{
    switch (type) {
    case ParamInfo::Type::Bool:
        return "true or false";
    case ParamInfo::Type::Integer:
        return "integer";
    case ParamInfo::Type::Number:
        return "number";
    case ParamInfo::Type::Text:
        return "text";
    case ParamInfo::Type::NumberList:
        return "array of numbers";
    case ParamInfo::Type::IntegerList:
        break;
    }
    return "array of integers";
}

std::string number(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.15g", value);
    return text;
}

std::string joined(const std::vector<std::string>& words, const std::string& between)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : between) + word;
    return text;
}

/// "sigma: number, more than 0, at most 100, required"
std::string sentenceFor(const ParamInfo& param)
{
    constexpr double kNoBound = 1e299;
    std::string text = param.name + ": " + typeOf(param.type);
    if (param.min > -kNoBound)
        text += (param.minExclusive ? ", more than " : ", at least ") + number(param.min);
    if (param.max < kNoBound)
        text += ", at most " + number(param.max);
    if (!param.choices.empty())
        text += ", one of " + joined(param.choices, " ");
    return text + (param.required ? ", required" : "");
}

std::string portsOf(const OperatorInfo& info)
{
    std::string inputs = joined(info.inputs, ", ");
    for (const std::string& name : info.optionalInputs)
        inputs += "[, " + name + "]";
    if (info.extraInputs)
        inputs += "[, any name]";
    std::string outputs;
    const std::size_t always = info.outputs.size() - info.optionalOutputs;
    for (std::size_t i = 0; i < info.outputs.size(); ++i) {
        const std::string separated = (i > 0 ? ", " : "") + info.outputs[i];
        outputs += i < always ? separated : "[" + separated + "]";
    }
    return (inputs.empty() ? "" : "in " + inputs) + (inputs.empty() || outputs.empty() ? "" : "; ")
           + (outputs.empty() ? "" : "out " + outputs);
}

} // namespace

std::string keyList()
{
    std::string text;
    std::string_view heading;
    for (const task::KeyInfo& key : task::grammar()) {
        if (const std::string_view own = headingOf(key.place); own != heading) {
            heading = own;
            text += ".SS \"" + escaped(std::string(heading)) + "\"\n";
        }
        text += ".TP\n.B " + escaped(std::string(key.key)) + "\n" + escaped(key.expected);
        if (key.inForce == task::KeyInfo::InForce::No)
            text += " (accepted, not in force yet)";
        else if (key.inForce == task::KeyInfo::InForce::OneWord)
            text += " (only \\(dq" + escaped(std::string(key.word)) + "\\(dq is in force yet)";
        text += "\n";
    }
    return text;
}

std::string operatorList(const OperatorCatalog& catalog)
{
    std::string text;
    for (const std::string_view name : catalog.names()) {
        const OperatorInfo& info = *catalog.find(name);
        text += ".TP\n.B " + escaped(info.name) + "\n" + escaped(portsOf(info)) + "\n";
        for (const ParamInfo& param : info.params)
            text += ".br\n" + escaped(sentenceFor(param)) + "\n";
    }
    return text;
}

} // namespace xpu::manual
