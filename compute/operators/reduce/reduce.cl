// One pass over x seen as [outer, length, inner]: result p of `pieces` folds a part of `length`, with
// RUNS one piece after the other (a processor reads on), else every `pieces`th element from p on
// (neighbours read neighbours). Passes repeat on the partial results until one piece is left.
#define LANES 8
__kernel void reduce(__global const X* restrict x, __global Y* restrict y, uint count, uint length,
                     uint pieces, uint inner, float scale)
{
    uint o = ITEM;
    if (o >= count)
        return;
    uint rest = o / inner;
    uint piece = rest % pieces;
    uint run = (length + pieces - 1u) / pieces;
    uint from = RUNS ? min(length, piece * run) : piece;
    uint end = RUNS ? min(length, from + run) : length;
    uint stride = RUNS ? 1u : pieces;
    size_t base = (size_t)(rest / pieces) * length * inner + o % inner;
    double lanes[LANES];
    for (uint l = 0u; l < LANES; ++l)
        lanes[l] = neutral();
    uint at = from;
    if (RUNS && inner == 1u)
        for (; at + LANES <= end; at += LANES)
            for (uint l = 0u; l < LANES; ++l)
                lanes[l] = fold(lanes[l], LOAD(base + at + l));
    for (; at < end; at += stride)
        lanes[0] = fold(lanes[0], LOAD(base + (size_t)at * inner));
    double total = lanes[0];
    for (uint l = 1u; l < LANES; ++l)
        total = fold(total, lanes[l]);
    y[o] = (Y)(total / scale);
}
