#version 450
// y[i] mixes an integer hash and a float formula of x[i] with its mirror image in the work-group.
layout(local_size_x_id = 0) in;
layout(constant_id = 0) const uint kGroup = 64;
layout(push_constant) uniform Push
{
    uint count;
    uint salt;
};
layout(std430, binding = 0) readonly buffer X { uint x[]; };
layout(std430, binding = 1) writeonly buffer Y { uint y[]; };
shared uint mirror[kGroup];

void main()
{
    uint i = (gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x) * gl_WorkGroupSize.x
             + gl_LocalInvocationID.x;
    uint local = gl_LocalInvocationID.x;
    uint value = i < count ? x[i] : 0u;
    for (uint round = 0u; round < 8u; ++round)
        value = (value ^ (value >> 15)) * 0x2c1b3c6du + salt;
    mirror[local] = value;
    barrier();
    precise float quarter = float(value & 0xffffu) * 0.25;
    precise float sum = quarter + 3.0;
    if (i < count)
        y[i] = mirror[kGroup - 1u - local] ^ floatBitsToUint(sum);
}
