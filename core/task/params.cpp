#include "core/task/draft.h"
#include "core/task/suggest.h"

#include <algorithm>
#include <charconv>
#include <span>

namespace xpu::task {
namespace {

using Type = ParamInfo::Type;

std::string_view nameOf(Type type)
{
    constexpr std::string_view kNames[] = {"true or false",    "integer",          "number", "text",
                                           "array of numbers", "array of integers"};
    return kNames[static_cast<std::size_t>(type)];
}

std::string numberText(double value)
{
    char buffer[32];
    return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr};
}

std::string rangeOf(const ParamInfo& info)
{
    if (!info.choices.empty())
        return "one of " + joined(info.choices);
    const bool hasMin = info.min > -1e300;
    const bool hasMax = info.max < 1e300;
    const std::string low = numberText(info.min);
    if (hasMin && hasMax)
        return (info.minExclusive ? "greater than " : "") + low
               + (info.minExclusive ? ", at most " : " to ") + numberText(info.max);
    if (hasMin)
        return info.minExclusive ? "greater than " + low : low + " or more";
    return "at most " + numberText(info.max);
}

bool isInRange(const ParamInfo& info, double value)
{
    return (info.minExclusive ? value > info.min : value >= info.min) && value <= info.max;
}

/// A value as the file or a sweep gave it, turned into the operator's type; nullopt = wrong type.
class Convert {
public:
    explicit Convert(Type type) : type_(type) {}

    std::optional<ParamValue> operator()(const SweepValue& value) const
    {
        if (const auto* flag = std::get_if<bool>(&value))
            return type_ == Type::Bool ? std::optional<ParamValue>(*flag) : std::nullopt;
        if (const auto* whole = std::get_if<std::int64_t>(&value)) {
            if (type_ == Type::Integer)
                return ParamValue(*whole);
            if (type_ == Type::IntegerList) // one for all
                return ParamValue(std::vector{*whole});
            return type_ == Type::Number ? std::optional<ParamValue>(static_cast<double>(*whole))
                                         : std::nullopt;
        }
        if (const auto* real = std::get_if<double>(&value))
            return type_ == Type::Number ? std::optional<ParamValue>(*real) : std::nullopt;
        return type_ == Type::Text ? std::optional<ParamValue>(std::get<std::string>(value))
                                   : std::nullopt;
    }

    std::optional<ParamValue> operator()(const TomlValue& value) const
    {
        if (value.flag())
            return (*this)(SweepValue(*value.flag()));
        if (value.integer())
            return (*this)(SweepValue(*value.integer()));
        if (value.number())
            return (*this)(SweepValue(*value.number()));
        if (value.array())
            return list(*value.array());
        return std::nullopt;
    }

private:
    std::optional<ParamValue> list(const TomlArray& array) const
    {
        if (type_ != Type::NumberList && type_ != Type::IntegerList)
            return std::nullopt;
        std::vector<double> numbers;
        std::vector<std::int64_t> integers;
        for (const TomlValue& v : array) {
            if (!v.number() || (type_ == Type::IntegerList && !v.integer()))
                return std::nullopt;
            if (type_ == Type::NumberList)
                numbers.push_back(*v.number());
            else
                integers.push_back(*v.integer());
        }
        return type_ == Type::NumberList ? ParamValue(std::move(numbers))
                                         : ParamValue(std::move(integers));
    }

