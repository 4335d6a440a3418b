#include "core/settings/private_folder.h"
#include "core/settings/settings.h"

#include <fcntl.h>
#include <toml++/toml.h>
#include <unistd.h>

#include <filesystem>
#include <sstream>
#include <system_error>
#include <vector>

namespace xpu {
namespace {

namespace fs = std::filesystem;

std::string quoted(const std::string& text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            (out += '\\') += c;
        else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            ((out += "\\u00") += "0123456789ABCDEF"[c >> 4]) += "0123456789ABCDEF"[c & 15];
        else
            out += c;
    }
    return out + '"';
}

std::string literal(const SettingValue& value)
{
    if (const auto* text = std::get_if<std::string>(&value))
        return quoted(*text);
    std::ostringstream out;
    if (const auto* real = std::get_if<double>(&value))
        out << toml::value<double>(*real);
    else
        out << std::get<std::int64_t>(value);
    return out.str();
}

bool holds(const toml::table& root, const std::string& key, const SettingValue& value)
{
    const auto node = root.at_path(key);
    return std::visit(
        [&](const auto& wanted) {
            return node.value_exact<std::decay_t<decltype(wanted)>>() == wanted;
        },
        value);
}

std::size_t lineStart(const std::string& text, std::size_t line)
{
    std::size_t at = 0;
    for (std::size_t i = 1; i < line; ++i) {
        const std::size_t end = text.find('\n', at);
        if (end == std::string::npos)
            return text.size();
        at = end + 1;
    }
    return at;
}

/// Byte offset of a position, whose column counts code points.
std::size_t offsetOf(const std::string& text, const toml::source_position& position)
{
    std::size_t at = lineStart(text, position.line);
    for (std::size_t column = 1; column < position.column && at < text.size(); ++column)
        do
            ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80);
    return at;
}

std::string withLineEnd(std::string text)
{
    if (!text.empty() && text.back() != '\n')
        text += '\n';
    return text;
}

/// Root keys stand before the first table and the comment that belongs to it.
std::size_t endOfRootKeys(const std::string& text, const toml::table& root)
{
    std::size_t first = 0;
    for (const auto& [name, node] : root) {
        const std::size_t line = node.source().begin.line;
        const bool headed =
            (node.is_table() && !node.as_table()->is_inline()) || node.is_array_of_tables();
        if (headed && text[lineStart(text, line)] == '[' && (first == 0 || line < first))
            first = line;
    }
    if (first == 0)
        return text.size();
    while (first > 1 && text[lineStart(text, first - 1)] == '#')
        --first;
    return lineStart(text, first);
}

/// The ways to add a key, best first: not every form of a table takes a line below its head.
std::vector<std::string> added(const std::string& original, const toml::table& root,
                               const std::string& key, const std::string& value)
{
    std::string text = withLineEnd(original);
    const std::size_t rootEnd = endOfRootKeys(text, root);
    const std::string dotted = key + " = " + value + "\n";
    const auto inserted = [&text](std::size_t at, const std::string& line) {
        return std::string(text).insert(at, line);
    };
    const std::size_t dot = key.find('.');
    if (dot == std::string::npos)
        return {inserted(rootEnd, dotted)};
    const std::string table = key.substr(0, dot);
    const std::string line = key.substr(dot + 1) + " = " + value + "\n";
    const toml::node* present = root.get(table);
    if (present == nullptr)
        return {text + (text.empty() ? "[" : "\n[") + table + "]\n" + line};
    return {inserted(lineStart(text, present->source().begin.line + 1), line),
            inserted(rootEnd, dotted)};
}

/// Whether this is what was wanted: the text is read again, so that a form of table this editor
/// does not know, such as an inline one, cannot end as a broken file.
bool reads(const std::string& text, const std::string& key, const SettingValue& value)
{
    try {
        return holds(toml::parse(text), key, value);
    } catch (const toml::parse_error&) {
        return false;
    }
}

Result<void> writeAll(int fd, const std::string& text, const std::string& file)
{
    std::size_t at = 0;
    while (at < text.size()) {
        const ssize_t n = write(fd, text.data() + at, text.size() - at);
        if (n < 0 && errno != EINTR)
            return fail(errno == ENOSPC ? Errc::NoSpace : Errc::Io,
                        file + ": " + std::generic_category().message(errno));
        at += n > 0 ? static_cast<std::size_t>(n) : 0;
    }
    if (fsync(fd) != 0)
        return fail(Errc::Io, file + ": " + std::generic_category().message(errno));
    return {};
}

Result<void> replaceFile(const std::string& file, const std::string& text)
{
    std::string temporary = file + ".XXXXXX";
    const int fd = mkostemp(temporary.data(), O_CLOEXEC);
    if (fd < 0)
        return fail(Errc::Io, file + ": " + std::generic_category().message(errno));
    Result<void> done = writeAll(fd, text, file);
    close(fd);
    std::error_code failed;
    if (done) {
        fs::rename(temporary, file, failed);
        if (failed)
            done = fail(Errc::Io, file + ": " + failed.message());
    }
    if (!done)
        fs::remove(temporary, failed);
    return done;
}

} // namespace

Result<std::string> withSetting(const std::string& text, const std::string& key,
                                const SettingValue& value)
{
    try {
        const toml::table root = toml::parse(text);
        std::vector<std::string> ways;
        if (const toml::node* node = root.at_path(key).node()) {
            if (!node->is_value())
                return fail(Errc::InvalidInput, key);
            const std::size_t from = offsetOf(text, node->source().begin);
            const std::size_t to = offsetOf(text, node->source().end);
            ways.push_back(std::string(text).replace(from, to - from, literal(value)));
        } else {
            ways = added(text, root, key, literal(value));
        }
        for (std::string& edited : ways)
            if (reads(edited, key, value))
                return std::move(edited);
        return fail(Errc::InvalidInput, key);
    } catch (const toml::parse_error& error) {
        return fail(Errc::InvalidInput, std::string(error.description()));
    }
}

Result<void> storeSetting(const std::string& file, const std::string& key,
                          const SettingValue& value)
{
    std::error_code failed;
    // A link, as people keep their settings in a repository, stays a link.
    const fs::path real = fs::weakly_canonical(file, failed);
    const std::string target = failed ? file : real.string();
    if (Result<std::string> made = makePrivateFolder(fs::path(target).parent_path().string());
        !made && made.error().code != Errc::Permission)
        return tl::unexpected(made.error());
    // What cannot be read must not be replaced by the one key.
    const Result<std::string> text = readSettingsFile(target);
    if (!text)
        return tl::unexpected(text.error());
    const Result<std::string> edited = withSetting(*text, key, value);
    if (!edited)
        return tl::unexpected(edited.error());
    return replaceFile(target, *edited);
}

} // namespace xpu
