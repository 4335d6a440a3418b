#version 450
// c = alpha op(a) op(b) + beta c0 over kBegin <= k < kEnd. A work-group makes a tile of
// 4 kGroup x 4 kGroup results, an invocation 4 x 4 of them; kDepth columns of a and rows of b are
// staged in shared memory at a time. Matrices of a batch lie one behind the other. WIDE computes in
// double.
#ifdef WIDE
#define REAL double
#define REAL4 dvec4
#else
#define REAL float
#define REAL4 vec4
#endif
layout(local_size_x_id = 0, local_size_y_id = 1) in;
layout(constant_id = 0) const uint kGroup = 8;
layout(constant_id = 2) const uint kDepth = 16;
layout(push_constant) uniform Push {
    REAL alpha;
    REAL beta;
    uint m;
    uint n;
    uint aRow; // strides of op(a) and op(b)
    uint aColumn;
    uint bRow;
    uint bColumn;
    uint kBegin;
    uint kEnd;
    uint firstTile;
    uint tilesAcross;
    uint tiles; // of the whole result
    uint mode;  // 0 c is new, 1 c adds to c0, 2 c adds to itself
    uint tilesEach; // of one matrix of the batch
    uint aMatrix;   // elements from one matrix of the batch to the next
    uint bMatrix;
    uint c0Matrix;
};
layout(std430, binding = 0) readonly buffer A { REAL a[]; };
layout(std430, binding = 1) readonly buffer B { REAL b[]; };
layout(std430, binding = 2) readonly buffer C0 { REAL c0[]; };
layout(std430, binding = 3) buffer C { REAL c[]; };

uint matrix = 0u; // of the batch

shared REAL4 stagedA[kDepth * kGroup];
shared REAL4 stagedB[kDepth * kGroup];

REAL4 loadA(uint row, uint k)
{
    REAL4 v = REAL4(0.0);
    if (k < kEnd) {
        uint at = matrix * aMatrix + row * aRow + k * aColumn;
        if (row + 3u < m)
            return REAL4(a[at], a[at + aRow], a[at + 2u * aRow], a[at + 3u * aRow]);
        if (row < m)
            v.x = a[at];
        if (row + 1u < m)
            v.y = a[at + aRow];
        if (row + 2u < m)
            v.z = a[at + 2u * aRow];
    }
    return v;
}

REAL4 loadB(uint k, uint column)
{
    REAL4 v = REAL4(0.0);
    if (k < kEnd) {
        uint at = matrix * bMatrix + k * bRow + column * bColumn;
        if (column + 3u < n)
            return REAL4(b[at], b[at + bColumn], b[at + 2u * bColumn], b[at + 3u * bColumn]);
        if (column < n)
            v.x = b[at];
        if (column + 1u < n)
            v.y = b[at + bColumn];
        if (column + 2u < n)
            v.z = b[at + 2u * bColumn];
    }
    return v;
}

void store(uint row, uint column, REAL value)
{
    if (row >= m || column >= n)
        return;
    uint inMatrix = row * n + column;
    uint at = matrix * m * n + inMatrix;
    REAL result = alpha * value;
    if (mode == 1u)
        result += beta * c0[matrix * c0Matrix + inMatrix];
    else if (mode == 2u)
        result += c[at];
    c[at] = result;
}

void storeRow(uint row, uint column, REAL4 values)
{
    store(row, column, values.x);
    store(row, column + 1u, values.y);
    store(row, column + 2u, values.z);
    store(row, column + 3u, values.w);
}

void main()
{
    uint tile = firstTile + gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x;
    if (tile >= tiles) // the whole group leaves: no barrier is missed
        return;
    matrix = tile / tilesEach;
    tile %= tilesEach;
    uint row0 = tile / tilesAcross * 4u * kGroup;
    uint column0 = tile % tilesAcross * 4u * kGroup;
    uint lx = gl_LocalInvocationID.x;
    uint ly = gl_LocalInvocationID.y;
    REAL4 r0 = REAL4(0.0), r1 = REAL4(0.0), r2 = REAL4(0.0), r3 = REAL4(0.0);
    for (uint k0 = kBegin; k0 < kEnd; k0 += kDepth) {
        for (uint e = ly * kGroup + lx; e < kDepth * kGroup; e += kGroup * kGroup) {
            // Neighbouring invocations read along a row of a, and of b where it is not transposed.
            stagedA[e % kDepth * kGroup + e / kDepth] = loadA(row0 + 4u * (e / kDepth), k0 + e % kDepth);
            stagedB[e] = loadB(k0 + e / kGroup, column0 + 4u * (e % kGroup));
        }
        barrier();
        for (uint k = 0u; k < kDepth; ++k) {
            REAL4 left = stagedA[k * kGroup + ly];
            REAL4 right = stagedB[k * kGroup + lx];
            r0 += left.x * right;
            r1 += left.y * right;
            r2 += left.z * right;
            r3 += left.w * right;
        }
        barrier();
    }
    uint row = row0 + 4u * ly;
    uint column = column0 + 4u * lx;
    storeRow(row, column, r0);
    storeRow(row + 1u, column, r1);
    storeRow(row + 2u, column, r2);
    storeRow(row + 3u, column, r3);
}
