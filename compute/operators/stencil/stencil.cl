// One step of a stencil over x seen as [height, width, channels]; a work-item makes one element of y.
// BORDER: 0 clamp, 1 wrap, 2 mirror, 3 zero. LEVELS is the largest level of an integer Y, else 0.

// Where index i of an axis is read; -1 where it reads zero.
int place_of(int i, int extent)
{
    if (i >= 0 && i < extent)
        return i;
    if (BORDER == 0u)
        return clamp(i, 0, extent - 1);
    if (BORDER == 1u)
        return i < 0 ? extent - 1 - (-1 - i) % extent : i % extent;
    if (BORDER == 2u) {
        int period = max(1, 2 * (extent - 1));
        int m = (int)(abs(i) % (uint)period);
        return min(m, period - m);
    }
    return -1;
}

__kernel void stencil(__global const X* restrict x, __global Y* restrict y,
                      __global const uint4* restrict tap, uint count, int height, int width,
                      uint channels, uint taps, uint from)
{
    uint o = from + ITEM;
    if (o >= count)
        return;
    uint channel = o % channels;
    uint pixel = o / channels;
    int column = (int)(pixel % (uint)width);
    int row = (int)(pixel / (uint)width);
    REAL sum = 0;
    for (uint k = 0u; k < taps; ++k) {
        uint4 t = tap[k];
        int down = place_of(row + (int)t.x, height);
        int across = place_of(column + (int)t.y, width);
        REAL v = 0;
        if (down >= 0 && across >= 0)
            v = LOAD(((size_t)down * (uint)width + (uint)across) * channels + channel);
        REAL term = WEIGHT(t) * v;
        sum = sum + term;
    }
    if (LEVELS > 0u)
        sum = clamp(floor(sum + (REAL)0.5f), (REAL)0, (REAL)LEVELS);
    y[o] = (Y)sum;
}
