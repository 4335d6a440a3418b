#include "core/task/digest.h"
#include "core/task/readers.h"

#include <array>

namespace xpu::task {
namespace {

const TomlTable* subTable(const TomlTable& step, std::string_view key)
{
    const TomlEntry* entry = step.find(key);
    return entry ? entry->value.table() : nullptr;
}

/// A kernel or model file must be there, inside the jail.
std::optional<FileSource> checkFile(const TomlEntry& entry, PathJail& jail, Findings& findings)
{
    const std::string* path = entry.value.text();
    if (!path)
        return std::nullopt;
    auto source = jail.locate(*path);
    if (!source) {
        findings.add("E301", entry.at, {{"path", *path}});
        return std::nullopt;
    }
    if (const auto file = jail.open(*source); !file) {
        findings.add(file.error().code == Errc::Permission ? "E307" : "E302", entry.at,
                     {{"path", *path}});
        return std::nullopt;
    }
    return std::move(*source);
}

bool isExtent(const TomlValue& v)
{
    return (v.integer() && *v.integer() > 0 && *v.integer() <= INT32_MAX) || v.text();
}

bool checkExtents(const TomlEntry& entry, Findings& findings)
{
    if (!entry.value.array())
        return false;
    const TomlArray& extents = *entry.value.array();
    bool fine = !extents.empty() && extents.size() <= 3;
    for (const TomlValue& e : extents)
        fine = fine && isExtent(e);
    if (!fine)
        findings.add("E203", entry.at,
                     {{"key", entry.key}, {"range", "one to three extents greater than 0"}});
    return fine;
}

/// What a literal, or a sweep's value in its place, is turned into.
ParamInfo::Type typeOf(const TomlValue& value)
{
    if (value.flag())
        return ParamInfo::Type::Bool;
    return value.integer() ? ParamInfo::Type::Integer : ParamInfo::Type::Number;
}

class KernelReader {
public:
    KernelReader(const TomlTable& table, const Sweeps& sweeps, PathJail& jail, StepDecl& step,
                 Findings& findings)
        : table_(table), sweeps_(sweeps), jail_(jail), step_(step), findings_(findings)
    {}

    void read(const TomlTable& kernel)
    {
        checkKeys(kernel, Place::Kernel, findings_);
        readSource(kernel);
        if (const std::string* entry = readText(kernel, "entry"))
            step_.kernel.entry = *entry;
        readExtents(kernel, "local");
        readExtents(table_, "global");
        readConstants("push");
        readConstants("spec");
        if (const TomlTable* cost = subTable(table_, "cost")) {
            checkKeys(*cost, Place::Cost, findings_);
            readCost(*cost, "flops", step_.kernel.flops);
            readCost(*cost, "bytes", step_.kernel.bytes);
        }
        readTwin();
    }

private:
    void readSource(const TomlTable& kernel)
    {
        constexpr std::array<std::string_view, 3> kLanguages = {"glsl", "spirv", "opencl"};
        std::size_t sources = 0;
        for (const std::string_view key : kLanguages) {
            const TomlEntry* entry = kernel.find(key);
            if (!entry)
                continue;
            ++sources;
            if (!entry->value.text())
                continue;
            step_.kernel.language = key;
            step_.kernel.file = *entry->value.text();
            step_.kernel.fileAt = entry->at;
            digest(*entry);
        }
        if (sources != 1)
            findings_.add("E201", table_.find("kernel")->at, {}, "source");
    }

    void digest(const TomlEntry& entry)
    {
        if (auto source = checkFile(entry, jail_, findings_))
            if (const auto fd = jail_.open(*source)) {
                step_.kernel.sha256 = sha256OfFile(fd->get()).value_or(std::string());
                step_.kernel.source = std::move(*source);
            }
    }

    void addParam(std::string name, const TomlEntry& key, const TomlValue& value, double min)
    {
        ParamInfo info{.name = name, .type = typeOf(value)};
        if (min > 0) {
            info.type = ParamInfo::Type::Integer;
            info.min = min;
            info.max = INT32_MAX;
        }
        step_.kernel.params.push_back(std::move(info));
        step_.params.push_back(
            {std::move(name), key.at, &value,
             value.text() ? Substitution(*value.text(), sweeps_, false) : Substitution()});
    }

    void readExtents(const TomlTable& table, std::string_view key)
    {
        const TomlEntry* entry = table.find(key);
        if (!entry || !checkExtents(*entry, findings_))
            return;
        const TomlArray& extents = *entry->value.array();
        for (std::size_t axis = 0; axis < extents.size(); ++axis)
            addParam(std::string(key) + '.' + "xyz"[axis], *entry, extents[axis], 1);
    }

    /// Plain numbers and flags by name, or a sweep's value.
    void readConstants(std::string_view key)
    {
        const TomlTable* constants = subTable(table_, key);
        if (!constants)
            return;
        for (const TomlEntry& entry : constants->entries)
            if (entry.value.number() || entry.value.flag() || entry.value.text())
                addParam(std::string(key) + '.' + entry.key, entry, entry.value, 0);
            else
                findings_.add("E107", entry.at,
                              {{"key", entry.key},
                               {"expected", "number, text or true or false"},
                               {"found", std::string(typeName(entry.value))}});
    }

    static void readCost(const TomlTable& cost, std::string_view key, KernelDecl::Cost& out)
    {
        const TomlEntry* entry = cost.find(key);
        if (!entry)
            return;
        out.at = entry->at;
        if (const std::string* text = entry->value.text())
            out.text = *text;
        else if (const auto number = entry->value.number())
            out.text = std::to_string(*number);
    }

    void readTwin()
    {
        const TomlTable* twin = subTable(table_, "cpu");
        if (!twin)
            return;
        checkKeys(*twin, Place::Twin, findings_);
        const TomlEntry& key = *table_.find("cpu");
        if ((twin->find("op") != nullptr) == (twin->find("run") != nullptr))
            findings_.add("E201", key.at, {}, "twin");
        step_.kernel.twinAt = key.at;
        if (const std::string* op = readText(*twin, "op"))
            step_.kernel.twin = *op;
        if (const TomlTable* params = subTable(*twin, "params"))
            for (const TomlEntry& p : params->entries)
                step_.kernel.twinParams.push_back(
                    {p.key, p.at, &p.value,
                     p.value.text() ? Substitution(*p.value.text(), sweeps_, false)
                                    : Substitution()});
    }

    const TomlTable& table_;
    const Sweeps& sweeps_;
    PathJail& jail_;
    StepDecl& step_;
    Findings& findings_;
};

} // namespace

void readKernel(const TomlTable& table, const Sweeps& sweeps, PathJail& jail, StepDecl& step,
                Findings& findings)
{
    if (const TomlTable* kernel = subTable(table, "kernel"))
        KernelReader(table, sweeps, jail, step, findings).read(*kernel);
}

ModelDecl readModel(const TomlTable& step, PathJail& jail, Findings& findings)
{
    ModelDecl out;
    const TomlTable* model = subTable(step, "model");
    if (!model)
        return out;
    checkKeys(*model, Place::Model, findings);
    out.batch = readInteger(*model, "batch", 1, INT32_MAX, 0, findings);
    const TomlEntry* onnx = model->find("onnx");
    if (!onnx) {
        findings.add("E201", step.find("model")->at, {}, "source");
        return out;
    }
    checkFile(*onnx, jail, findings);
    if (const std::string* path = onnx->value.text())
        if (auto file = jail.locate(*path); file && jail.open(*file))
            out.file = std::move(*file);
    return out;
}

} // namespace xpu::task
