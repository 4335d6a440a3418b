#include "compute/sandbox/frozen_files.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <memory>

namespace xpu::sandbox {
namespace {

/// Above it the file is only hashed: models of gigabytes do not belong into memory twice.
constexpr off_t kHeldInMemory = 16 << 20;

using Digest = std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)>;

std::string hex(const Digest& digest)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    EVP_DigestFinal_ex(digest.get(), bytes.data(), &size);
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
        text += kDigits[bytes[i] >> 4u];
        text += kDigits[bytes[i] & 15u];
    }
    return text;
}

Result<Frozen> freeze(const std::string& path, const std::string& sha256)
{
    const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    struct stat info {};
    if (!file || ::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode))
        return fail(Errc::Conflict, path);
    const bool hold = info.st_size <= kHeldInMemory;
    const Digest digest(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    if (!digest || EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr) != 1)
        return fail(Errc::Internal, "sha256");
    std::string content;
    std::vector<char> piece(1u << 18);
    for (;;) {
        const ssize_t n = ::read(file.get(), piece.data(), piece.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(Errc::Conflict, path);
        if (n == 0)
            break;
        EVP_DigestUpdate(digest.get(), piece.data(), static_cast<std::size_t>(n));
        if (hold)
            content.append(piece.data(), static_cast<std::size_t>(n));
    }
    if (hex(digest) != sha256)
        return fail(Errc::Conflict, path);
    Frozen frozen{.path = path, .content = {}, .executable = (info.st_mode & 0111u) != 0};
    if (hold) {
        Result<UniqueFd> copy = memoryFile("xpu-pinned", content);
        if (!copy)
            return tl::unexpected(copy.error());
        frozen.content = std::move(*copy);
    }
    return frozen;
}

} // namespace

Result<UniqueFd> memoryFile(const char* name, std::string_view content)
{
    UniqueFd fd(::memfd_create(name, MFD_CLOEXEC));
    if (!fd)
        return fail(Errc::Io, "memfd_create");
    while (!content.empty()) {
        const ssize_t n = ::write(fd.get(), content.data(), content.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return fail(Errc::OutOfMemory, name);
        content.remove_prefix(static_cast<std::size_t>(n));
    }
    ::lseek(fd.get(), 0, SEEK_SET);
    return fd;
}

Result<std::vector<Frozen>>
freezePinned(const std::vector<std::pair<std::string, std::string>>& pinned)
{
    std::vector<Frozen> all;
    for (const auto& [path, sha256] : pinned) {
        Result<Frozen> one = freeze(path, sha256);
        if (!one)
            return tl::unexpected(one.error());
        all.push_back(std::move(*one));
    }
    return all;
}

} // namespace xpu::sandbox
