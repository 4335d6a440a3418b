#version 450
#extension GL_GOOGLE_include_directive : require
// softmax and (kCentred) normalize along the axis of x seen as [outer, length, inner], stage by stage:
// 0 the mean of each row from its sum, 1 sums of e^(x - largest) or (x - mean)^2 over the elements p,
// p + pieces, ... of a row, 2 what results are multiplied by, 3 the results. Sums are doubles or
// pairs of floats, terms are floats unless kWideTerms.
layout(local_size_x_id = 0) in;
layout(constant_id = 1) const uint kStage = 0;
layout(constant_id = 2) const uint kWideTerms = 0;
layout(constant_id = 4) const uint kCentred = 0;
layout(push_constant) uniform Push { uint count; uint length; uint pieces; uint inner; float epsilon; };
layout(std430, binding = 0) readonly buffer X { uint x[]; };
layout(std430, binding = 1) writeonly buffer Y { uint y[]; };
layout(std430, binding = 2) readonly buffer Figure { uint figures[]; };
layout(std430, binding = 3) readonly buffer Scale { uint scales[]; };
#include "../element.glsl"

VALUE valueOf(uvec2 words)
{
#ifdef WIDE
    return packDouble2x32(words);
#else
    return uintBitsToFloat(words);
#endif
}

void storeValue(uint i, VALUE v)
{
#ifdef WIDE
    uvec2 words = unpackDouble2x32(v);
#else
    uvec2 words = floatBitsToUint(v);
#endif
    y[2u * i] = words.x;
    y[2u * i + 1u] = words.y;
}

float rounded(VALUE v)
{
#ifdef WIDE
    return float(v);
#else
    return v.x + v.y;
#endif
}

// e^v for v <= 0; 0 under the normal range, NaN for NaN.
float exponential(float v)
{
    precise float n = roundEven(v * 1.442695041);
    precise float r = (v - n * 0.693359375) + n * 2.12194440e-4;
    float p = 1.0 / 720.0;
    p = p * r + 1.0 / 120.0;
    p = p * r + 1.0 / 24.0;
    p = p * r + 1.0 / 6.0;
    p = p * r + 0.5;
    precise float result = (p * r * r + r) + 1.0;
    if (v < -87.0)
        return 0.0;
    return v != v ? v : result * uintBitsToFloat(uint(int(n) + 127) << 23);
}

// x - a with what rounding it loses.
vec2 difference(float v, vec2 a)
{
    precise float d = v - a.x;
    precise float part = d - v;
    precise float lost = (v - (d - part)) - (a.x + part);
    return vec2(d, isinf(d) || isnan(d) ? 0.0 : lost - a.y);
}

#ifdef WIDE
// To some 2 ulp, see strips.cpp.
double exponentialWide(double v)
{
    double n = roundEven(v * 1.4426950408889634lf);
    double r = (v - n * 0.693147180369123816490lf) - n * 1.90821492927058770002e-10lf;
    double p = 1.0lf / 39916800.0lf;
    p = p * r + 1.0lf / 3628800.0lf;
    p = p * r + 1.0lf / 362880.0lf;
    p = p * r + 1.0lf / 40320.0lf;
    p = p * r + 1.0lf / 5040.0lf;
    p = p * r + 1.0lf / 720.0lf;
    p = p * r + 1.0lf / 120.0lf;
    p = p * r + 1.0lf / 24.0lf;
    p = p * r + 1.0lf / 6.0lf;
    p = p * r + 0.5lf;
    p = p * r + 1.0lf;
    p = p * r + 1.0lf;
    if (v < -708.0lf)
        return 0.0lf;
    return isnan(v) ? v : p * packDouble2x32(uvec2(0u, uint(int(n) + 1023) << 20));
}
#endif

// What an element contributes before it is scaled: e^(x - largest), or x - mean.
VALUE contribution(uint i, VALUE figure)
{
#ifdef WIDE
    if (kWideTerms == 1u)
        return kCentred == 1u ? load(i) - figure : exponentialWide(load(i) - figure);
    float high = float(figure);
    vec2 d = difference(float(load(i)), vec2(high, isinf(high) ? 0.0 : float(figure - double(high))));
#else
    vec2 d = difference(load(i).x, figure);
#endif
    if (kCentred == 0u)
        return widened(exponential(d.x) * (1.0 + d.y));
#ifdef WIDE
    return double(d.x) + double(d.y);
#else
    return d;
#endif
}

VALUE squared(VALUE v)
{
#ifdef WIDE
    return v * v;
#else
    return vec2((v.x + v.y) * (v.x + v.y), 0.0);
#endif
}

// v / n to the accuracy of a VALUE, n a whole number below 2^24 or rounded to one.
VALUE divided(VALUE v, uint n)
{
#ifdef WIDE
    return v / double(n);
#else
    precise float by = float(n);
    precise float high = v.x / by;
    // high * by exactly, from halves of 12 bits (Dekker).
    precise float c1 = 4097.0 * high;
    precise float h1 = c1 - (c1 - high);
    precise float h2 = high - h1;
    precise float c2 = 4097.0 * by;
    precise float b1 = c2 - (c2 - by);
    precise float b2 = by - b1;
    precise float product = high * by;
    precise float lost = ((h1 * b1 - product) + h1 * b2 + h2 * b1) + h2 * b2;
    precise float low = ((v.x - product) - lost + v.y) / by;
    return vec2(high, isnan(low) || isinf(low) ? 0.0 : low);
#endif
}

VALUE scaleOf(VALUE sum)
{
#ifdef WIDE
    return kCentred == 1u ? 1.0lf / sqrt(sum / double(length) + double(epsilon)) : 1.0lf / sum;
#else
    float total = rounded(sum);
    return widened(kCentred == 1u ? 1.0 / sqrt(total / float(length) + epsilon) : 1.0 / total);
#endif
}

void main()
{
    uint o = (gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x) * gl_WorkGroupSize.x
             + gl_LocalInvocationID.x;
    if (o >= count)
        return;
    uint rest = o / inner;
    uint outer = kStage == 1u ? rest / pieces : kStage == 3u ? rest / length : rest;
    uint row = outer * inner + o % inner;
    VALUE figure = valueOf(uvec2(figures[2u * row], figures[2u * row + 1u]));
    if (kStage == 0u) {
        storeValue(o, divided(figure, length));
    } else if (kStage == 1u) {
        VALUE total = widened(0.0);
        for (uint at = rest % pieces; at < length; at += pieces) {
            VALUE v = contribution((outer * length + at) * inner + o % inner, figure);
            total = add(total, kCentred == 1u ? squared(v) : v);
        }
        storeValue(o, total);
    } else if (kStage == 2u) {
        storeValue(o, scaleOf(figure));
    } else {
        VALUE scale = valueOf(uvec2(scales[2u * row], scales[2u * row + 1u]));
        VALUE v = contribution(o, figure);
#ifdef WIDE
        if (kWideTerms == 1u) {
            storeValue(o, v * scale);
            return;
        }
#endif
        y[o] = floatBitsToUint(rounded(v) * rounded(scale));
    }
}
