#version 450
#extension GL_EXT_control_flow_attributes : require
// c = alpha op(a) op(b) + beta c0 over a stretch of k. A work-group makes a tile of results, an
// invocation kRowQuads x kColumnQuads blocks of 4 x 4 of them; kDepth columns of a and rows of b are
// staged in shared memory at a time. Matrices of a batch lie one behind the other. Where k is cut
// into parts, gl_WorkGroupID.z is the part, and each part has a c of its own. WIDE computes in
// double.
#ifdef WIDE
#define REAL double
#define REAL4 dvec4
#else
#define REAL float
#define REAL4 vec4
#endif
layout(local_size_x_id = 0, local_size_y_id = 1) in;
layout(constant_id = 0) const uint kGroupX = 8;
layout(constant_id = 1) const uint kGroupY = 8;
layout(constant_id = 2) const uint kDepth = 16; // a multiple of kUnroll and of 4
layout(constant_id = 3) const uint kUnroll = 4;
layout(constant_id = 4) const uint kRowQuads = 1;
layout(constant_id = 5) const uint kColumnQuads = 1;
layout(constant_id = 6) const uint kPadding = 0; // quads behind a staged row, against bank conflicts
// How a and b are read: one element at a time, or four that lie together in memory, along the edge
// of the tile (rows of a, columns of b) or along k.
const uint kByElement = 0u;
const uint kAlongEdge = 1u;
const uint kAlongDepth = 2u;
layout(constant_id = 7) const uint kReadA = 0;
layout(constant_id = 8) const uint kReadB = 0;
layout(constant_id = 9) const uint kWriteQuads = 0; // 1: four columns of c lie together in memory
layout(constant_id = 10) const uint kRagged = 1; // 0: every stretch of k is a multiple of kDepth
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
    uint partDepth; // of k, for one part
    uint partResults; // elements from one part's c to the next
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
layout(std430, binding = 0) readonly buffer AQuads { REAL4 a4[]; };
layout(std430, binding = 1) readonly buffer B { REAL b[]; };
layout(std430, binding = 1) readonly buffer BQuads { REAL4 b4[]; };
layout(std430, binding = 2) readonly buffer C0 { REAL c0[]; };
layout(std430, binding = 2) readonly buffer C0Quads { REAL4 c04[]; };
layout(std430, binding = 3) buffer C { REAL c[]; };
layout(std430, binding = 3) buffer CQuads { REAL4 c4[]; };

const uint kThreads = kGroupX * kGroupY;
const uint kRowsStaged = kRowQuads * kGroupY; // in quads
const uint kColumnsStaged = kColumnQuads * kGroupX;
const uint kStrideA = kRowsStaged + kPadding;
const uint kStrideB = kColumnsStaged + kPadding;
const uint kDepthQuads = kDepth / 4u;
const uint kBlocksA = kDepthQuads * kRowsStaged; // of 4 x 4 elements
const uint kBlocksB = kDepthQuads * kColumnsStaged;
const uint kSharesA = (kBlocksA + kThreads - 1u) / kThreads; // an invocation's at most
const uint kSharesB = (kBlocksB + kThreads - 1u) / kThreads;

shared REAL4 stagedA[kDepth * kStrideA];
shared REAL4 stagedB[kDepth * kStrideB];

REAL4 sum[4u * kRowQuads * kColumnQuads];
uint matrix = 0u; // of the batch
uint end = 0u;    // of this part's stretch of k

// Four rows of four become four columns.
#define TRANSPOSE(v)                                                                               \
    {                                                                                              \
        REAL4 t0 = REAL4(v[0].x, v[1].x, v[2].x, v[3].x);                                          \
        REAL4 t1 = REAL4(v[0].y, v[1].y, v[2].y, v[3].y);                                          \
        REAL4 t2 = REAL4(v[0].z, v[1].z, v[2].z, v[3].z);                                          \
        v[3] = REAL4(v[0].w, v[1].w, v[2].w, v[3].w);                                              \
        v[0] = t0;                                                                                 \
        v[1] = t1;                                                                                 \
        v[2] = t2;                                                                                 \
    }

