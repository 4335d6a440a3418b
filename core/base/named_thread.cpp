#include "core/base/named_thread.h"

#include <sys/prctl.h>

#include <utility>

namespace xpu {

std::thread namedThread(const char* name, std::function<void()> run)
{
    return std::thread([name, run = std::move(run)] {
        prctl(PR_SET_NAME, name);
        run();
    });
}

} // namespace xpu
