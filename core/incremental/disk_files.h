#pragma once

#include "core/base/mutex.h"
#include "core/incremental/file_facts.h"

#include <unordered_map>

namespace xpu {

/// The files of this machine. Remembers digests while a file looks the same, and never reads files
/// larger than kLargest for one: how they look stands for what they hold.
class DiskFiles final : public FileFacts {
public:
    static constexpr std::uint64_t kLargest = 256ULL << 20;

    std::optional<history::FileStamp> stamp(const std::string& path) override;
    std::string digest(const std::string& path) override;

private:
    struct Known {
        history::FileStamp stamp;
        std::string digest;
    };
    static constexpr std::size_t kKnown = 100'000;

    Mutex mutex_;
    std::unordered_map<std::string, Known> known_ XPU_GUARDED_BY(mutex_);
};

} // namespace xpu
