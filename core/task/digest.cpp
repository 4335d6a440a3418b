#include "core/task/digest.h"

#include <openssl/evp.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>

namespace xpu::task {
namespace {

class Sha256 {
public:
    Sha256() : context_(EVP_MD_CTX_new())
    {
        EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr);
    }

    void add(std::string_view bytes)
    {
        EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size());
    }

    std::string hex()
    {
        std::array<unsigned char, 32> digest{};
        EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr);
        constexpr std::string_view kDigits = "0123456789abcdef";
        std::string out;
        for (const unsigned char byte : digest) {
            out += kDigits[byte >> 4];
            out += kDigits[byte & 15];
        }
        return out;
    }

private:
    struct Free {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    std::unique_ptr<EVP_MD_CTX, Free> context_;
};

} // namespace

std::string sha256Of(std::string_view bytes)
{
    Sha256 hash;
    hash.add(bytes);
    return hash.hex();
}

std::optional<std::string> sha256OfFile(int fd)
{
    Sha256 hash;
    std::array<char, 65536> buffer{};
    for (off_t at = 0;;) {
        const ssize_t n = ::pread(fd, buffer.data(), buffer.size(), at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return std::nullopt;
        if (n == 0)
            return hash.hex();
        hash.add({buffer.data(), static_cast<std::size_t>(n)});
        at += n;
    }
}

} // namespace xpu::task
