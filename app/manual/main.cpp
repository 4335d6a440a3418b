#include "app/ctl/options.h"
#include "app/manual/completion.h"
#include "app/manual/page.h"
#include "app/options/window.h"
#include "compute/operators/catalog.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

// Part of the build: writes manual pages and shell completions from the tables that the programs
// themselves read, and from the prose that no table holds.

namespace xpu::manual {
namespace {

namespace fs = std::filesystem;

Result<std::string> contentOf(const fs::path& path)
{
    std::ifstream file(path);
    std::ostringstream content;
    content << file.rdbuf();
    if (!file)
        return fail(Errc::Io, path.string());
    return content.str();
}

Result<void> write(const fs::path& path, const std::string& content)
{
    std::ofstream file(path);
    file << content;
    file.close();
    if (!file)
        return fail(Errc::Io, path.string());
    return {};
}

Result<void> writePage(const fs::path& prose, const fs::path& target,
                       const std::map<std::string, std::string>& parts)
{
    const auto text = contentOf(prose / (target.filename().string() + ".in"));
    if (!text)
        return tl::unexpected(text.error());
    const auto page = fillHoles(*text, parts);
    if (!page)
        return tl::unexpected(page.error());
    return write(target, *page);
}

Result<void> writeProgram(const fs::path& prose, const fs::path& folder,
                          const options::Program& program)
{
    const std::map<std::string, std::string> parts = {{"COMMANDS", commandList(program)},
                                                      {"OPTIONS", optionList(program.options)},
                                                      {"EXITS", exitList(program)}};
    return writePage(prose, folder / (program.name + ".1"), parts)
        .and_then([&] { return write(folder / (program.name + ".bash"), bashCompletion(program)); })
        .and_then([&] { return write(folder / ("_" + program.name), zshCompletion(program)); })
        .and_then(
            [&] { return write(folder / (program.name + ".fish"), fishCompletion(program)); });
}

Result<void> writeAll(const fs::path& prose, const fs::path& folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    return writeProgram(prose, folder, ctl::program())
        .and_then([&] { return writeProgram(prose, folder, options::window()); })
        .and_then([&] {
            return writePage(prose, folder / "xpu-task.5",
                             {{"KEYS", keyList()},
                              {"OPERATORS", operatorList(operators::BuiltinCatalog::instance())}});
        });
}

} // namespace
} // namespace xpu::manual

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::fputs("usage: xpu-manual FOLDER_OF_PROSE TARGET_FOLDER\n", stderr);
        return 2;
    }
    const auto done = xpu::manual::writeAll(argv[1], argv[2]);
    if (done)
        return 0;
    std::fprintf(stderr, "xpu-manual: %s\n", done.error().context.c_str());
    return 1;
}
