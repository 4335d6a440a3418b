#version 450
#extension GL_GOOGLE_include_directive : require
// Running joins of `count` elements in runs of `run`, one invocation a run. kStage 0 leaves the
// join of each run, 1 writes the running joins themselves, starting from element o - 1 of `prefix`
// where `prefixed` says that the runs before this one were joined into it.
layout(local_size_x_id = 0) in;
layout(constant_id = 4) const uint kStage = 0;
layout(push_constant) uniform Push { uint count; uint runs; uint run; uint prefixed; };
layout(std430, binding = 0) readonly buffer X { uint x[]; };
layout(std430, binding = 1) writeonly buffer Y { uint y[]; };
layout(std430, binding = 2) readonly buffer Prefix { uint prefix[]; };
#include "../element.glsl"
#include "../fold.glsl"

VALUE before(uint i)
{
    uvec2 words = uvec2(prefix[2u * i], prefix[2u * i + 1u]);
#ifdef WIDE
    return packDouble2x32(words);
#else
    return uintBitsToFloat(words);
#endif
}

void main()
{
    uint o = (gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x) * gl_WorkGroupSize.x
             + gl_LocalInvocationID.x;
    if (o >= runs)
        return;
    uint end = o * run + min(run, count - o * run);
    VALUE total = kStage == 1u && prefixed == 1u && o > 0u ? before(o - 1u) : neutral();
    for (uint i = o * run; i < end; ++i) {
        total = fold(total, load(i));
        if (kStage == 1u)
            store(i, total, 1.0);
    }
    if (kStage == 0u)
        store(o, total, 1.0);
}
