// Rows of A and columns of B lie in panels of ROWS rows and VECTORS x WIDTH columns, padded with
// zeros, so that the loop over k reads on and tests no bounds. A work-item keeps a panel's results in
// registers.
__kernel void gemm_pack(__global const X* restrict x, __global REAL* restrict to, uint count, uint k,
                        uint extent, uint width, uint stepK, uint stepE)
{
    uint o = ITEM;
    if (o >= count)
        return;
    uint line = o / width;
    uint e = line / k * width + o % width;
    to[o] = e < extent ? LOAD((size_t)(line % k) * stepK + (size_t)e * stepE) : 0;
}