// What lies beyond the last row or column is some other element, or nothing that is read as
// anything (the device checks bounds): its products are never stored. Beyond `end` there must be
// zeros.
#define CLEAR_BEYOND_END(v, k)                                                                     \
    if (kRagged == 1u && k + 3u >= end) {                                                          \
        [[unroll]] for (uint j = 0u; j < 4u; ++j)                                                  \
            if (k + j >= end)                                                                      \
                v[j] = REAL4(0.0);                                                                 \
    }

// A block's place along the edge of the tile and, in quads, along k: neighbouring invocations read
// what lies together.
uvec2 placeA(uint block)
{
    return kReadA == kAlongEdge ? uvec2(block % kRowsStaged, block / kRowsStaged)
                                : uvec2(block / kDepthQuads, block % kDepthQuads);
}

uvec2 placeB(uint block)
{
    return kReadB == kAlongDepth ? uvec2(block / kDepthQuads, block % kDepthQuads)
                                 : uvec2(block % kColumnsStaged, block / kColumnsStaged);
}

void stageA(uint at, uint to, uint k)
{
    REAL4 v[4];
    if (kReadA == kAlongEdge) {
        [[unroll]] for (uint j = 0u; j < 4u; ++j)
            v[j] = a4[(at + j * aColumn) / 4u];
    } else if (kReadA == kAlongDepth) {
        [[unroll]] for (uint j = 0u; j < 4u; ++j)
            v[j] = a4[(at + j * aRow) / 4u];
        TRANSPOSE(v)
    } else {
        [[unroll]] for (uint j = 0u; j < 4u; ++j) {
            uint from = at + j * aColumn;
            v[j] = REAL4(a[from], a[from + aRow], a[from + 2u * aRow], a[from + 3u * aRow]);
        }
    }
    CLEAR_BEYOND_END(v, k)
    [[unroll]] for (uint j = 0u; j < 4u; ++j)
        stagedA[to + j * kStrideA] = v[j];
}

void stageB(uint at, uint to, uint k)
{
    REAL4 v[4];
    if (kReadB == kAlongEdge) {
        [[unroll]] for (uint j = 0u; j < 4u; ++j)
            v[j] = b4[(at + j * bRow) / 4u];
    } else if (kReadB == kAlongDepth) {
        [[unroll]] for (uint j = 0u; j < 4u; ++j)
            v[j] = b4[(at + j * bColumn) / 4u];
        TRANSPOSE(v)
    } else {
        [[unroll]] for (uint j = 0u; j < 4u; ++j) {
            uint from = at + j * bRow;
            v[j] = REAL4(b[from], b[from + bColumn], b[from + 2u * bColumn], b[from + 3u * bColumn]);
        }
    }
    CLEAR_BEYOND_END(v, k)
    [[unroll]] for (uint j = 0u; j < 4u; ++j)
        stagedB[to + j * kStrideB] = v[j];
}

// kUnroll steps of k, of what is staged.
void multiply(uint first, uint lx, uint ly)
{
    [[unroll]] for (uint u = 0u; u < kUnroll; ++u) {
        uint k = first + u;
        REAL4 left[kRowQuads];
        REAL4 right[kColumnQuads];
        [[unroll]] for (uint q = 0u; q < kRowQuads; ++q)
            left[q] = stagedA[k * kStrideA + q * kGroupY + ly];
        [[unroll]] for (uint q = 0u; q < kColumnQuads; ++q)
            right[q] = stagedB[k * kStrideB + q * kGroupX + lx];
        [[unroll]] for (uint r = 0u; r < kRowQuads; ++r)
            [[unroll]] for (uint q = 0u; q < kColumnQuads; ++q) {
                uint s = 4u * (r * kColumnQuads + q);
                sum[s] += left[r].x * right[q];
                sum[s + 1u] += left[r].y * right[q];
                sum[s + 2u] += left[r].z * right[q];
                sum[s + 3u] += left[r].w * right[q];
            }
    }
}

