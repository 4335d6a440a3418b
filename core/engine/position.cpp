#include "core/engine/position.h"

#include "core/base/invariant.h"

#include <cstddef>

namespace xpu {
namespace {

constexpr std::string_view kDigits =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr int kBase = 62;
/// Keys at the ends of the list are counted in this many leading digits, so that ten thousand
/// appended rows do not make keys of thousands of characters.
constexpr std::size_t kCounted = 8;
constexpr std::string_view kFirst = "V0000000";

int digitAt(std::string_view key, std::size_t i)
{
    return i < key.size() ? static_cast<int>(kDigits.find(key[i])) : 0;
}

char digit(int value) { return kDigits[static_cast<std::size_t>(value)]; }

/// The counted part one up or down at its third last digit; empty when it would run over.
std::string stepped(std::string_view key, int by)
{
    std::string out(kCounted, '0');
    for (std::size_t i = 0; i < kCounted; ++i)
        out[i] = digit(digitAt(key, i));
    for (std::size_t i = kCounted - 2; i-- > 0;) {
        const int sum = digitAt(out, i) + by;
        if (sum >= 0 && sum < kBase) {
            out[i] = digit(sum);
            return out;
        }
        out[i] = digit(by > 0 ? 0 : kBase - 1);
    }
    return {};
}

/// Halfway between two keys read as fractions; never ends in '0', so there is room below it.
std::string middle(std::string_view lo, std::string_view hi)
{
    std::string out;
    bool bounded = !hi.empty();
    for (std::size_t i = 0;; ++i) {
        const int low = digitAt(lo, i);
        const int high = bounded ? digitAt(hi, i) : kBase;
        if (high - low >= 2) {
            out.push_back(digit(low + (high - low) / 2));
            return out;
        }
        out.push_back(digit(low));
        if (high > low)
            bounded = false;
    }
}

} // namespace

std::string positionBetween(std::string_view lo, std::string_view hi)
{
    XPU_INVARIANT(lo.empty() || hi.empty() || lo < hi, "queue positions out of order");
    if (lo.empty() && hi.empty())
        return std::string(kFirst);
    if (hi.empty())
        if (std::string key = stepped(lo, 1); !key.empty())
            return key;
    if (lo.empty())
        if (std::string key = stepped(hi, -1); !key.empty() && key < hi)
            return key;
    return middle(lo, hi);
}

} // namespace xpu
