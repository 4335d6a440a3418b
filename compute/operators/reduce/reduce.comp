#version 450
#extension GL_GOOGLE_include_directive : require
// One pass over x seen as [outer, length, inner]: result p of `pieces` folds elements p,
// p + pieces, p + 2 pieces, ... of `length`, so that neighbours read neighbours. Passes repeat on
// the partial results until one piece is left. WIDE folds in double; without it sums carry their
// rounding error along in a second float.
layout(local_size_x_id = 0) in;
layout(push_constant) uniform Push { uint count; uint length; uint pieces; uint inner; float scale; };
layout(std430, binding = 0) readonly buffer X { uint x[]; };
layout(std430, binding = 1) writeonly buffer Y { uint y[]; };
#include "../element.glsl"
#include "../fold.glsl"

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
    store(o, total, scale);
}
