#pragma once

#include "core/base/result.h"
#include "core/history/record.h"
#include "core/history/store.h"
#include "core/trust/identity.h"

#include <set>
#include <string>
#include <vector>

namespace xpu {

/// What the user has allowed: digests of task files whose commands may run, and folders tasks may
/// read and write. Every change comes back as the record that makes it last, and is audited.
class TrustBook {
public:
    TrustBook() = default;
    explicit TrustBook(const history::Recovered& stored);

    bool isApproved(const std::string& digest) const { return approved_.contains(digest); }
    /// @param digest  sha256 in 64 lower-case hex digits, else Errc::InvalidInput
    Result<history::Record> approve(const std::string& digest, const std::string& path,
                                    const Identity& who, std::int64_t utcMicros);

    /// Real paths, sorted.
    std::vector<std::string> grantedFolders() const;
    /// Errc::NotFound, Errc::InvalidInput (no folder, or the root of the file system)
    Result<history::Record> grant(const std::string& folder, const Identity& who,
                                  std::int64_t utcMicros);
    /// Errc::NotFound when it was not granted.
    Result<history::Record> revoke(const std::string& folder, const Identity& who);
    /// The granted folder that `realPath` lies in or is; empty when there is none.
    std::string grantCovering(const std::string& realPath) const;

private:
    std::set<std::string> approved_;
    std::set<std::string> granted_;
};

} // namespace xpu
