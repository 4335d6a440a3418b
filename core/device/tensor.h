#pragma once

#include "core/base/units.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xpu {

enum class DType : std::uint8_t { F16, F32, F64, I8, I16, I32, I64, U8, U16, U32, U64, C64 };

/// Bytes of one element.
std::size_t sizeOf(DType type);
/// The task file's word: "f32", "u8", ...
std::string_view nameOf(DType type);
std::optional<DType> dtypeFromName(std::string_view name);

/// Extents of a dense row-major array, at most 8 dimensions; rank 0 is a scalar.
struct Shape {
    static constexpr std::size_t kMaxRank = 8;
    std::array<std::uint64_t, kMaxRank> extent{};
    std::uint8_t rank = 0;

    Shape() = default;
    Shape(std::initializer_list<std::uint64_t> extents);
    bool operator==(const Shape&) const = default;
    std::uint64_t operator[](std::size_t i) const { return extent[i]; }
    /// Product of the extents; nullopt when it overflows 64 bits.
    std::optional<std::uint64_t> elements() const;
    /// "[512, 512, 3]"
    std::string text() const;
};

/// What a value is, without its data.
struct TensorSpec {
    DType dtype = DType::F32;
    Shape shape;

    bool operator==(const TensorSpec&) const = default;
    /// Elements x element size. Specs are checked against overflow where they are made.
    Bytes bytes() const;
    /// "f32 [512, 512]"
    std::string text() const;
};

} // namespace xpu
