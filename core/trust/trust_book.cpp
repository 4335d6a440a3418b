#include "core/trust/trust_book.h"

#include "core/log/log.h"

#include <algorithm>
#include <filesystem>

namespace xpu {
namespace {

constexpr std::size_t kDigestDigits = 64;

bool isDigest(const std::string& text)
{
    return text.size() == kDigestDigits && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

void audit(const char* what, const Identity& who, std::map<std::string, std::string> fields)
{
    fields["uid"] = std::to_string(who.uid);
    fields["user"] = who.name;
    fields["host"] = who.host;
    log({LogLevel::Audit, "trust", what, {}, {}, {}, std::move(fields)});
}

} // namespace

TrustBook::TrustBook(const history::Recovered& stored)
    : approved_(stored.approvals.begin(), stored.approvals.end()),
      granted_(stored.grants.begin(), stored.grants.end())
{}

Result<history::Record> TrustBook::approve(const std::string& digest, const std::string& path,
                                           const Identity& who, std::int64_t utcMicros)
{
    if (!isDigest(digest))
        return fail(Errc::InvalidInput, digest);
    approved_.insert(digest);
    audit("approved", who, {{"digest", digest}, {"path", path}});
    return history::Approval{digest, path, who.uid, utcMicros};
}

std::vector<std::string> TrustBook::grantedFolders() const
{
    return {granted_.begin(), granted_.end()};
}

Result<history::Record> TrustBook::grant(const std::string& folder, const Identity& who,
                                         std::int64_t utcMicros)
{
    std::error_code failed;
    const std::filesystem::path real = std::filesystem::canonical(folder, failed);
    if (failed)
        return fail(Errc::NotFound, folder);
    // The whole file system is no folder of data: granting it would switch the jail off.
    if (!std::filesystem::is_directory(real, failed) || real == real.root_path())
        return fail(Errc::InvalidInput, folder);
    granted_.insert(real.string());
    audit("granted", who, {{"folder", real.string()}});
    return history::GrantRow{real.string(), who.uid, utcMicros};
}

Result<history::Record> TrustBook::revoke(const std::string& folder, const Identity& who)
{
    std::error_code failed;
    const std::filesystem::path real = std::filesystem::canonical(folder, failed);
    // A folder that is gone must still be revocable, by the name it was granted under.
    const std::string name = failed ? folder : real.string();
    if (granted_.erase(name) == 0)
        return fail(Errc::NotFound, name);
    audit("revoked", who, {{"folder", name}});
    return history::GrantRevoked{name};
}

std::string TrustBook::grantCovering(const std::string& realPath) const
{
    std::string best;
    for (const std::string& folder : granted_) {
        const bool inside = realPath == folder
                            || (realPath.size() > folder.size() && realPath.starts_with(folder)
                                && realPath[folder.size()] == '/');
        if (inside && folder.size() > best.size())
            best = folder;
    }
    return best;
}

} // namespace xpu
