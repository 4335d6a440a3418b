// Moves words between places whose numbers grow by the strides of up to C0 axes, one work-item a
// word. The last axis moves fastest.
#define AXES(V) V(0) V(1) V(2) V(3) V(4) V(5) V(6) V(7)
#define STEP(i)                                                                                    \
    if (i < C0) {                                                                                  \
        uint at = rest % max(extent##i, 1u);                                                       \
        rest /= max(extent##i, 1u);                                                                \
        source += at * from##i;                                                                    \
        target += at * to##i;                                                                      \
    }
__kernel void arrange(__global const uint* restrict x, __global uint* restrict y, uint count,
                      uint first, uint extent0, uint extent1, uint extent2, uint extent3,
                      uint extent4, uint extent5, uint extent6, uint extent7, uint from0,
                      uint from1, uint from2, uint from3, uint from4, uint from5, uint from6,
                      uint from7, uint to0, uint to1, uint to2, uint to3, uint to4, uint to5,
                      uint to6, uint to7)
{
    uint rest = ITEM;
    if (rest >= count)
        return;
    uint source = 0u;
    uint target = first;
    AXES(STEP)
    y[target] = x[source];
}
