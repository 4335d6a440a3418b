#version 450
// 8 multiply-adds of vec4 per trip on four independent chains of vec4.
layout(local_size_x_id = 0) in;
layout(push_constant) uniform Push { uint trips; };
layout(std430, binding = 0) buffer Y { vec4 y[]; };

void main()
{
    uint i = (gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x) * gl_WorkGroupSize.x
             + gl_LocalInvocationID.x;
    vec4 a = y[i], b = a + 0.25, c = a + 0.5, d = a + 0.75;
    for (uint t = 0u; t < trips; ++t) {
        a = a * 0.999 + 0.001;
        b = b * 0.998 + 0.002;
        c = c * 0.997 + 0.003;
        d = d * 0.996 + 0.004;
        a = a * 0.995 + 0.005;
        b = b * 0.994 + 0.006;
        c = c * 0.993 + 0.007;
        d = d * 0.992 + 0.008;
    }
    y[i] = a + b + c + d;
}