void storeRow(uint row, uint column, REAL4 values)
{
    if (row >= m || column >= n)
        return;
    uint inMatrix = row * n + column;
    uint at = gl_WorkGroupID.z * partResults + matrix * m * n + inMatrix;
    REAL4 result = alpha * values;
    if (kWriteQuads == 1u) {
        if (mode == 1u)
            result += beta * c04[(matrix * c0Matrix + inMatrix) / 4u];
        else if (mode == 2u)
            result += c4[at / 4u];
        c4[at / 4u] = result;
        return;
    }
    uint count = min(4u, n - column);
    for (uint i = 0u; i < count; ++i) {
        REAL one = result[i];
        if (mode == 1u)
            one += beta * c0[matrix * c0Matrix + inMatrix + i];
        else if (mode == 2u)
            one += c[at + i];
        c[at + i] = one;
    }
}

void main()
{
    uint tile = firstTile + gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x;
    if (tile >= tiles) // the whole group leaves: no barrier is missed
        return;
    matrix = tile / tilesEach;
    tile %= tilesEach;
    uint row0 = tile / tilesAcross * 4u * kRowsStaged;
    uint column0 = tile % tilesAcross * 4u * kColumnsStaged;
    uint lx = gl_LocalInvocationID.x;
    uint ly = gl_LocalInvocationID.y;
    uint local = ly * kGroupX + lx;
    uint begin = kBegin + gl_WorkGroupID.z * partDepth;
    end = min(kEnd, begin + partDepth);

    [[unroll]] for (uint i = 0u; i < 4u * kRowQuads * kColumnQuads; ++i)
        sum[i] = REAL4(0.0);
    // Where this invocation's blocks come from and go to.
    uint fromA[kSharesA], toA[kSharesA], deepA[kSharesA];
    uint fromB[kSharesB], toB[kSharesB], deepB[kSharesB];
    [[unroll]] for (uint i = 0u; i < kSharesA; ++i) {
        uvec2 place = placeA(i * kThreads + local);
        deepA[i] = 4u * place.y;
        toA[i] = deepA[i] * kStrideA + place.x;
        fromA[i] = matrix * aMatrix + (row0 + 4u * place.x) * aRow + (begin + deepA[i]) * aColumn;
    }
    uint other = kThreads - 1u - local; // where there are few blocks, other invocations take b's
    [[unroll]] for (uint i = 0u; i < kSharesB; ++i) {
        uvec2 place = placeB(i * kThreads + other);
        deepB[i] = 4u * place.y;
        toB[i] = deepB[i] * kStrideB + place.x;
        fromB[i] = matrix * bMatrix + (column0 + 4u * place.x) * bColumn + (begin + deepB[i]) * bRow;
    }
    for (uint k0 = begin; k0 < end; k0 += kDepth) {
        [[unroll]] for (uint i = 0u; i < kSharesA; ++i) {
            if (i * kThreads + kThreads <= kBlocksA || i * kThreads + local < kBlocksA)
                stageA(fromA[i], toA[i], k0 + deepA[i]);
            fromA[i] += kDepth * aColumn;
        }
        [[unroll]] for (uint i = 0u; i < kSharesB; ++i) {
            if (i * kThreads + kThreads <= kBlocksB || i * kThreads + other < kBlocksB)
                stageB(fromB[i], toB[i], k0 + deepB[i]);
            fromB[i] += kDepth * bRow;
        }
        barrier();
        if (kUnroll == kDepth)
            multiply(0u, lx, ly);
        else
            for (uint k = 0u; k < kDepth; k += kUnroll)
                multiply(k, lx, ly);
        barrier();
    }
    [[unroll]] for (uint r = 0u; r < kRowQuads; ++r)
        [[unroll]] for (uint q = 0u; q < kColumnQuads; ++q)
            [[unroll]] for (uint i = 0u; i < 4u; ++i) {
                REAL4 values = sum[4u * (r * kColumnQuads + q) + i];
                uint row = row0 + 4u * (r * kGroupY + ly) + i;
                uint column = column0 + 4u * (q * kGroupX + lx);
                storeRow(row, column, values);
            }
}
