#version 450
// c = alpha (sum of the parts) + beta c0: the end of a gemm whose k was cut into parts. An
// invocation makes one element. WIDE computes in double.
#ifdef WIDE
#define REAL double
#else
#define REAL float
#endif
layout(local_size_x_id = 0) in;
layout(push_constant) uniform Push {
    REAL alpha;
    REAL beta;
    uint count; // elements of c
    uint parts;
    uint inMatrix; // elements of one matrix of the batch
    uint c0Matrix; // elements from one matrix of c0 to the next
    uint adds;     // 1: c0 is read
};
layout(std430, binding = 0) readonly buffer Parts { REAL part[]; };
layout(std430, binding = 1) readonly buffer C0 { REAL c0[]; };
layout(std430, binding = 2) writeonly buffer C { REAL c[]; };

void main()
{
    uint i = (gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x) * gl_WorkGroupSize.x
             + gl_LocalInvocationID.x;
    if (i >= count)
        return;
    REAL sum = REAL(0.0);
    for (uint p = 0u; p < parts; ++p)
        sum += part[p * count + i];
    sum *= alpha;
    if (adds == 1u)
        sum += beta * c0[i / inMatrix * c0Matrix + i % inMatrix];
    c[i] = sum;
}
