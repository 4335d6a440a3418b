#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace xpu {

/// UUIDv7 (RFC 9562): sorts by creation time. All zero means "none".
struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    auto operator<=>(const Uuid&) const = default;
    explicit operator bool() const { return *this != Uuid{}; }

    /// Lower-case 8-4-4-4-12 form.
    std::string text() const;
    static std::optional<Uuid> parse(std::string_view text);
    /// @param utcMicros  the time that becomes its first 48 bits (in milliseconds)
    /// @param random     62 + 12 random bits are taken from these
    static Uuid make(std::int64_t utcMicros, std::uint64_t randomHigh, std::uint64_t randomLow);
    /// From the system's clock and random source.
    static Uuid generate();
};

/// Distinct types for the ids that would otherwise be mixed up.
template <class Tag>
struct UuidOf : Uuid {
    UuidOf() = default;
    explicit UuidOf(const Uuid& u) : Uuid(u) {}
    static UuidOf generate() { return UuidOf(Uuid::generate()); }
};
using TaskId = UuidOf<struct TaskTag>; ///< a dropped file in the queue
using RunId = UuidOf<struct RunTag>;   ///< one execution of a task

/// A small dense index of one kind.
template <class Tag, class Rep = std::uint32_t>
struct Index {
    Rep value = kNone;

    static constexpr Rep kNone = static_cast<Rep>(-1);
    constexpr Index() = default;
    constexpr explicit Index(Rep v) : value(v) {}
    constexpr auto operator<=>(const Index&) const = default;
    constexpr bool valid() const { return value != kNone; }
};
using StepIndex = Index<struct StepTag>; ///< position in TaskGraph::steps
using DeviceIndex =
    Index<struct DeviceTag, std::uint16_t>; ///< position in the engine's device list
using BufferId =
    Index<struct BufferTag, std::uint64_t>; ///< one value, unique while the engine lives
using LaunchId = Index<struct LaunchTag, std::uint64_t>;

} // namespace xpu

template <>
struct std::hash<xpu::Uuid> {
    std::size_t operator()(const xpu::Uuid& u) const noexcept;
};
template <class Tag>
struct std::hash<xpu::UuidOf<Tag>> : std::hash<xpu::Uuid> {};
template <class Tag, class Rep>
struct std::hash<xpu::Index<Tag, Rep>> {
    std::size_t operator()(xpu::Index<Tag, Rep> i) const noexcept
    {
        return std::hash<Rep>{}(i.value);
    }
};
