#version 450
// One pass over x seen as [outer, length, inner]: result p of `pieces` folds elements p,
// p + pieces, p + 2 pieces, ... of `length`, so that neighbours read neighbours. Passes repeat on
// the partial results until one piece is left. WIDE folds in double; without it sums carry their
// rounding error along in a second float.
layout(local_size_x_id = 0) in;
layout(constant_id = 1) const uint kFn = 0;     // 0 sum, 1 min, 2 max, 3 prod
layout(constant_id = 2) const uint kSource = 0; // see load
layout(constant_id = 3) const uint kTarget = 0; // see store
layout(push_constant) uniform Push { uint count; uint length; uint pieces; uint inner; float scale; };
layout(std430, binding = 0) readonly buffer X { uint x[]; };
layout(std430, binding = 1) writeonly buffer Y { uint y[]; };

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

VALUE neutral()
{
    switch (kFn) {
    case 0u:
        return widened(0.0);
    case 1u:
        return widened(infinity());
    case 2u:
        return widened(-infinity());
    default:
        return widened(1.0);
    }
}

VALUE fold(VALUE a, VALUE b)
{
    switch (kFn) {
    case 0u:
        return add(a, b);
    case 1u:
        return less(b, a) || isNan(b) ? b : a;
    case 2u:
        return less(a, b) || isNan(b) ? b : a;
    default:
        return multiply(a, b);
    }
}

void storeWide(uint i, VALUE v)
{
#ifdef WIDE
    uvec2 words = unpackDouble2x32(v);
#else
    uvec2 words = floatBitsToUint(v);
#endif
    y[2u * i] = words.x;
    y[2u * i + 1u] = words.y;
}

void main()
{
    uint o = (gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x) * gl_WorkGroupSize.x
             + gl_LocalInvocationID.x;
    if (o >= count)
        return;
    uint rest = o / inner;
    uint base = rest / pieces * length;
    VALUE total = neutral();
    for (uint at = rest % pieces; at < length; at += pieces)
        total = fold(total, load((base + at) * inner + o % inner));
    if (kTarget == 0u) { // a partial result
        storeWide(o, total);
        return;
    }
#ifdef WIDE
    total = total / double(scale);
    if (kTarget == 1u)
        y[o] = floatBitsToUint(float(total));
    else
        storeWide(o, total);
#else
    y[o] = floatBitsToUint((total.x + total.y) / scale);
#endif
}
