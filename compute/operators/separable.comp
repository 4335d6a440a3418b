#version 450
// One pass of a separable filter over x seen as [outer, extentIn, inner]; every result is
// sum over k of weights[offset + k] * x[clamp(first + k)], summed upwards without contraction.
// SOURCE and TARGET are bytes of an element: 1 and 2 are unsigned, 4 is float. An invocation makes
// the elements of one word of y, so small integers need no atomics and no 8-bit storage.
layout(local_size_x_id = 0) in;
layout(push_constant) uniform Push { uint count; uint extentIn; uint extentOut; uint inner; };
layout(std430, binding = 0) readonly buffer X { uint x[]; };
layout(std430, binding = 1) writeonly buffer Y { uint y[]; };
layout(std430, binding = 2) readonly buffer Rows { int rows[]; }; // first, count, offset of each
layout(std430, binding = 3) readonly buffer Weights { float weights[]; };

const uint kPerWord = 4 / TARGET;

float load(uint i)
{
#if SOURCE == 1
    return float(bitfieldExtract(x[i >> 2], int(i & 3u) * 8, 8));
#elif SOURCE == 2
    return float(bitfieldExtract(x[i >> 1], int(i & 1u) * 16, 16));
#else
    return uintBitsToFloat(x[i]);
#endif
}

float filtered(uint o)
{
    uint rest = o / inner;
    uint at = rest % extentOut;
    uint base = rest / extentOut * extentIn * inner + o % inner;
    int first = rows[3u * at];
    int taps = rows[3u * at + 1u];
    uint offset = uint(rows[3u * at + 2u]);
    precise float sum = 0.0;
    for (int k = 0; k < taps; ++k) {
        uint source = uint(clamp(first + k, 0, int(extentIn) - 1));
        precise float term = weights[offset + uint(k)] * load(base + source * inner);
        sum = sum + term;
    }
    return sum;
}

void main()
{
    uint word = (gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x) * gl_WorkGroupSize.x
                + gl_LocalInvocationID.x;
    if (word >= (count + kPerWord - 1u) / kPerWord)
        return;
#if TARGET == 4
    y[word] = floatBitsToUint(filtered(word));
#else
    const float kMost = TARGET == 1 ? 255.0 : 65535.0;
    uint packed = 0u;
    for (uint i = 0u; i < kPerWord && word * kPerWord + i < count; ++i) {
        uint value = uint(clamp(floor(filtered(word * kPerWord + i) + 0.5), 0.0, kMost));
        packed |= value << (i * 8u * TARGET);
    }
    y[word] = packed;
#endif
}
