#include "tests/core/task/task_folder.h"

#include <filesystem>
#include <fstream>

using namespace xpu;
namespace fs = std::filesystem;

TaskFolder::TaskFolder() : root_(fs::canonical(dir_.path().toStdString()) / "task")
{
    for (const char* folder : {"scans", "elsewhere/none"})
        fs::create_directories(path(folder));
    write("a.npy", "f32 3 4");
    write("b.npy", "f32 4 5");
    write("d.npy", "f64 4 5");
    write("img.png", "u8 8 8 3");
    write("load.png", "u8 8 8 3");
    write("exists.png", "u8 8 8 3");
    write("object.npy", "object");
    write("short.npy", "short");
    write("empty.png", "");
    write("k.comp", "void main() {}");
    write("tool.sh", "true");
    for (const char* scan : {"scans/1.png", "scans/10.png", "scans/2.png"})
        write(scan, "u8 4 4 3");
    write("../secret.png", "u8 8 8 3");
    fs::create_directories(path("../other"));
    write("../other/data.npy", "f32 3 4");
    fs::create_symlink("../other/data.npy", path("link.npy"));
    fs::create_directory_symlink("../other", path("outside"));

    context.catalog = &catalog_;
    context.nowUtcMicros = 1'800'000'000'000'000;
    DeviceInfo cpu;
    cpu.id = cpu.driver = "cpu";
    cpu.memory = Bytes(1ull << 30);
    cpu.threads = 8;
    DeviceInfo sandbox = cpu;
    sandbox.id = sandbox.driver = "sandbox";
    DeviceInfo host = cpu;
    host.id = host.driver = "host";
    host.kind = DeviceClass::Host;
    DeviceInfo gpu = cpu;
    gpu.id = "vulkan:0";
    gpu.driver = "vulkan";
    gpu.kind = DeviceClass::Gpu;
    DeviceInfo kernels = gpu;
    kernels.id = "vulkan:0/kernels";
    kernels.partOf = gpu.id;
    kernels.kernelLanguages = {"glsl", "spirv"};
    context.devices = {host, sandbox, cpu, gpu, kernels};
}

void TaskFolder::write(const std::string& name, const std::string& content) const
{
    std::ofstream(path(name), std::ios::binary) << content;
}

CheckResult TaskFolder::check(const std::string& text, const std::string& extension) const
{
    write("case" + extension, text);
    auto source = readTaskSource(path("case" + extension));
    if (!source)
        return {};
    source->unsafeOwnership = false; // the umask of whoever runs the test
    return checkTask(*source, context);
}

std::string summary(const CheckResult& result)
{
    std::string out;
    for (const Diagnostic& d : result.diagnostics)
        out += (out.empty() ? "" : ", ") + d.code + " " + std::to_string(d.line) + ":"
               + std::to_string(d.column);
    return out;
}
