// Elements of x, a buffer of words the including kernel declares, as the numbers it computes with:
// doubles with WIDE, else a float and its rounding error. kSource is the word of a dtype in
// compute/vulkan/element_words.h. Constants 1 and 2 belong to the kernels.
layout(constant_id = 3) const uint kSource = 0;

#ifdef WIDE
#define VALUE double
double infinity() { return packDouble2x32(uvec2(0u, 0x7ff00000u)); }
double partial(uint i) { return packDouble2x32(uvec2(x[2u * i], x[2u * i + 1u])); }
double widened(double v) { return v; }
bool less(double a, double b) { return a < b; }
bool isNan(double v) { return isnan(v); }
double add(double a, double b) { return a + b; }
double multiply(double a, double b) { return a * b; }
#else
#define VALUE vec2
float infinity() { return uintBitsToFloat(0x7f800000u); }
vec2 partial(uint i) { return vec2(uintBitsToFloat(x[2u * i]), uintBitsToFloat(x[2u * i + 1u])); }
vec2 widened(float v) { return vec2(v, 0.0); }
bool less(vec2 a, vec2 b) { return a.x < b.x; }
bool isNan(vec2 v) { return isnan(v.x); }
vec2 add(vec2 a, vec2 b)
{
    precise float sum = a.x + b.x;
    precise float part = sum - a.x;
    precise float lost = (a.x - (sum - part)) + (b.x - part);
    precise float low = a.y + b.y + lost;
    return vec2(sum, isinf(sum) || isnan(sum) ? 0.0 : low);
}
vec2 multiply(vec2 a, vec2 b) { return vec2(a.x * b.x, 0.0); }
#endif

VALUE load(uint i)
{
    switch (kSource) {
    case 0u:
        return widened(uintBitsToFloat(x[i]));
    case 1u:
        return widened(float(bitfieldExtract(x[i >> 2], int(i & 3u) * 8, 8)));
    case 2u:
        return widened(float(bitfieldExtract(x[i >> 1], int(i & 1u) * 16, 16)));
    case 3u:
        return widened(float(bitfieldExtract(int(x[i >> 2]), int(i & 3u) * 8, 8)));
    case 4u:
        return widened(float(bitfieldExtract(int(x[i >> 1]), int(i & 1u) * 16, 16)));
    case 5u:
        return widened(unpackHalf2x16(x[i >> 1])[i & 1u]);
#ifdef WIDE
    case 6u:
        return double(int(x[i]));
    case 7u:
        return double(x[i]);
#endif
    default: // 8: doubles, or partial results
        return partial(i);
    }
}
