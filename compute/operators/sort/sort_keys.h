#pragma once

#include "core/device/tensor.h"

#include <bit>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace xpu::operators {

/// How the bits of an element are to be read.
enum class SortKind { Unsigned, Signed, Float };

/// Unsigned numbers in the order of an element's dtype, and back. The kernels of devices do the same
/// (sort_keys.comp).
/// @tparam Word  unsigned, as wide as an element
template <class Word, SortKind kind>
struct SortKey {
    static constexpr Word kSign =
        static_cast<Word>(Word{1} << (std::numeric_limits<Word>::digits - 1));
    static constexpr Word kNan = std::numeric_limits<Word>::max();
    /// Exponent bits: everything above them is a NaN.
    static constexpr Word kInfinity = static_cast<Word>(sizeof(Word) == 2   ? 0x7C00U
                                                        : sizeof(Word) == 4 ? 0x7F800000U
                                                                            : 0x7FF0000000000000U);
    static constexpr Word kQuiet = static_cast<Word>(sizeof(Word) == 2   ? 0x7E00U
                                                     : sizeof(Word) == 4 ? 0x7FC00000U
                                                                         : 0x7FF8000000000000U);

    static Word encode(Word bits)
    {
        if constexpr (kind == SortKind::Signed)
            return static_cast<Word>(bits ^ kSign);
        if constexpr (kind == SortKind::Float) {
            const auto size = static_cast<Word>(bits & static_cast<Word>(~kSign));
            const auto ordered =
                (bits & kSign) != 0 ? static_cast<Word>(~bits) : static_cast<Word>(bits | kSign);
            return size > kInfinity ? kNan : ordered;
        }
        return bits;
    }
    static Word decode(Word key)
    {
        if constexpr (kind == SortKind::Signed)
            return static_cast<Word>(key ^ kSign);
        if constexpr (kind == SortKind::Float) {
            const auto bits =
                (key & kSign) != 0 ? static_cast<Word>(key ^ kSign) : static_cast<Word>(~key);
            return key == kNan ? kQuiet : bits;
        }
        return key;
    }
};

/// Calls use(Word{}, SortKey<...>{}) with the pair of a real dtype.
auto withSortKey(DType type, auto use)
{
    const auto of = [&]<SortKind kind>(auto word, std::integral_constant<SortKind, kind>) {
        return use(word, SortKey<decltype(word), kind>{});
    };
    constexpr std::integral_constant<SortKind, SortKind::Unsigned> kUnsigned;
    constexpr std::integral_constant<SortKind, SortKind::Signed> kSigned;
    constexpr std::integral_constant<SortKind, SortKind::Float> kFloat;
    switch (type) {
    case DType::U8:
        return of(std::uint8_t{}, kUnsigned);
    case DType::I8:
        return of(std::uint8_t{}, kSigned);
    case DType::U16:
        return of(std::uint16_t{}, kUnsigned);
    case DType::I16:
        return of(std::uint16_t{}, kSigned);
    case DType::F16:
        return of(std::uint16_t{}, kFloat);
    case DType::U32:
        return of(std::uint32_t{}, kUnsigned);
    case DType::I32:
        return of(std::uint32_t{}, kSigned);
    case DType::U64:
        return of(std::uint64_t{}, kUnsigned);
    case DType::I64:
        return of(std::uint64_t{}, kSigned);
    case DType::F64:
        return of(std::uint64_t{}, kFloat);
    default:
        return of(std::uint32_t{}, kFloat);
    }
}

} // namespace xpu::operators
