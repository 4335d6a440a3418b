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
void checkFile(const TomlEntry& entry, PathJail& jail, Findings& findings)
{
    const std::string* path = entry.value.text();
    if (!path)
        return;
    const auto source = jail.locate(*path);
    if (!source) {
        findings.add("E301", entry.at, {{"path", *path}});
        return;
    }
    if (const auto file = jail.open(*source); !file)
        findings.add(file.error().code == Errc::Permission ? "E307" : "E302", entry.at,
                     {{"path", *path}});
}

bool isExtent(const TomlValue& v)
{
    return (v.integer() && *v.integer() > 0 && *v.integer() <= INT32_MAX) || v.text();
}

void checkExtents(const TomlTable& table, std::string_view key, Findings& findings)
{
    const TomlEntry* entry = table.find(key);
    if (!entry || !entry->value.array())
        return;
    const TomlArray& extents = *entry->value.array();
    bool fine = !extents.empty() && extents.size() <= 3;
    for (const TomlValue& e : extents)
        fine = fine && isExtent(e);
    if (!fine)
        findings.add("E203", entry->at,
                     {{"key", entry->key}, {"range", "one to three extents greater than 0"}});
}

/// `push` and `spec`: plain numbers and flags by name.
void checkConstants(const TomlTable& step, std::string_view key, Findings& findings)
{
    const TomlTable* table = subTable(step, key);
    if (!table)
        return;
    for (const TomlEntry& entry : table->entries)
        if (!entry.value.number() && !entry.value.flag() && !entry.value.text())
            findings.add("E107", entry.at,
                         {{"key", entry.key},
                          {"expected", "number, text or true or false"},
                          {"found", std::string(typeName(entry.value))}});
}

void checkTwin(const TomlTable& step, Findings& findings)
{
    const TomlTable* twin = subTable(step, "cpu");
    if (!twin)
        return;
    checkKeys(*twin, Place::Twin, findings);
    if ((twin->find("op") != nullptr) == (twin->find("run") != nullptr))
        findings.add("E201", step.find("cpu")->at, {}, "twin");
}

} // namespace

void readKernel(const TomlTable& step, PathJail& jail, Findings& findings)
{
    const TomlTable* kernel = subTable(step, "kernel");
    if (!kernel)
        return;
    constexpr std::array<std::string_view, 3> kSources = {"glsl", "spirv", "opencl"};
    checkKeys(*kernel, Place::Kernel, findings);
    std::size_t sources = 0;
    for (const std::string_view key : kSources)
        if (const TomlEntry* entry = kernel->find(key)) {
            ++sources;
            checkFile(*entry, jail, findings);
        }
    if (sources != 1)
        findings.add("E201", step.find("kernel")->at, {}, "source");
    checkExtents(*kernel, "local", findings);
    checkExtents(step, "global", findings);
    checkConstants(step, "push", findings);
    checkConstants(step, "spec", findings);
    if (const TomlTable* cost = subTable(step, "cost"))
        checkKeys(*cost, Place::Cost, findings);
    checkTwin(step, findings);
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
