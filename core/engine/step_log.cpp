#include "core/engine/step_log.h"

#include <algorithm>

namespace xpu {

std::string stepLogPath(const std::string& dataFolder, const RunId& run, std::string_view step)
{
    if (dataFolder.empty() || !run)
        return {};
    std::string name(step);
    std::replace(name.begin(), name.end(), '/', '_'); // runs may be named by what a sweep holds
    return dataFolder + "/blobs/steps/" + run.text() + "/" + name + ".log";
}

} // namespace xpu
