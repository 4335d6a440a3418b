#include "app/control_center/samples.h"

#include <QCoreApplication>
#include <QStandardPaths>

#include <filesystem>

namespace xpu::control_center {
namespace {

namespace fs = std::filesystem;

/// Found from where the program lies, so that a moved installation keeps its samples. A build
/// folder has the same places as an installation.
fs::path samplesFolder()
{
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error).parent_path();
    return fs::canonical(program / "../share/xpu-optimizer/samples", error);
}

Errc codeOf(const std::error_code& error)
{
    if (error == std::errc::permission_denied || error == std::errc::read_only_file_system)
        return Errc::Permission;
    return error == std::errc::no_such_file_or_directory ? Errc::NotFound : Errc::Io;
}

} // namespace

std::vector<std::string> sampleFiles()
{
    std::vector<std::string> found;
    const fs::path folder = samplesFolder();
    for (const char* name : {"commands/word-counts.xpu.toml", "numbers/normalised-product.xpu.toml",
                             "pictures/soften-and-shrink.xpu.toml"}) {
        std::error_code none;
        if (fs::exists(folder / name, none))
            found.push_back((folder / name).string());
    }
    return found;
}

Result<std::string> copySample(const std::string& sample, const std::string& folder)
{
    const fs::path source = fs::path(sample).parent_path();
    const fs::path target = fs::path(folder) / source.filename();
    std::error_code error;
    fs::create_directories(target, error);
    if (!error)
        fs::copy(source, target, fs::copy_options::recursive | fs::copy_options::skip_existing,
                 error);
    if (error)
        return fail(codeOf(error), target.string() + ": " + error.message());
    return (target / fs::path(sample).filename()).string();
}

std::string sampleCopies()
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return documents.toStdString() + "/XPU Optimizer samples";
}

} // namespace xpu::control_center
