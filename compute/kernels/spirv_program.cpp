#include "compute/kernels/spirv_program.h"

#include "compute/kernels/reflection.h"
#include "compute/vulkan/glsl_compiler.h"

#include <spirv-tools/libspirv.hpp>

#include <cstring>
#include <sstream>

namespace xpu::kernels {
namespace {

/// Messages call it so whatever the user's file is named: a name may hold colons.
constexpr const char* kUnit = "kernel";

Outcome<std::vector<std::uint32_t>> wordsOf(const std::string& bytes, const std::string& file)
{
    if (bytes.size() % 4 != 0 || bytes.size() < 20)
        return refused(Errc::InvalidInput, file + " is no SPIR-V module", "E504");
    std::vector<std::uint32_t> words(bytes.size() / 4);
    std::memcpy(words.data(), bytes.data(), bytes.size());
    return words;
}

Outcome<void> validate(const std::vector<std::uint32_t>& words, const std::string& file)
{
    spvtools::SpirvTools tools(SPV_ENV_VULKAN_1_1);
    std::string said;
    tools.SetMessageConsumer(
        [&said](spv_message_level_t, const char*, const spv_position_t& at, const char* message) {
            if (said.empty())
                said = "word " + std::to_string(at.index) + ": " + message;
        });
    if (!tools.Validate(words))
        return refused(Errc::InvalidInput, file + " is not valid SPIR-V: " + said, "E504");
    return {};
}

} // namespace

std::string glslError(const std::string& messages, const std::string& file,
                      const std::string& source)
{
    std::istringstream lines(messages);
    const std::string start = std::string(kUnit) + ":";
    for (std::string line; std::getline(lines, line);) {
        const std::size_t error = line.find(" error: ");
        if (!line.starts_with(start) || error == std::string::npos)
            continue;
        const int number = std::atoi(line.c_str() + start.size());
        std::string text = line.substr(error + 8);
        std::istringstream rows(source);
        std::string row;
        for (int i = 0; i < number; ++i)
            std::getline(rows, row);
        const std::size_t open = text.find('\'');
        const std::size_t close = open == std::string::npos ? open : text.find('\'', open + 1);
        std::size_t column = 0;
        if (close != std::string::npos && close > open + 1)
            column = row.find(text.substr(open + 1, close - open - 1));
        return file + ":" + std::to_string(number) + ":"
               + std::to_string(column == std::string::npos ? 1 : column + 1) + ": " + text;
    }
    return file + ":1:1: " + messages.substr(0, messages.find('\n'));
}

Outcome<SpirvProgram> spirvProgram(const KernelJob& job, const std::string& source, bool float64)
{
    SpirvProgram program;
    if (job.language == "glsl") {
        auto words = vulkan::compileGlslWithNames(source, kUnit);
        if (!words)
            return refused(Errc::InvalidInput, glslError(words.error().context, job.file, source),
                           "E501");
        program.words = std::move(*words);
    } else {
        auto words = wordsOf(source, job.file);
        if (!words)
            return tl::unexpected(words.error());
        program.words = std::move(*words);
    }
    if (const auto valid = validate(program.words, job.file); !valid)
        return tl::unexpected(valid.error());
    const auto facts = factsOf(program.words);
    if (!facts)
        return refused(Errc::InvalidInput, job.file + ": " + facts.error().context, "E504");
    if (const auto capability = refusedCapability(*facts, float64))
        return refused(Errc::InvalidInput,
                       job.file + " needs the SPIR-V capability " + std::to_string(*capability)
                           + ", which kernels of users do not get here",
                       "E504");
    auto interface = reflected(program.words, job.entry, *facts);
    if (!interface)
        return refused(Errc::InvalidInput, job.file + ": " + interface.error().context, "E504");
    program.interface = std::move(*interface);
    return program;
}

Outcome<KernelSketch> spirvSketch(const KernelJob& job, const std::string& source)
{
    const auto program = spirvProgram(job, source, true);
    if (!program)
        return tl::unexpected(program.error());
    KernelSketch sketch = sketched(program->interface);
    sketch.language = job.language;
    sketch.entry = job.entry;
    for (const auto& id : program->interface.localIds)
        sketch.localIsOpen = sketch.localIsOpen || id.has_value();
    return sketch;
}

} // namespace xpu::kernels
