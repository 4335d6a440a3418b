#version 450
// Sums of products a[o, i] x[i] over pieces of i, piece p of result o at y[p m + o]; the partial
// results are summed by the same means until one piece is left. kAcross 1: a group sums a piece of a
// row, its invocations neighbouring elements. kAcross 0: an invocation sums a piece of a column.
// WIDE computes in double.
#ifdef WIDE
#define REAL double
#else
#define REAL float
#endif
layout(local_size_x_id = 0) in;
layout(constant_id = 0) const uint kGroup = 64; // a power of two
layout(constant_id = 1) const uint kAcross = 0;
layout(constant_id = 2) const uint kTimesX = 1; // 0: sums of a alone
layout(push_constant) uniform Push { REAL alpha; uint m; uint k; uint pieceLength; uint pieces; };
layout(std430, binding = 0) readonly buffer A { REAL a[]; };
layout(std430, binding = 1) readonly buffer X { REAL x[]; };
layout(std430, binding = 2) writeonly buffer Y { REAL y[]; };

shared REAL sums[kGroup];

REAL term(uint at, uint i)
{
    return kTimesX == 1u ? a[at] * x[i] : a[at];
}

void main()
{
    uint group = gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x;
    uint me = gl_LocalInvocationID.x;
    uint part = kAcross == 1u ? group : group * kGroup + me;
    bool present = part < m * pieces;
    uint o = part % m;
    uint begin = part / m * pieceLength;
    uint end = present ? begin + min(pieceLength, k - begin) : begin;
    REAL total = REAL(0.0);
    if (kAcross == 0u) {
        for (uint i = begin; i < end; ++i)
            total += term(i * m + o, i);
        if (present)
            y[part] = alpha * total;
        return;
    }
    for (uint i = begin + me; i < end; i += kGroup)
        total += term(o * k + i, i);
    sums[me] = total;
    barrier();
    for (uint width = kGroup / 2u; width > 0u; width /= 2u) {
        if (me < width)
            sums[me] += sums[me + width];
        barrier();
    }
    if (me == 0u && present)
        y[part] = alpha * sums[0];
}
