#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace xpu {

/// Durations are double seconds everywhere; timestamps have their own types in clock.h.
using Seconds = std::chrono::duration<double>;

/// A physical quantity of one dimension: adds to its own kind, scales by a plain number.
template <class Tag>
struct Quantity {
    double value = 0;

    constexpr Quantity() = default;
    constexpr explicit Quantity(double v) : value(v) {}
    constexpr auto operator<=>(const Quantity&) const = default;
    constexpr Quantity& operator+=(Quantity o)
    {
        value += o.value;
        return *this;
    }
    constexpr Quantity& operator-=(Quantity o)
    {
        value -= o.value;
        return *this;
    }
    friend constexpr Quantity operator+(Quantity a, Quantity b)
    {
        return Quantity(a.value + b.value);
    }
    friend constexpr Quantity operator-(Quantity a, Quantity b)
    {
        return Quantity(a.value - b.value);
    }
    friend constexpr Quantity operator*(Quantity a, double k) { return Quantity(a.value * k); }
    friend constexpr Quantity operator*(double k, Quantity a) { return Quantity(a.value * k); }
    friend constexpr Quantity operator/(Quantity a, double k) { return Quantity(a.value / k); }
    friend constexpr double operator/(Quantity a, Quantity b) { return a.value / b.value; }
};

using Joules = Quantity<struct JoulesTag>;
using Watts = Quantity<struct WattsTag>;
using EnergyDelay = Quantity<struct EnergyDelayTag>; ///< J*s

constexpr Joules operator*(Watts w, Seconds t) { return Joules(w.value * t.count()); }
constexpr Joules operator*(Seconds t, Watts w) { return w * t; }
constexpr Watts operator/(Joules e, Seconds t) { return Watts(e.value / t.count()); }
constexpr EnergyDelay operator*(Joules e, Seconds t) { return EnergyDelay(e.value * t.count()); }

/// A size or a count of bytes moved. Never negative.
struct Bytes {
    std::uint64_t count = 0;

    constexpr Bytes() = default;
    constexpr explicit Bytes(std::uint64_t n) : count(n) {}
    constexpr auto operator<=>(const Bytes&) const = default;
    constexpr Bytes& operator+=(Bytes o)
    {
        count += o.count;
        return *this;
    }
    constexpr Bytes& operator-=(Bytes o)
    {
        count -= o.count;
        return *this;
    }
    friend constexpr Bytes operator+(Bytes a, Bytes b) { return Bytes(a.count + b.count); }
    friend constexpr Bytes operator-(Bytes a, Bytes b) { return Bytes(a.count - b.count); }
};

constexpr Bytes operator""_KiB(unsigned long long n) { return Bytes(n << 10); }
constexpr Bytes operator""_MiB(unsigned long long n) { return Bytes(n << 20); }
constexpr Bytes operator""_GiB(unsigned long long n) { return Bytes(n << 30); }

} // namespace xpu
