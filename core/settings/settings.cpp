#include "core/settings/settings.h"

#include "core/settings/rate_files.h"
#include "core/settings/setting_table.h"
#include "core/task/suggest.h"
#include "core/wording/translator.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <toml++/toml.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <system_error>

namespace xpu {
namespace {

using wording::filled;
using wording::translated;

/// Far more than every key with a page of comments.
constexpr std::size_t kLargestFile = 1 << 20;
constexpr std::size_t kMostProblems = 20;

/// A key from the file in one line of a terminal or a label, however it was meant.
std::string printable(std::string_view raw)
{
    constexpr std::size_t kLongest = 80;
    std::string out;
    for (const char c : raw) {
        const auto byte = static_cast<unsigned char>(c);
        if (out.size() >= kLongest && (byte & 0xC0u) != 0x80u)
            return out + "…";
        // U+0080 to U+009F, controls as well, are C2 80 to C2 9F.
        const bool c1 = !out.empty() && static_cast<unsigned char>(out.back()) == 0xC2
                        && byte >= 0x80 && byte < 0xA0;
        if (c1)
            out.pop_back();
        out += byte < 0x20 || byte == 0x7F || c1 ? '?' : c;
    }
    return out;
}

/// Reads known keys out of a parsed file and notes what does not fit.
class SettingsReader {
public:
    LoadedSettings read(const toml::table& root)
    {
        readTable(root, "");
        std::stable_sort(loaded_.problems.begin(), loaded_.problems.end(),
                         [](const auto& a, const auto& b) { return a.line < b.line; });
        if (loaded_.problems.size() > kMostProblems)
            loaded_.problems.resize(kMostProblems);
        return std::move(loaded_);
    }

private:
    void problem(const std::string& key, const toml::node& node, std::string message)
    {
        // No key at all means the whole file.
        loaded_.problems.push_back({key.empty() ? "\"\"" : printable(key),
                                    static_cast<int>(node.source().begin.line),
                                    std::move(message)});
    }

    /// Whether keys of this table are known, as "telemetry" is.
    static bool isTable(const std::string& key)
    {
        return std::any_of(settingTable().begin(), settingTable().end(),
                           [&](const auto& info) { return info.key.starts_with(key + "."); });
    }

    void readTable(const toml::table& table, const std::string& prefix)
    {
        for (const auto& [name, node] : table) {
            const std::string key = prefix + std::string(name.str());
            // A dot inside a quoted key is no path.
            const bool plain = name.str().find('.') == std::string_view::npos;
            if (const SettingInfo* info = plain ? findSetting(key) : nullptr)
                readValue(*info, node);
            else if (plain && prefix.empty() && isTable(key))
                enter(key, node);
            else
                unknown(key, node);
        }
    }

    void enter(const std::string& key, const toml::node& node)
    {
        if (const toml::table* below = node.as_table())
            readTable(*below, key + ".");
        else
            problem(key, node,
                    filled(XPU_TR("settings", "a table [{key}] is expected"), {{"key", key}}));
    }

    void unknown(const std::string& key, const toml::node& node)
    {
        std::vector<std::string_view> known;
        for (const SettingInfo& info : settingTable())
            known.push_back(info.key);
        const std::string meant = key.size() < 64 ? task::nearest(key, known) : "";
        problem(key, node,
                meant.empty() ? translated(XPU_TR("settings", "no such setting"))
                              : filled(XPU_TR("settings", "no such setting; did you mean {key}?"),
                                       {{"key", meant}}));
    }

    static std::optional<SettingValue> valueOf(const SettingInfo& info, const toml::node& node)
    {
        if (auto text = node.value_exact<std::string>())
            return *text;
        if (const auto integer = node.value_exact<std::int64_t>())
            return info.kind == SettingInfo::Kind::Real
                       ? SettingValue(static_cast<double>(*integer))
                       : SettingValue(*integer);
        if (const auto real = node.value_exact<double>())
            return *real;
        return std::nullopt;
    }

    void readValue(const SettingInfo& info, const toml::node& node)
    {
        // Whatever is no text and no number is refused like a text that does not fit: a line end
        // fits nowhere.
        const SettingValue value = valueOf(info, node).value_or(std::string("\n"));
        if (const Result<void> accepted = acceptSetting(info, value))
            info.put(loaded_.values, value);
        else
            problem(std::string(info.key), node, accepted.error().context);
    }

    LoadedSettings loaded_;
};

LoadedSettings defaultsBecause(int line, std::string message)
{
    LoadedSettings defaults;
    defaults.problems.push_back({"", line, std::move(message)});
    return defaults;
}

Result<std::string> readAll(int fd, const std::string& file, std::size_t size)
{
    std::string text(size, '\0');
    std::size_t at = 0;
    while (at < size) {
        const ssize_t n = read(fd, text.data() + at, size - at);
        if (n < 0 && errno != EINTR)
            return fail(Errc::Io, file + ": " + std::generic_category().message(errno));
        if (n == 0)
            break; // somebody shortened it meanwhile
        at += n > 0 ? static_cast<std::size_t>(n) : 0;
    }
    text.resize(at);
    return text;
}

} // namespace

Result<std::string> readSettingsFile(const std::string& file)
{
    // Without O_NONBLOCK a pipe in its place would keep the program from starting.
    const int fd = open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
        return std::string();
    if (fd < 0)
        return fail(errno == EACCES ? Errc::Permission : Errc::Io,
                    file + ": " + std::generic_category().message(errno));
    struct stat info {};
    const bool known = fstat(fd, &info) == 0;
    Result<std::string> text =
        fail(Errc::InvalidInput,
             filled(XPU_TR("settings", "{file} is no ordinary file"), {{"file", printable(file)}}));
    if (known && S_ISREG(info.st_mode) && info.st_size > static_cast<off_t>(kLargestFile))
        text = fail(Errc::InvalidInput,
                    filled(XPU_TR("settings", "{file} is too large to be settings"),
                           {{"file", printable(file)}}));
    else if (known && S_ISREG(info.st_mode))
        text = readAll(fd, file, static_cast<std::size_t>(info.st_size));
    close(fd);
    return text;
}

LoadedSettings parseSettings(const std::string& text)
{
    try {
        return SettingsReader().read(toml::parse(text));
    } catch (const toml::parse_error& error) {
        return defaultsBecause(static_cast<int>(error.source().begin.line),
                               printable(error.description()));
    }
}

LoadedSettings loadSettings(const std::string& file)
{
    const Result<std::string> text = readSettingsFile(file);
    if (!text)
        return defaultsBecause(0, text.error().context);
    LoadedSettings loaded = parseSettings(*text);
    for (SettingProblem& problem : loadRates(loaded.values, file).problems)
        loaded.problems.push_back(std::move(problem));
    return loaded;
}

} // namespace xpu
