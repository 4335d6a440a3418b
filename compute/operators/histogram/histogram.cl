// STAGE 0 clears the counts, 1 adds those of x: a work-item takes `run` elements of its group's
// piece. Where they fit, a group counts for itself first (SHARED bins) and adds its sums at the end.
__kernel void histogram(__global const X* restrict x, __global uint* restrict y, uint count,
                        uint bins, uint run, REAL_ARGUMENTS(low), REAL_ARGUMENTS(high),
                        REAL_ARGUMENTS(scale))
{
    __local uint counts[SHARED];
    uint group = (uint)get_group_id(0);
    uint width = (uint)get_local_size(0);
    uint me = (uint)get_local_id(0);
    if (STAGE == 0u) {
        if (ITEM < bins)
            y[ITEM] = 0u;
        return;
    }
    for (uint bin = me; bin < SHARED; bin += width)
        counts[bin] = 0u;
    barrier(CLK_LOCAL_MEM_FENCE);
    ulong first = (ulong)group * width * run;
    for (uint k = 0u; k < run; ++k) {
        ulong i = first + (ulong)k * width + me;
        if (i >= count)
            break;
        REAL v = LOAD(i);
        if (!(v >= REAL_OF(low) && v <= REAL_OF(high)))
            continue;
        REAL place = (v - REAL_OF(low)) * REAL_OF(scale);
        uint bin = min((uint)place, bins - 1u);
        if (SHARED == 1u)
            atomic_inc(y + bin);
        else if (GROUP == 1u)
            ++counts[bin];
        else
            atomic_inc(counts + bin);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    if (SHARED > 1u)
        for (uint bin = me; bin < SHARED; bin += width)
            if (bin < bins && counts[bin] > 0u)
                atomic_add(y + bin, counts[bin]);
}
