#include "compute/screening/manifests.h"

#include "core/settings/private_folder.h"
#include "core/task/digest.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string_view>

namespace xpu::screening {

namespace fs = std::filesystem;

namespace {

std::vector<std::string> parts(std::string_view list)
{
    std::vector<std::string> all;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(':'), list.size());
        if (end > 0)
            all.emplace_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return all;
}

/// Files of a folder, by name; a file stands for itself.
std::vector<std::string> filesAt(const std::string& path, std::string_view ending)
{
    std::error_code failed;
    if (!fs::is_directory(path, failed))
        return fs::exists(path, failed) ? std::vector{path} : std::vector<std::string>();
    std::vector<std::string> files;
    for (const auto& entry : fs::directory_iterator(path, failed))
        if (entry.path().extension() == ending)
            files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<std::string> filesIn(const std::vector<std::string>& places, std::string_view ending)
{
    std::vector<std::string> files;
    for (const std::string& place : places)
        for (std::string& file : filesAt(place, ending))
            if (std::find(files.begin(), files.end(), file) == files.end())
                files.push_back(std::move(file));
    return files;
}

std::vector<std::string> vulkanFolders(const Environment& environment)
{
    const std::string home = environment("HOME").value_or("");
    std::vector<std::string> bases{environment("XDG_CONFIG_HOME").value_or(home + "/.config")};
    const auto append = [&](const std::string& list) {
        for (std::string& one : parts(list))
            bases.push_back(std::move(one));
    };
    append(environment("XDG_CONFIG_DIRS").value_or("/etc/xdg"));
    append("/usr/local/etc:/etc");
    append(environment("XDG_DATA_HOME").value_or(home + "/.local/share"));
    append(environment("XDG_DATA_DIRS").value_or("/usr/local/share:/usr/share"));
    for (std::string& base : bases)
        base += "/vulkan/icd.d";
    return bases;
}

std::vector<std::string> vulkanManifests(const Environment& environment)
{
    for (const char* name : {"VK_DRIVER_FILES", "VK_ICD_FILENAMES"})
        if (const auto named = environment(name); named && !named->empty())
            return filesIn(parts(*named), ".json");
    std::vector<std::string> places = vulkanFolders(environment);
    if (const auto more = environment("VK_ADD_DRIVER_FILES"))
        for (std::string& file : parts(*more))
            places.push_back(std::move(file));
    return filesIn(places, ".json");
}

/// A folder of links to the files, in their order, named by them: made once, for every process.
Result<std::string> linked(const std::vector<std::string>& files, const std::string& under)
{
    std::string list;
    for (const std::string& file : files)
        list += file + "\n";
    const std::string folder = under + "/" + task::sha256Of(list).substr(0, 16);
    const std::string making = folder + "." + std::to_string(getpid());
    std::error_code failed;
    if (fs::is_directory(folder, failed))
        return folder;
    if (auto made = makePrivateFolder(making); !made)
        return made;
    for (std::size_t i = 0; i < files.size(); ++i)
        fs::create_symlink(fs::absolute(files[i]),
                           fs::path(making) / (std::to_string(1000 + i) + ".icd"), failed);
    fs::rename(making, folder, failed);
    if (failed && !fs::is_directory(folder))
        return fail(Errc::Io, folder);
    return folder;
}

} // namespace

std::vector<std::string> manifestsOf(Interface which, const Environment& environment)
{
    if (which == Interface::Vulkan)
        return vulkanManifests(environment);
    return filesIn({environment("OCL_ICD_VENDORS").value_or("/etc/OpenCL/vendors")}, ".icd");
}

Result<std::vector<std::string>> onlyThese(Interface which, const std::vector<std::string>& files,
                                           const std::string& links)
{
    if (which == Interface::Opencl) {
        if (files.empty())
            return std::vector{std::string("OCL_ICD_VENDORS=/dev/null")};
        const auto folder = linked(files, links);
        if (!folder)
            return tl::unexpected(folder.error());
        return std::vector{"OCL_ICD_VENDORS=" + *folder};
    }
    std::string list;
    for (const std::string& file : files)
        list += (list.empty() ? "" : ":") + file;
    if (list.empty())
        list = "/dev/null"; // an empty list would be taken for none
    // The older name is read by loaders that do not know the newer one.
    return std::vector{"VK_DRIVER_FILES=" + list, "VK_ICD_FILENAMES=" + list,
                       std::string("VK_ADD_DRIVER_FILES=")};
}

} // namespace xpu::screening
