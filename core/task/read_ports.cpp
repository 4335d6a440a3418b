#include "core/task/readers.h"

#include <charconv>

namespace xpu::task {
namespace {

/// "[512, 512]" with extents of 0 or more, rank at most 8.
std::optional<Shape> shapeFromText(std::string_view text)
{
    if (text.size() < 2 || text.front() != '[' || text.back() != ']')
        return std::nullopt;
    text = text.substr(1, text.size() - 2);
    Shape shape;
    while (!text.empty()) {
        while (text.starts_with(' '))
            text.remove_prefix(1);
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(),
                                                  shape.extent[shape.rank % Shape::kMaxRank]);
        if (error != std::errc{} || ++shape.rank > Shape::kMaxRank)
            return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        while (text.starts_with(' '))
            text.remove_prefix(1);
        if (text.empty())
            break;
        if (text.front() != ',')
            return std::nullopt;
        text.remove_prefix(1);
    }
    return shape;
}

std::optional<Shape> shapeFromArray(const TomlArray& extents)
{
    Shape shape;
    for (const TomlValue& e : extents) {
        if (!e.integer() || *e.integer() < 0 || shape.rank == Shape::kMaxRank)
            return std::nullopt;
        shape.extent[shape.rank++] = static_cast<std::uint64_t>(*e.integer());
    }
    return shape;
}

void badPort(const char* key, Position at, std::string range, Findings& findings)
{
    findings.add("E203", at, {{"key", key}, {"range", std::move(range)}});
}

constexpr std::size_t kMaxPorts = 256;
constexpr const char* kDTypeRange = "one of f16, f32, f64, i8 to i64, u8 to u64, c64";
constexpr const char* kShapeRange = "at most 8 extents of 0 or more";

/// "buf", "buf:f32", "buf:f32[4,4]".
void readBuffer(std::string_view text, PortDecl& port, Findings& findings)
{
    port.form = PortDecl::Form::Buffer;
    if (text == "buf")
        return;
    text.remove_prefix(4);
    const std::size_t bracket = text.find('[');
    port.dtype = dtypeFromName(text.substr(0, bracket));
    if (!port.dtype)
        badPort("dtype", port.at, kDTypeRange, findings);
    if (bracket == std::string_view::npos)
        return;
    port.shape = shapeFromText(text.substr(bracket));
    if (!port.shape)
        badPort("shape", port.at, kShapeRange, findings);
}

void readFileTable(const TomlTable& table, PortDecl& port, Findings& findings)
{
    port.form = PortDecl::Form::File;
    checkKeys(table, Place::PortFile, findings);
    if (const std::string* file = readText(table, "file"))
        port.raw = *file;
    else if (!table.find("file"))
        findings.add("E108", port.at, {{"key", "file"}});
    if (const TomlEntry* dtype = table.find("dtype"); dtype && dtype->value.text()) {
        port.dtype = dtypeFromName(*dtype->value.text());
        if (!port.dtype)
            badPort("dtype", dtype->at, kDTypeRange, findings);
    }
    if (const TomlEntry* shape = table.find("shape"); shape && shape->value.array()) {
        port.shape = shapeFromArray(*shape->value.array());
        if (!port.shape)
            badPort("shape", shape->at, kShapeRange, findings);
    }
}

bool isBuffer(const std::string& text) { return text == "buf" || text.starts_with("buf:"); }

} // namespace

std::vector<PortDecl> readPorts(const TomlTable& ports, const Sweeps& sweeps, Findings& findings)
{
    std::vector<PortDecl> out;
    for (const TomlEntry& entry : ports.entries) {
        if (out.size() == kMaxPorts) {
            badPort("ports", entry.at, "at most " + std::to_string(kMaxPorts) + " of them",
                    findings);
            break;
        }
        PortDecl port;
        port.name = entry.key;
        port.at = entry.at;
        if (const std::string* text = entry.value.text()) {
            port.raw = *text;
            if (isBuffer(*text))
                readBuffer(*text, port, findings);
        } else if (const TomlTable* table = entry.value.table()) {
            readFileTable(*table, port, findings);
        } else {
            findings.add("E107", entry.at,
                         {{"key", entry.key},
                          {"expected", "text or table"},
                          {"found", std::string(typeName(entry.value))}});
            continue;
        }
        port.text = Substitution(port.raw, sweeps, false);
        out.push_back(std::move(port));
    }
    return out;
}

} // namespace xpu::task