    Type type_;
};

std::span<const std::string> optionalOutputs(const OperatorInfo& op)
{
    return std::span(op.outputs).last(op.optionalOutputs);
}

bool namesOptionalOutput(const OperatorInfo& op, const std::string& name)
{
    return std::ranges::count(optionalOutputs(op), name) > 0;
}

bool asksFor(const StepDecl& step, const std::string& output)
{
    const auto isSwitch = [&](const ParamDecl& p) {
        const bool* on = p.value->flag();
        return p.name == output && on != nullptr && *on;
    };
    return std::ranges::count(step.out, output, &PortDecl::name) > 0
           || std::ranges::any_of(step.params, isSwitch);
}

/// @param fixed  the value must not depend on a sweep
std::optional<ParamValue> valueOf(const ParamDecl& param, Type type, bool fixed, std::size_t run,
                                  const Sweeps& sweeps)
{
    if (!param.value->text() || fixed)
        return Convert(type)(*param.value);
    if (type == Type::Text)
        return ParamValue(param.text.expand(sweeps, {run, {}, {}, 1}));
    if (const auto axis = param.text.soleAxis())
        return Convert(type)(sweeps.value(run, *axis));
    return std::nullopt;
}

bool isAllowed(const ParamInfo& info, const ParamValue& value)
{
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return isInRange(info, static_cast<double>(*whole));
    if (const auto* real = std::get_if<double>(&value))
        return isInRange(info, *real);
    const auto* text = std::get_if<std::string>(&value);
    return !text || info.choices.empty()
           || std::find(info.choices.begin(), info.choices.end(), *text) != info.choices.end();
}

const ParamInfo* findParam(const OperatorInfo& op, const std::string& name)
{
    for (const ParamInfo& info : op.params)
        if (info.name == name)
            return &info;
    return nullptr;
}

void reportUnknown(const ParamDecl& param, const OperatorInfo& op, Findings& findings)
{
    std::vector<std::string_view> known;
    for (const ParamInfo& info : op.params)
        known.push_back(info.name);
    findings.add("E105", param.at, {{"key", param.name}, {"nearest", nearest(param.name, known)}});
}

void reportMissing(const StepDecl& step, const OperatorInfo& op, Findings& findings)
{
    for (const ParamInfo& info : op.params) {
        const bool given = std::any_of(step.params.begin(), step.params.end(),
                                       [&info](const ParamDecl& p) { return p.name == info.name; });
        if (info.required && !given)
            findings.add("E203", step.paramsAt, {{"key", info.name}, {"op", op.name}}, "missing");
    }
}

std::string foundName(const ParamDecl& param, std::size_t run, const Sweeps& sweeps)
{
    const auto axis = param.text.soleAxis();
    if (!axis)
        return std::string(typeName(*param.value));
    constexpr std::string_view kNames[] = {"true or false", "integer", "number", "text"};
    return std::string(kNames[sweeps.value(run, *axis).index()]);
}

} // namespace

std::string joined(const std::vector<std::string>& words)
{
    std::string out;
    for (const std::string& word : words)
        out += (out.empty() ? "" : ", ") + word;
    return out;
}

bool paramsUseSweep(const StepDecl& step)
{
    const auto uses = [](const ParamDecl& p) { return p.text.usesSweep(); };
    return std::ranges::any_of(step.params, uses)
           || std::ranges::any_of(step.kernel.twinParams, uses);
}

std::vector<std::string> outputsMade(const StepDecl& step, const OperatorInfo& op)
{
    std::vector<std::string> made(
        op.outputs.begin(), op.outputs.end() - static_cast<std::ptrdiff_t>(op.optionalOutputs));
    for (const std::string& name : optionalOutputs(op))
        if (asksFor(step, name))
            made.push_back(name);
    return made;
}

Params readParams(const StepDecl& step, const OperatorInfo& op, std::size_t run,
                  const Sweeps& sweeps, Findings& findings)
{
    if (step.ready)
        return *step.ready;
    Params out;
    for (const ParamDecl& param : step.params) {
        const ParamInfo* info = findParam(op, param.name);
        if (!info) {
            reportUnknown(param, op, findings);
            continue;
        }
        // Which ports a step has is known before its sweeps are.
        const bool fixed = namesOptionalOutput(op, info->name);
        auto value = valueOf(param, info->type, fixed, run, sweeps);
        if (!value)
            findings.add("E107", param.at,
                         {{"key", param.name},
                          {"expected", std::string(nameOf(info->type))},
                          {"found", fixed ? std::string(typeName(*param.value))
                                          : foundName(param, run, sweeps)}});
        else if (!isAllowed(*info, *value))
            findings.add("E203", param.at, {{"key", param.name}, {"range", rangeOf(*info)}});
        else
            out.emplace(param.name, std::move(*value));
    }
    for (const std::string& name : optionalOutputs(op))
        if (asksFor(step, name))
            out.insert_or_assign(name, true);
    reportMissing(step, op, findings);
    return out;
}

} // namespace xpu::task
