#pragma once

#include <string>
#include <utility>
#include <vector>

namespace xpu {

/// A few words for a person who looks elsewhere.
struct Notice {
    std::string title;
    std::string body;                                         ///< plain text
    std::vector<std::pair<std::string, std::string>> actions; ///< key, words on the button
    bool urgent = false;
    bool replaces = false; ///< takes the place of the one before, if that is still shown
};

} // namespace xpu
