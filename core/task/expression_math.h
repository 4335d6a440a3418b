#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

// The float functions of `map`, written in the common part of C++ and GLSL 4.50, so that the CPU
// and every GPU run the very same text: results differ only where a driver's division or square
// root does. XPU_GLSL makes C++ of its argument and keeps its text for shaders.
#define XPU_GLSL(textName, ...)                                                                    \
    __VA_ARGS__                                                                                    \
    inline constexpr char textName[] = #__VA_ARGS__;

// clang-format off
// The text is GLSL as well. NOLINTBEGIN(misc-definitions-in-headers, readability-identifier-naming)
namespace xpu::expression_math {

#define precise
using uint = std::uint32_t;
inline int floatBitsToInt(float x) { return std::bit_cast<int>(x); }
inline float intBitsToFloat(int bits) { return std::bit_cast<float>(bits); }
inline float abs(float x) { return std::fabs(x); }
inline float roundEven(float x)
{
    // Adding and taking away 1.5 * 2^23 rounds to an integer in the default mode.
    const float shift = 12582912.0F;
    const float magnitude = std::fabs(x);
    const float rounded = magnitude < 4194304.0F ? (magnitude + shift) - shift
                                                 : std::nearbyintf(magnitude);
    return std::copysignf(rounded, x);
}
inline float floor(float x) { return std::floor(x); }
inline float sqrt(float x) { return std::sqrt(x); }
inline float sign(float x) { return x > 0 ? 1.0F : (x < 0 ? -1.0F : 0.0F); }

// Series below are Taylor series, long enough that the first term left out is under half a unit
// in the last place at the end of the reduced range.

XPU_GLSL(kExpText,
float xpu_scale2(float x, int n) {
    /* in two steps, as 2^n itself may not be a normal number */
    int half_n = n / 2;
    return x * intBitsToFloat((half_n + 127) << 23) * intBitsToFloat((n - half_n + 127) << 23);
}
float xpu_exp(float x) {
    if (x != x) { return x; }
    if (x > 88.8f) { return intBitsToFloat(0x7f800000); }
    if (x < -104.0f) { return 0.0f; }
    precise float n = roundEven(x * 1.44269504f);
    precise float r = x - n * 0.693359375f;
    r = r + n * 0.00021219444f;
    precise float p = 0.00019841270f;
    p = p * r + 0.0013888889f;
    p = p * r + 0.0083333333f;
    p = p * r + 0.041666667f;
    p = p * r + 0.16666667f;
    p = p * r + 0.5f;
    p = p * (r * r) + r;
    return xpu_scale2(p + 1.0f, int(n));
}
)

XPU_GLSL(kLogText,
float xpu_log_parts(float x, bool base2) {
    if (x != x || x < 0.0f) { return intBitsToFloat(0x7fc00000); }
    if (x == 0.0f) { return intBitsToFloat(int(0xff800000u)); }
    if (x == intBitsToFloat(0x7f800000)) { return x; }
    int e = 0;
    if (x < 1.1754944e-38f) { x = x * 8388608.0f; e = -23; }
    int bits = floatBitsToInt(x);
    e = e + ((bits >> 23) - 127);
    float m = intBitsToFloat((bits & 0x007fffff) | 0x3f800000);
    if (m > 1.41421356f) { m = m * 0.5f; e = e + 1; }
    /* log(1 + f) = f - (f*f/2 - s*(f*f/2 + R(s*s))), s = f/(2+f) */
    precise float f = m - 1.0f;
    precise float s = f / (2.0f + f);
    precise float z = s * s;
    precise float r = 0.18181818f;
    r = r * z + 0.22222222f;
    r = r * z + 0.28571429f;
    r = r * z + 0.4f;
    r = r * z + 0.66666667f;
    r = r * z;
    precise float h = 0.5f * f * f;
    precise float n = float(e);
    if (base2) {
        /* 1/ln 2 in two parts, the first with 12 bits; f - h split the same way */
        precise float hi = f - h;
        hi = intBitsToFloat(floatBitsToInt(hi) & int(0xfffff000u));
        precise float lo = (f - hi) - h + s * (h + r);
        return n + (hi * 1.4423828125f + (lo * 1.4423828125f + (hi + lo) * 0.000312228389f));
    }
    return n * 0.693359375f + (f - (h - (s * (h + r) - n * 0.00021219444f)));
}
float xpu_log(float x) { return xpu_log_parts(x, false); }
float xpu_log2(float x) { return xpu_log_parts(x, true); }
)

XPU_GLSL(kTrigText,
uint xpu_two_over_pi(int word) {
    if (word == 1) { return 0xa2f9836eu; }
    if (word == 2) { return 0x4e441529u; }
    if (word == 3) { return 0xfc2757d1u; }
    if (word == 4) { return 0xf534ddc0u; }
    if (word == 5) { return 0xdb629599u; }
    if (word == 6) { return 0x3c439041u; }
    if (word == 7) { return 0xfc39642cu; }
    return 0u;
}
uint xpu_bits_at(int offset) {
    int word = offset / 32;
    int shift = offset - word * 32;
    uint high = xpu_two_over_pi(word) << shift;
    if (shift == 0) { return high; }
    return high | (xpu_two_over_pi(word + 1) >> (32 - shift));
}
uint xpu_mul_high(uint a, uint b) {
    uint al = a & 0xffffu; uint ah = a >> 16;
    uint bl = b & 0xffffu; uint bh = b >> 16;
    uint low = al * bl;
    uint mid = ah * bl + (low >> 16);
    uint mid2 = al * bh + (mid & 0xffffu);
    return ah * bh + (mid >> 16) + (mid2 >> 16);
}
int xpu_quadrant_large(float x) {
    /* Payne and Hanek: 24 bits of x times the 96 bits of 2/pi that matter, modulo 4 */
    int bits = floatBitsToInt(x) & 0x7fffffff;
    uint m = uint((bits & 0x007fffff) | 0x00800000);
    int offset = (bits >> 23) - 120;
    uint c0 = xpu_mul_high(xpu_bits_at(offset + 64), m);
    uint t1 = xpu_bits_at(offset + 32) * m;
    uint r1 = t1 + c0;
    uint c1 = xpu_mul_high(xpu_bits_at(offset + 32), m) + (r1 < t1 ? 1u : 0u);
    uint r2 = xpu_bits_at(offset) * m + c1;
    uint high = (r2 << 2) | (r1 >> 30);
    int quadrant = int(r2 >> 30);
    return (high & 0x80000000u) != 0u ? quadrant + 1 : quadrant;
}
float xpu_remainder_large(float x) {
    int bits = floatBitsToInt(x) & 0x7fffffff;
    uint m = uint((bits & 0x007fffff) | 0x00800000);
    int offset = (bits >> 23) - 120;
    uint r0 = xpu_bits_at(offset + 64) * m;
    uint c0 = xpu_mul_high(xpu_bits_at(offset + 64), m);
    uint t1 = xpu_bits_at(offset + 32) * m;
    uint r1 = t1 + c0;
    uint c1 = xpu_mul_high(xpu_bits_at(offset + 32), m) + (r1 < t1 ? 1u : 0u);
    uint r2 = xpu_bits_at(offset) * m + c1;
    uint high = (r2 << 2) | (r1 >> 30);
    uint low = (r1 << 2) | (r0 >> 30);
    bool negative = (high & 0x80000000u) != 0u;
    if (negative) {
        low = ~low + 1u;
        high = ~high + (low == 0u ? 1u : 0u);
    }
    int zeros = 0;
    while (zeros < 40 && (high & 0x80000000u) == 0u) {
        high = (high << 1) | (low >> 31);
        low = low << 1;
        zeros = zeros + 1;
    }
    precise float top = float(high >> 8);
    precise float rest = float(high & 0xffu) * 0.00390625f;
    precise float r = top * 1.57079637f + (rest * 1.57079637f - top * 4.37113901e-8f);
    r = r * intBitsToFloat((127 - 24 - zeros) << 23);
    return negative ? -r : r;
}
float xpu_sin_kernel(float r) {
    precise float z = r * r;
    precise float p = -2.50521084e-8f;
    p = p * z + 2.75573192e-6f;
    p = p * z - 0.000198412698f;
    p = p * z + 0.00833333333f;
    p = p * z - 0.166666667f;
    return p * (z * r) + r;
}
float xpu_cos_kernel(float r) {
    precise float z = r * r;
    precise float p = -2.75573192e-7f;
    p = p * z + 2.48015873e-5f;
    p = p * z - 0.00138888889f;
    p = p * z + 0.0416666667f;
    precise float h = 0.5f * z;
    precise float w = 1.0f - h;
    return w + (((1.0f - w) - h) + p * (z * z));
}
float xpu_trig(float x, int which) {
    /* which: 0 sine, 1 cosine, 2 tangent */
    precise float a = abs(x);
    if (!(a < intBitsToFloat(0x7f800000))) { return intBitsToFloat(0x7fc00000); }
    precise float r = a;
    int quadrant = 0;
    if (a >= 8192.0f) {
        quadrant = xpu_quadrant_large(a);
        r = xpu_remainder_large(a);
    } else if (a > 0.785398163f) {
        precise float n = roundEven(a * 0.636619772f);
        quadrant = int(n);
        r = a - n * 1.5703125f;
        r = r - n * 0.00048351287841796875f;
        r = r - n * 3.1385570764541626e-07f;
        r = r - n * 6.07709993438732e-11f;
    }
    if (x < 0.0f) { r = -r; quadrant = -quadrant; }
    if (which == 2) {
        precise float s = xpu_sin_kernel(r);
        precise float c = xpu_cos_kernel(r);
        return (quadrant & 1) == 0 ? s / c : -c / s;
    }
    quadrant = (quadrant + which) & 3;
    float value = (quadrant & 1) == 0 ? xpu_sin_kernel(r) : xpu_cos_kernel(r);
    return quadrant >= 2 ? -value : value;
}
float xpu_sin(float x) { return xpu_trig(x, 0); }
float xpu_cos(float x) { return xpu_trig(x, 1); }
float xpu_tan(float x) { return xpu_trig(x, 2); }
)

XPU_GLSL(kArcText,
float xpu_atan(float x) {
    if (x != x) { return x; }
    precise float a = abs(x);
    precise float base = 0.0f;
    precise float low = 0.0f;
    if (a > 2.41421356f) {
        base = 1.57079637f; low = -4.37113901e-8f; a = -1.0f / a;
    } else if (a > 0.414213562f) {
        base = 0.785398185f; low = -2.18556950e-8f; a = (a - 1.0f) / (a + 1.0f);
    }
    precise float z = a * a;
    precise float p = 0.0476190476f;
    p = p * z - 0.0526315789f;
    p = p * z + 0.0588235294f;
    p = p * z - 0.0666666667f;
    p = p * z + 0.0769230769f;
    p = p * z - 0.0909090909f;
    p = p * z + 0.111111111f;
    p = p * z - 0.142857143f;
    p = p * z + 0.2f;
    p = p * z - 0.333333333f;
    precise float r = base + (a + (p * (z * a) + low));
    return floatBitsToInt(x) < 0 ? -r : r;
}
float xpu_atan2(float y, float x) {
    if (x != x || y != y) { return intBitsToFloat(0x7fc00000); }
    precise float ay = abs(y);
    precise float ax = abs(x);
    precise float r = 0.0f;
    if (ay == ax) { r = ax == 0.0f ? 0.0f : 0.785398185f; }
    else if (ay < ax) { r = xpu_atan(ay / ax); }
    else { r = 1.57079637f - (xpu_atan(ax / ay) + 4.37113901e-8f); }
    if (floatBitsToInt(x) < 0) { r = 3.14159274f - (r + 8.74227801e-8f); }
    return floatBitsToInt(y) < 0 ? -r : r;
}
float xpu_asin_kernel(float x) {
    precise float z = x * x;
    precise float p = 0.00573993767f;
    p = p * z + 0.00644721031f;
    p = p * z + 0.00731252587f;
    p = p * z + 0.00839033581f;
    p = p * z + 0.00976160953f;
    p = p * z + 0.0115518009f;
    p = p * z + 0.0139648438f;
    p = p * z + 0.0173527644f;
    p = p * z + 0.0223721591f;
    p = p * z + 0.0303819444f;
    p = p * z + 0.0446428571f;
    p = p * z + 0.075f;
    p = p * z + 0.166666667f;
    return p * (z * x) + x;
}
float xpu_asin(float x) {
    precise float a = abs(x);
    if (!(a <= 1.0f)) { return intBitsToFloat(0x7fc00000); }
    if (a <= 0.5f) { return xpu_asin_kernel(x); }
    precise float k = xpu_asin_kernel(sqrt(0.5f * (1.0f - a)));
    precise float r = 1.57079637f - (2.0f * k + 4.37113901e-8f);
    return x < 0.0f ? -r : r;
}
float xpu_acos(float x) {
    precise float a = abs(x);
    if (!(a <= 1.0f)) { return intBitsToFloat(0x7fc00000); }
    if (a <= 0.5f) { return 1.57079637f - (xpu_asin_kernel(x) + 4.37113901e-8f); }
    precise float k = 2.0f * xpu_asin_kernel(sqrt(0.5f * (1.0f - a)));
    return x < 0.0f ? 3.14159274f - (k + 8.74227801e-8f) : k;
}
)

XPU_GLSL(kHyperbolicText,
float xpu_sinh_kernel(float x) {
    precise float z = x * x;
    precise float p = 2.50521084e-8f;
    p = p * z + 2.75573192e-6f;
    p = p * z + 0.000198412698f;
    p = p * z + 0.00833333333f;
    p = p * z + 0.166666667f;
    return p * (z * x) + x;
}
float xpu_sinh(float x) {
    precise float a = abs(x);
    if (a < 1.0f) { return xpu_sinh_kernel(x); }
    precise float r = 0.0f;
    if (a < 40.0f) {
        precise float t = xpu_exp(a);
        r = 0.5f * t - 0.5f / t;
    } else {
        precise float t = xpu_exp(0.5f * a);
        r = (0.5f * t) * t;
    }
    return x < 0.0f ? -r : r;
}
float xpu_cosh(float x) {
    precise float a = abs(x);
    if (a < 40.0f) {
        precise float t = xpu_exp(a);
        return 0.5f * t + 0.5f / t;
    }
    precise float t = xpu_exp(0.5f * a);
    return (0.5f * t) * t;
}
float xpu_tanh(float x) {
    if (x != x) { return x; }
    precise float a = abs(x);
    precise float r = 1.0f;
    if (a < 1.0f) { return xpu_sinh_kernel(x) / xpu_cosh(x); }
    if (a < 10.0f) { r = 1.0f - 2.0f / (xpu_exp(2.0f * a) + 1.0f); }
    return x < 0.0f ? -r : r;
}
)

XPU_GLSL(kPowText,
float xpu_upper(float x) { return intBitsToFloat(floatBitsToInt(x) & int(0xfffff000u)); }
float xpu_product_error(float a, float b, float p) {
    /* Dekker: what rounding took from p = a * b */
    precise float ah = xpu_upper(a);
    precise float bh = xpu_upper(b);
    precise float al = a - ah;
    precise float bl = b - bh;
    precise float error = ah * bh - p;
    error = error + ah * bl;
    error = error + al * bh;
    return error + al * bl;
}
float xpu_pow_positive(float x, float y) {
    int e = 0;
    if (x < 1.1754944e-38f) { x = x * 8388608.0f; e = -23; }
    int bits = floatBitsToInt(x);
    e = e + ((bits >> 23) - 127);
    float m = intBitsToFloat((bits & 0x007fffff) | 0x3f800000);
    if (m > 1.41421356f) { m = m * 0.5f; e = e + 1; }
    /* log2 m = 2/ln 2 * (s + s^3/3 + ...), s = f/(2+f) in two floats */
    precise float f = m - 1.0f;
    precise float d = 2.0f + f;
    precise float d_low = f - (d - 2.0f);
    precise float s = f / d;
    precise float sd = s * d;
    precise float s_low = (((f - sd) - xpu_product_error(s, d, sd)) - s * d_low) / d;
    precise float z = s * s;
    precise float p = 0.0909090909f;
    p = p * z + 0.111111111f;
    p = p * z + 0.142857143f;
    p = p * z + 0.2f;
    p = p * z + 0.333333333f;
    precise float low = s_low + p * (z * s);
    precise float g = s * 2.88539004f;
    precise float g_low = xpu_product_error(s, 2.88539004f, g) + s * 3.851926e-8f
                          + low * 2.88539004f;
    precise float n = float(e);
    precise float l = n + g;
    precise float l_low = (abs(n) >= abs(g) ? (n - l) + g : (g - l) + n) + g_low;
    precise float whole = l + l_low;
    l_low = l_low - (whole - l);
    l = whole;
    precise float t = y * l;
    if (!(abs(t) < 200.0f)) { return t > 0.0f ? intBitsToFloat(0x7f800000) : 0.0f; }
    precise float t_low = xpu_product_error(y, l, t) + y * l_low;
    precise float k = roundEven(t);
    precise float r = ((t - k) + t_low) * 0.693147181f;
    precise float q = 0.00019841270f;
    q = q * r + 0.0013888889f;
    q = q * r + 0.0083333333f;
    q = q * r + 0.041666667f;
    q = q * r + 0.16666667f;
    q = q * r + 0.5f;
    q = q * (r * r) + r;
    return xpu_scale2(q + 1.0f, int(k));
}
float xpu_pow(float x, float y) {
    if (y == 0.0f || x == 1.0f) { return 1.0f; }
    if (x != x || y != y) { return intBitsToFloat(0x7fc00000); }
    precise float ax = abs(x);
    precise float ay = abs(y);
    float inf = intBitsToFloat(0x7f800000);
    bool whole = ay >= 8388608.0f || floor(ay) == ay;
    bool odd = whole && ay < 16777216.0f && floor(ay * 0.5f) * 2.0f != ay;
    bool flip = odd && floatBitsToInt(x) < 0;
    precise float r = 0.0f;
    if (ay == inf) { r = ax == 1.0f ? 1.0f : ((ax > 1.0f) == (y > 0.0f) ? inf : 0.0f); }
    else if (ax == 0.0f) { r = y > 0.0f ? 0.0f : inf; }
    else if (ax == inf) { r = y > 0.0f ? inf : 0.0f; }
    else if (x < 0.0f && !whole) { return intBitsToFloat(0x7fc00000); }
    else if (y == 1.0f) { r = ax; }
    else if (y == 2.0f) { r = ax * ax; }
    else { r = xpu_pow_positive(ax, y); }
    return flip ? -r : r;
}
)

} // namespace xpu::expression_math
// NOLINTEND(misc-definitions-in-headers, readability-identifier-naming)
// clang-format on
#undef precise
