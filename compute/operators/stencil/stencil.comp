#version 450
#extension GL_GOOGLE_include_directive : require
// One step of a stencil over x seen as [height, width, channels]; an invocation makes the elements
// of one word of y, with WIDE one double, from number `from` on.
layout(local_size_x_id = 0) in;
layout(constant_id = 1) const uint kBorder = 0; // 0 clamp, 1 wrap, 2 mirror, 3 zero
layout(constant_id = 2) const uint kTarget = 4; // bytes of an element of y: 1, 2, 4; 8 with WIDE
layout(push_constant) uniform Push { uint count; int height; int width; uint channels; uint taps; uint from; };
layout(std430, binding = 0) readonly buffer X { uint x[]; };
layout(std430, binding = 1) writeonly buffer Y { uint y[]; };
layout(std430, binding = 2) readonly buffer Taps { uvec4 tap[]; }; // down, across, weight
#include "../element.glsl"
#include "../levels.glsl"

#ifdef WIDE
#define REAL double
double weightOf(uvec4 t) { return packDouble2x32(t.zw); }
double valueAt(uint i) { return load(i); }
#else
#define REAL float
float weightOf(uvec4 t) { return uintBitsToFloat(t.z); }
float valueAt(uint i) { return load(i).x; }
#endif

// Where index i of an axis is read; -1 where it reads zero.
int placeOf(int i, int extent)
{
    if (i >= 0 && i < extent)
        return i;
    if (kBorder == 0u)
        return clamp(i, 0, extent - 1);
    if (kBorder == 1u)
        return i < 0 ? extent - 1 - (-1 - i) % extent : i % extent;
    if (kBorder == 2u) {
        int period = max(1, 2 * (extent - 1));
        int m = abs(i) % period;
        return min(m, period - m);
    }
    return -1;
}

REAL stepped(uint o)
{
    uint channel = o % channels;
    uint pixel = o / channels;
    int column = int(pixel % uint(width));
    int row = int(pixel / uint(width));
    precise REAL sum = REAL(0.0);
    for (uint k = 0u; k < taps; ++k) {
        uvec4 t = tap[k];
        int down = placeOf(row + int(t.x), height);
        int across = placeOf(column + int(t.y), width);
        REAL v = REAL(0.0);
        if (down >= 0 && across >= 0)
            v = valueAt((uint(down) * uint(width) + uint(across)) * channels + channel);
        precise REAL term = weightOf(t) * v;
        sum = sum + term;
    }
    return sum;
}

void main()
{
    uint o = from + (gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x) * gl_WorkGroupSize.x
             + gl_LocalInvocationID.x;
#ifdef WIDE
    if (o >= count)
        return;
    uvec2 words = unpackDouble2x32(stepped(o));
    y[2u * o] = words.x;
    y[2u * o + 1u] = words.y;
#else
    uint perWord = 4u / kTarget;
    if (o >= (count + perWord - 1u) / perWord)
        return;
    if (kTarget == 4u) {
        y[o] = floatBitsToUint(stepped(o));
        return;
    }
    uint word = 0u;
    for (uint i = 0u; i < perWord && o * perWord + i < count; ++i)
        word |= levelOf(stepped(o * perWord + i), kTarget) << (i * 8u * kTarget);
    y[o] = word;
#endif
}
