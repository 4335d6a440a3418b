#include "tests/gpu/candidates.h"
#include "tests/gpu/families.h"
#include "tests/gpu/shader_compiler.h"

#include <QCoreApplication>

#include <cstdio>
#include <fstream>

using namespace xpu;
using namespace xpu::tests;

namespace {

constexpr int kNoDriver = 77;

int refuse(const Error& error)
{
    std::printf("%s\n", error.context.c_str());
    std::fflush(stdout);
    return error.code == Errc::NotFound ? kNoDriver : 1;
}

/// The table of one family on standard output.
int printFamily(const std::string& what, const std::string& family)
{
    const auto compiler = ShaderCompiler::forFamily(family);
    if (!compiler)
        return refuse(compiler.error());
    const vulkan::Traits& traits = (*compiler)->traits();
    Table table;
    table.compiler = traits.driverVersion;
    for (const Variant& variant :
         what == "candidates" ? candidateKernels(traits) : shippedKernels(traits)) {
        const auto row = (*compiler)->compile(variant.dispatch);
        if (!row)
            return refuse({row.error().code, variant.kernel + ": " + row.error().context});
        table.rows[{family, variant.kernel, variant.constants}] = *row;
    }
    std::fputs(table.text().c_str(), stdout);
    return 0;
}

int writeTables(const std::string& program)
{
    const auto kernels = compileAll(program, "kernels");
    if (!kernels)
        return refuse(kernels.error());
    const auto candidates = compileAll(program, "candidates");
    if (!candidates)
        return refuse(candidates.error());
    std::ofstream(XPU_SOURCE_DIR "/tests/gpu/kernels.tsv") << kernels->text();
    std::ofstream(XPU_SOURCE_DIR "/tests/gpu/gemm_tiles.tsv") << candidateText(*candidates);
    return 0;
}

} // namespace

/// gpu_statistics kernels FAMILY: the figures of all kernels for a GPU family.
/// gpu_statistics candidates FAMILY: those of the tiles that gemm might take.
/// gpu_statistics --write: renews the committed tables.
int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const std::string mode = argc > 1 ? argv[1] : "";
    if ((mode == "kernels" || mode == "candidates") && argc == 3)
        return printFamily(mode, argv[2]);
    if (mode == "--write" && argc == 2)
        return writeTables(argv[0]);
    std::fputs("usage: gpu_statistics kernels | candidates FAMILY, or --write\n", stderr);
    return 2;
}
