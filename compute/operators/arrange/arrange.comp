#version 450
// Moves words between places whose numbers grow by the strides of up to eight axes, one invocation a
// word. The last axis moves fastest.
layout(local_size_x_id = 0) in;
layout(constant_id = 1) const uint kAxes = 1;
layout(push_constant) uniform Push { uint count; uint first; uint extent[8]; uint from[8]; uint to[8]; };
layout(std430, binding = 0) readonly buffer X { uint x[]; };
layout(std430, binding = 1) writeonly buffer Y { uint y[]; };

void main()
{
    uint rest = (gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x) * gl_WorkGroupSize.x
                + gl_LocalInvocationID.x;
    if (rest >= count)
        return;
    uint source = 0u;
    uint target = first;
    for (uint i = kAxes; i > 0u; --i) {
        uint at = rest % extent[i - 1u];
        rest /= extent[i - 1u];
        source += at * from[i - 1u];
        target += at * to[i - 1u];
    }
    y[target] = x[source];
}
