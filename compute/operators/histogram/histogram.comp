#version 450
#extension GL_GOOGLE_include_directive : require
// kStage 0 clears the counts, 1 adds those of x: an invocation takes `run` elements of its group's
// piece. Where they fit, a group counts for itself first (kShared bins) and adds its sums at the end.
layout(local_size_x_id = 0) in;
layout(constant_id = 1) const uint kStage = 0;
layout(constant_id = 2) const uint kShared = 1; // bins a group holds itself; 1: none
#ifdef WIDE
#define REAL double
#else
#define REAL float
#endif
layout(push_constant) uniform Push { uint count; uint bins; uint run; uint unused; REAL low; REAL high; REAL scale; };
layout(std430, binding = 0) readonly buffer X { uint x[]; };
layout(std430, binding = 1) buffer Y { uint y[]; };
#include "../element.glsl"

shared uint counts[kShared];

REAL valueAt(uint i)
{
#ifdef WIDE
    return load(i);
#else
    return load(i).x;
#endif
}

void countElement(uint i)
{
    REAL v = valueAt(i);
    if (!(v >= low && v <= high))
        return;
    precise REAL place = (v - low) * scale;
    uint bin = min(uint(place), bins - 1u);
    if (kShared > 1u)
        atomicAdd(counts[bin], 1u);
    else
        atomicAdd(y[bin], 1u);
}

void main()
{
    uint group = gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x;
    uint width = gl_WorkGroupSize.x;
    uint me = gl_LocalInvocationID.x;
    if (kStage == 0u) {
        uint bin = group * width + me;
        if (bin < bins)
            y[bin] = 0u;
        return;
    }
    if (group > (count - 1u) / (width * run)) // the whole group: no barrier is left out
        return;
    if (kShared > 1u) {
        for (uint bin = me; bin < kShared; bin += width)
            counts[bin] = 0u;
        barrier();
    }
    uint first = group * width * run;
    for (uint k = 0u; k < run; ++k) {
        uint i = first + k * width + me;
        if (i >= count || i < first) // past the end, or past that of 32 bits
            break;
        countElement(i);
    }
    if (kShared > 1u) {
        barrier();
        for (uint bin = me; bin < kShared; bin += width)
            if (bin < bins && counts[bin] > 0u)
                atomicAdd(y[bin], counts[bin]);
    }
}
