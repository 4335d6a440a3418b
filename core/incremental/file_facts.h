#pragma once

#include "core/history/record.h"

#include <optional>
#include <string>

namespace xpu {

/// PORT: what can be known of files without using them. Thread-safe.
class FileFacts {
public:
    virtual ~FileFacts() = default;
    /// Nothing when there is no regular file.
    virtual std::optional<history::FileStamp> stamp(const std::string& path) = 0;
    /// Of what the file holds, as hex; empty when it cannot be read.
    virtual std::string digest(const std::string& path) = 0;
};

} // namespace xpu
