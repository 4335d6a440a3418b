// Copies vectors of four words.
__kernel void rate_bandwidth(__global const uint4* x, __global uint4* y, uint count)
{
    uint i = ITEM;
    if (i < count)
        y[i] = x[i];
}
