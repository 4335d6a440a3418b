#include "compute/screening/screening.h"

#include "compute/launch/disk_cache.h"
#include "compute/screening/trial.h"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace xpu::screening {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

std::string stampOf(const std::string& path)
{
    std::error_code failed;
    const auto size = fs::file_size(path, failed);
    const auto time = fs::last_write_time(path, failed);
    return failed ? path + " ?"
                  : path + " " + std::to_string(size) + " "
                        + std::to_string(time.time_since_epoch().count());
}

/// The library a manifest names; empty when it cannot be read or leaves the search to the linker.
std::string libraryOf(Interface which, const std::string& manifest)
{
    std::ifstream file(manifest);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (which == Interface::Opencl) {
        text.erase(std::min(text.find_first_of("\r\n"), text.size()));
    } else {
        const json parsed = json::parse(text, nullptr, false);
        const json driver = parsed.is_object() ? parsed.value("ICD", json()) : json();
        const json path = driver.is_object() ? driver.value("library_path", json()) : json();
        text = path.is_string() ? path.get<std::string>() : std::string();
    }
    if (text.find('/') == std::string::npos)
        return {};
    return (fs::path(manifest).parent_path() / text).string();
}

/// Changes when a driver comes, goes or is replaced. The linker's cache stands for the libraries it
/// is asked to find.
std::string keyOf(Interface which, const std::vector<std::string>& manifests)
{
    std::string key = std::string("drivers ") + nameOf(which);
    for (const std::string& manifest : manifests) {
        key += "\n" + stampOf(manifest);
        if (const std::string library = libraryOf(which, manifest); !library.empty())
            key += "\n" + stampOf(library);
    }
    return key + "\n" + stampOf("/etc/ld.so.cache");
}

std::vector<BrokenDriver> tryEach(Interface which, const std::vector<std::string>& manifests,
                                  const Options& options)
{
    std::vector<BrokenDriver> broken;
    for (const std::string& manifest : manifests) {
        const auto alone = onlyThese(which, {manifest}, options.cacheFolder);
        if (!alone)
            continue;
        std::string reason = tryApart(options.worker, which, *alone, options.patience);
        if (!reason.empty())
            broken.push_back({which, manifest, std::move(reason)});
    }
    return broken;
}

/// Each passes alone: when all together still do not, nobody knows whose fault it is.
std::vector<BrokenDriver> tryTogether(Interface which, const std::vector<std::string>& manifests,
                                      const Options& options)
{
    std::vector<BrokenDriver> broken;
    const std::string reason = tryApart(options.worker, which, {}, options.patience);
    for (const std::string& manifest : manifests)
        if (!reason.empty())
            broken.push_back({which, manifest, reason + " beside the other drivers"});
    return broken;
}

std::string textOf(const std::vector<BrokenDriver>& broken)
{
    json all = json::array();
    for (const BrokenDriver& one : broken)
        all.push_back({{"file", one.file}, {"reason", one.reason}});
    return all.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::vector<BrokenDriver> read(Interface which, std::span<const std::byte> bytes)
{
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    std::vector<BrokenDriver> broken;
    for (const json& one : json::parse(text)) // its digest was right: it is what was written
        broken.push_back({which, one.at("file"), one.at("reason")});
    return broken;
}

} // namespace

std::vector<BrokenDriver> brokenDrivers(Interface which, const Environment& environment,
                                        const Options& options)
{
    const auto manifests = manifestsOf(which, environment);
    if (options.worker.empty() || manifests.empty())
        return {};
    const launch::DiskCache verdicts(options.cacheFolder);
    const std::string key = keyOf(which, manifests);
    if (const auto known = verdicts.find(key))
        return read(which, *known);
    std::vector<BrokenDriver> broken;
    // All together first: on a machine in order that is the only trial.
    if (!tryApart(options.worker, which, {}, options.patience).empty()) {
        broken = tryEach(which, manifests, options);
        if (broken.empty())
            broken = tryTogether(which, manifests, options);
    }
    const std::string text = textOf(broken);
    verdicts.store(key, std::as_bytes(std::span(text)));
    return broken;
}

void leaveOut(Interface which, const std::vector<BrokenDriver>& broken,
              const Environment& environment, const Options& options)
{
    if (broken.empty())
        return;
    auto files = manifestsOf(which, environment);
    std::erase_if(files, [&](const std::string& file) {
        return std::any_of(broken.begin(), broken.end(),
                           [&](const BrokenDriver& one) { return one.file == file; });
    });
    const auto variables = onlyThese(which, files, options.cacheFolder);
    if (!variables)
        return;
    // A whole new environment by one store, never freed: other threads may be reading the old one,
    // which setenv would move under their hands.
    auto* texts = new std::vector<std::string>(environmentWith(*variables));
    auto* pointers = new std::vector<char*>();
    for (std::string& text : *texts)
        pointers->push_back(text.data());
    pointers->push_back(nullptr);
    environ = pointers->data();
}

} // namespace xpu::screening
