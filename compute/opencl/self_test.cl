// y[i] mixes an integer hash and a float formula of x[i] with its mirror image in the work-group.
__kernel void self_test(__global const uint* x, __global uint* y, uint count, uint salt)
{
    __local uint mirror[C0];
    uint i = ITEM;
    uint me = (uint)get_local_id(0);
    uint value = i < count ? x[i] : 0u;
    for (uint turn = 0u; turn < 8u; ++turn)
        value = (value ^ (value >> 15)) * 0x2c1b3c6du + salt;
    mirror[me] = value;
    barrier(CLK_LOCAL_MEM_FENCE);
    float quarter = (float)(value & 0xffffu) * 0.25f;
    float sum = quarter + 3.0f;
    if (i < count)
        y[i] = mirror[C0 - 1u - me] ^ as_uint(sum);
}
