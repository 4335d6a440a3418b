#include "compute/kernels/kernel_job.h"
#include "compute/kernels/kernel_worker.h"
#include "compute/sandbox/worker.h"
#include "compute/screening/trial.h"

#include <optional>
#include <string_view>

namespace {

using xpu::screening::Interface;

/// Which drivers this process is to try, or none: then it runs commands.
std::optional<Interface> triedDrivers(int count, char** words)
{
    if (count != 3 || std::string_view(words[1]) != xpu::screening::kTrialArgument)
        return std::nullopt;
    for (const Interface which : {Interface::Vulkan, Interface::Opencl})
        if (std::string_view(words[2]) == nameOf(which))
            return which;
    return std::nullopt;
}

} // namespace

int main(int count, char** words)
{
    if (count == 4 && std::string_view(words[1]) == xpu::kernels::kKernelArgument)
        return xpu::kernels::runKernelWorker(words[2], words[3]);
    if (const auto which = triedDrivers(count, words))
        return xpu::screening::tryHere(*which);
    return xpu::sandbox::runWorker();
}
