#pragma once

#include "core/base/result.h"

#include <functional>
#include <optional>
#include <string>

namespace xpu {

using Environment = std::function<std::optional<std::string>(const char* name)>;
/// The variables of this process.
Environment processEnvironment();

/// The folders of the XDG base directory specification, each ending in "xpu-optimizer". None is
/// created. Relative values of the variables are ignored, as the specification wants.
struct Places {
    std::string config;
    std::string data;
    std::string state; ///< logs
    std::string cache;
};
Places places(const Environment& environment);

/// Folder for sockets, 0700 and ours: `$XDG_RUNTIME_DIR/xpu-optimizer`, else one of the user under
/// the temporary folder. Errc::Permission when somebody else made it.
Result<std::string> runtimeFolder(const Environment& environment);

/// Socket of the owner of a data folder.
/// @param dataFolder  must exist; its real path is what counts
Result<std::string> socketPath(const std::string& dataFolder, const Environment& environment);

} // namespace xpu
