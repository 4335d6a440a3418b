#pragma once

#include <bit>
#include <cstdint>

namespace xpu::operators {

/// Whole numbers in the order of a picture's samples; signed, for SSE2 compares those only.
template <class Sample>
struct OrderKey;

template <>
struct OrderKey<std::uint8_t> {
    using Key = std::uint8_t;
    static Key of(std::uint8_t v) { return v; }
    static std::uint8_t value(Key k) { return k; }
};

template <>
struct OrderKey<std::uint16_t> {
    using Key = std::int16_t;
    static Key of(std::uint16_t v) { return static_cast<Key>(v ^ 0x8000U); }
    static std::uint16_t value(Key k) { return static_cast<std::uint16_t>(k ^ 0x8000); }
};

template <>
struct OrderKey<float> {
    using Key = std::int32_t;
    static Key of(float v) { return turned(std::bit_cast<std::int32_t>(v)); }
    static float value(Key k) { return std::bit_cast<float>(turned(k)); }

private:
    static Key turned(Key bits) { return bits ^ static_cast<Key>((bits >> 31) & 0x7fffffff); }
};

} // namespace xpu::operators
