#include "core/task/schema.h"

#include "core/task/suggest.h"

#include <algorithm>
#include <span>

namespace xpu::task {
namespace {

enum Expect : std::uint16_t {
    Bool = 1,
    Integer = 2,
    Number = 4,
    Text = 8,
    Date = 16,
    Texts = 32,
    Integers = 64,
    Array = 128,
    Table = 256,
    TextPairs = 512
};

/// Whether this version acts on a key. `Default` = only its default word is obeyed, `ForKernels` =
/// at steps with a kernel.
enum class Obeyed : std::uint8_t { Yes, No, Default, ForKernels };

struct KeyRow {
    Place place;
    std::string_view key;
    std::uint16_t expect;
    std::uint8_t kinds = AnyKind;
    Obeyed obeyed = Obeyed::Yes;
    std::string_view defaultWord = {};
};

/// The whole grammar: every key of version 1. Rows with Obeyed::No are the list behind W901.
constexpr KeyRow kKeys[] = {
    {Place::Task, "xpu", Integer},
    {Place::Task, "name", Text},
    {Place::Task, "priority", Integer},
    {Place::Task, "deadline", Text | Date},
    {Place::Task, "objective", Text, AnyKind, Obeyed::Default, "time"},
    {Place::Task, "seed", Integer},
    {Place::Task, "profile", Text, AnyKind, Obeyed::No},
    {Place::Task, "sweep_zip", TextPairs},
    {Place::Task, "limits", Table},
    {Place::Task, "cloud", Table},
    {Place::Task, "sweep", Table},
    {Place::Task, "step", Array},

    {Place::Limits, "memory", Text},
    {Place::Limits, "power", Text, AnyKind, Obeyed::No},
    {Place::Limits, "energy", Text, AnyKind, Obeyed::No},
    {Place::Limits, "max_slowdown", Number, AnyKind, Obeyed::No},
    {Place::Limits, "max_parallel", Integer},

    {Place::Cloud, "consent", Text, AnyKind, Obeyed::Default, "never"},
    {Place::Cloud, "data", Text, AnyKind, Obeyed::No},
    {Place::Cloud, "max_cost", Number, AnyKind, Obeyed::No},
    {Place::Cloud, "currency", Text, AnyKind, Obeyed::No},
    {Place::Cloud, "cluster", Text, AnyKind, Obeyed::No},
    {Place::Cloud, "partition", Text, AnyKind, Obeyed::No},

    {Place::Sweep, "values", Array},
    {Place::Sweep, "from", Number},
    {Place::Sweep, "to", Number},
    {Place::Sweep, "step", Number},
    {Place::Sweep, "count", Integer},
    {Place::Sweep, "scale", Text},
    {Place::Sweep, "glob", Text},

    {Place::Step, "id", Text},
    {Place::Step, "op", Text},
    {Place::Step, "kernel", Table},
    {Place::Step, "model", Table},
    {Place::Step, "run", Texts},
    {Place::Step, "params", Table, OperatorKind},
    {Place::Step, "global", Array, KernelKind},
    {Place::Step, "push", Table, KernelKind},
    {Place::Step, "spec", Table, KernelKind},
    {Place::Step, "cost", Table, KernelKind},
    {Place::Step, "cpu", Table, KernelKind},
    {Place::Step, "variant", Table, CommandKind, Obeyed::No},
    {Place::Step, "threads", Text | Integer},
    {Place::Step, "env", Texts, CommandKind},
    {Place::Step, "progress", Text, CommandKind},
    {Place::Step, "in", Table},
    {Place::Step, "out", Table},
    {Place::Step, "after", Texts},
    {Place::Step, "devices", Table},
    {Place::Step, "memory", Text},
    {Place::Step, "timeout", Text | Number},
    {Place::Step, "retries", Integer},
    {Place::Step, "retry_on", Texts},
    {Place::Step, "overwrite", Bool},
    {Place::Step, "idempotent", Bool},
    {Place::Step, "verify", Table},
    {Place::Step, "cache", Bool},

    {Place::Devices, "allow", Texts},
    {Place::Devices, "deny", Texts},
    {Place::Devices, "pin", Text},

    {Place::Verify, "finite", Bool},
    {Place::Verify, "compare_devices", Number, AnyKind, Obeyed::ForKernels},
    {Place::Verify, "sha256", Text, AnyKind, Obeyed::No},

    {Place::Variant, "gpu", Texts},
    {Place::Variant, "cpu", Texts},

    {Place::Kernel, "glsl", Text},
    {Place::Kernel, "spirv", Text},
    {Place::Kernel, "opencl", Text},
    {Place::Kernel, "entry", Text},
    {Place::Kernel, "local", Integers},
    {Place::Cost, "flops", Text | Number},
    {Place::Cost, "bytes", Text | Number},
    {Place::Twin, "op", Text},
    {Place::Twin, "params", Table},
    {Place::Twin, "run", Texts, AnyKind, Obeyed::No},
    {Place::Model, "onnx", Text},
    {Place::Model, "batch", Integer},

    {Place::PortFile, "file", Text},
    {Place::PortFile, "dtype", Text},
    {Place::PortFile, "shape", Integers},

    {Place::List, "name", Text},
    {Place::List, "priority", Integer},
    {Place::List, "max_parallel", Integer},
    {Place::List, "threads", Integer},
    {Place::List, "memory", Text},
    {Place::List, "timeout", Text | Number},
    {Place::List, "idempotent", Bool},
    {Place::List, "in_order", Bool},
};

const KeyRow* findRow(Place place, std::string_view key)
{
    for (const KeyRow& row : kKeys)
        if (row.place == place && row.key == key)
            return &row;
    return nullptr;
}

std::vector<std::string_view> keysOf(Place place)
{
    std::vector<std::string_view> keys;
    for (const KeyRow& row : kKeys)
        if (row.place == place)
            keys.push_back(row.key);
    return keys;
}

bool allOf(const TomlValue& value, bool (*is)(const TomlValue&))
{
    const TomlArray* a = value.array();
    return a && std::all_of(a->begin(), a->end(), is);
}

bool isText(const TomlValue& v) { return v.text() != nullptr; }
bool isInteger(const TomlValue& v) { return v.integer() != nullptr; }
bool isTexts(const TomlValue& v) { return allOf(v, isText); }

bool fits(const TomlValue& value, std::uint16_t expect)
{
    return ((expect & Bool) && value.flag()) || ((expect & Integer) && value.integer())
           || ((expect & Number) && value.number()) || ((expect & Text) && value.text())
           || ((expect & Date) && std::holds_alternative<TomlDate>(value.data))
           || ((expect & Texts) && isTexts(value))
           || ((expect & Integers) && allOf(value, isInteger))
           || ((expect & Array) && value.array()) || ((expect & Table) && value.table())
           || ((expect & TextPairs) && allOf(value, isTexts));
}

std::string expectedName(std::uint16_t expect)
{
    constexpr std::pair<std::uint16_t, std::string_view> kNames[] = {
        {Bool, "true or false"},
        {Integer, "integer"},
        {Number, "number"},
        {Text, "text"},
        {Date, "date-time"},
        {Texts, "array of text"},
        {Integers, "array of integers"},
        {Array, "array"},
        {Table, "table"},
        {TextPairs, "array of arrays of text"}};
    std::string out;
    for (const auto& [bit, name] : kNames) {
        if ((expect & bit) == 0)
            continue;
        if (!out.empty())
            out += " or ";
        out += name;
    }
    return out;
}

bool isObeyed(const KeyRow& row, const TomlValue& value, std::uint8_t kind)
{
    if (row.obeyed == Obeyed::ForKernels)
        return kind == KernelKind;
    if (row.obeyed == Obeyed::Default)
        return value.text() && *value.text() == row.defaultWord;
    return row.obeyed == Obeyed::Yes;
}

} // namespace

bool isInForce(Place place, std::string_view key)
{
    const KeyRow* row = findRow(place, key);
    return row != nullptr && row->obeyed == Obeyed::Yes;
}

std::vector<KeyInfo> grammar()
{
    std::vector<KeyInfo> keys;
    for (const KeyRow& row : kKeys) {
        const auto inForce = row.obeyed == Obeyed::Yes  ? KeyInfo::InForce::Yes
                             : row.obeyed == Obeyed::No ? KeyInfo::InForce::No
                                                        : KeyInfo::InForce::OneWord;
        keys.push_back({row.place, row.key, expectedName(row.expect), inForce, row.defaultWord});
    }
    return keys;
}

std::string_view typeName(const TomlValue& value)
{
    constexpr std::string_view kNames[] = {"true or false", "integer", "number", "text",
                                           "date-time",     "array",   "table"};
    return kNames[value.data.index()];
}

void checkKeys(const TomlTable& table, Place place, Findings& findings, std::uint8_t kind)
{
    for (const TomlEntry& entry : table.entries) {
        const KeyRow* row = findRow(place, entry.key);
        if (!row)
            findings.add("E105", entry.at,
                         {{"key", entry.key}, {"nearest", nearest(entry.key, keysOf(place))}});
        else if ((row->kinds & kind) == 0)
            findings.add("E105", entry.at, {{"key", entry.key}}, "kind");
        else if (!fits(entry.value, row->expect))
            findings.add("E107", entry.at,
                         {{"key", entry.key},
                          {"expected", expectedName(row->expect)},
                          {"found", std::string(typeName(entry.value))}});
        else if (!isObeyed(*row, entry.value, kind))
            findings.add("W901", entry.at, {{"key", entry.key}});
    }
}

} // namespace xpu::task
