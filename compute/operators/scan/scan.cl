// Running joins of `count` elements in runs of `run`, one work-item a run. STAGE 0 leaves the join of
// each run, 1 writes the running joins themselves, starting from element o - 1 of `prefix` where
// `prefixed` says that the runs before this one were joined into it.
__kernel void scan(__global const X* restrict x, __global Y* restrict y,
                   __global const double* restrict prefix, uint count, uint runs, uint run,
                   uint prefixed)
{
    uint o = ITEM;
    if (o >= runs)
        return;
    uint end = o * run + min(run, count - o * run);
    double total = STAGE == 1u && prefixed == 1u && o > 0u ? prefix[o - 1u] : neutral();
    for (uint i = o * run; i < end; ++i) {
        total = fold(total, LOAD(i));
        if (STAGE == 1u)
            y[i] = (Y)total;
    }
    if (STAGE == 0u)
        y[o] = (Y)total;
}
