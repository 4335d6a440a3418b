#version 450
// One pass of Stockham's transform along an axis of [outer, length, inner]: an invocation joins
// kRadix points that lie length / kRadix apart, `done` being the product of the radices before, and
// writes them where the next pass, or the reader, wants them. `roots` holds e^(-2 pi i u / length)
// for u < split, then for all multiples of split: their product is any of them.
layout(local_size_x_id = 0) in;
layout(constant_id = 1) const uint kRadix = 2;
layout(constant_id = 2) const uint kInverse = 0;
layout(constant_id = 3) const uint kReal = 0; // x holds real numbers
layout(push_constant) uniform Push {
    uint count;
    uint length;
    uint inner;
    uint done;
    uint split;
    float scale;
};
layout(std430, binding = 0) readonly buffer X { float x[]; };
layout(std430, binding = 1) writeonly buffer Y { vec2 y[]; };
layout(std430, binding = 2) readonly buffer Roots { vec2 roots[]; };

// With real and imaginary parts exchanged on both sides the same transform goes backward.
vec2 load(uint i)
{
    vec2 v = kReal == 1u ? vec2(x[i], 0.0) : vec2(x[2u * i], x[2u * i + 1u]);
    return kInverse == 1u ? v.yx : v;
}

vec2 times(vec2 a, vec2 b) { return vec2(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x); }

vec2 root(uint u) { return times(roots[u % split], roots[split + u / split]); }

void dft4(inout vec2 a, inout vec2 b, inout vec2 c, inout vec2 d)
{
    vec2 s0 = a + c;
    vec2 s1 = a - c;
    vec2 s2 = b + d;
    vec2 s3 = vec2(b.y - d.y, d.x - b.x); // -i (b - d)
    a = s0 + s2;
    b = s1 + s3;
    c = s0 - s2;
    d = s1 - s3;
}

const float kHalfRoot = 0.70710678118654752;
const vec2 kRoots3[3] = {vec2(1.0, 0.0), vec2(-0.5, -0.86602540378443865), vec2(-0.5, 0.86602540378443865)};
const vec2 kRoots5[5] = {vec2(1.0, 0.0), vec2(0.30901699437494742, -0.95105651629515357),
                         vec2(-0.80901699437494742, -0.58778525229247313),
                         vec2(-0.80901699437494742, 0.58778525229247313),
                         vec2(0.30901699437494742, 0.95105651629515357)};
const vec2 kRoots7[7] = {vec2(1.0, 0.0), vec2(0.62348980185873353, -0.78183148246802981),
                         vec2(-0.22252093395631440, -0.97492791218182361),
                         vec2(-0.90096886790241913, -0.43388373911755812),
                         vec2(-0.90096886790241913, 0.43388373911755812),
                         vec2(-0.22252093395631440, 0.97492791218182361),
                         vec2(0.62348980185873353, 0.78183148246802981)};

vec2 oddRoot(uint i) { return kRadix == 3u ? kRoots3[i] : kRadix == 5u ? kRoots5[i] : kRoots7[i]; }

void main()
{
    uint id = (gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x) * gl_WorkGroupSize.x
              + gl_LocalInvocationID.x;
    if (id >= count)
        return;
    uint apart = length / kRadix;
    uint line = id / inner;
    uint j = line % apart;
    uint base = line / apart * length * inner + id % inner;
    uint k = j % done;
    uint turn = k * (apart / done); // length / (done * kRadix)
    vec2 v[8];
    for (uint i = 0u; i < kRadix; ++i) {
        v[i] = load(base + (j + i * apart) * inner);
        if (i > 0u && done > 1u)
            v[i] = times(v[i], root(turn * i));
    }
    if (kRadix == 2u) {
        vec2 a = v[0];
        v[0] = a + v[1];
        v[1] = a - v[1];
    } else if (kRadix == 4u) {
        dft4(v[0], v[1], v[2], v[3]);
    } else if (kRadix == 8u) {
        dft4(v[0], v[2], v[4], v[6]);
        dft4(v[1], v[3], v[5], v[7]);
        vec2 odd1 = kHalfRoot * vec2(v[3].x + v[3].y, v[3].y - v[3].x);
        vec2 odd2 = vec2(v[5].y, -v[5].x);
        vec2 odd3 = kHalfRoot * vec2(v[7].y - v[7].x, -v[7].x - v[7].y);
        vec2 even1 = v[2];
        vec2 even2 = v[4];
        vec2 even3 = v[6];
        vec2 even0 = v[0];
        vec2 odd0 = v[1];
        v[0] = even0 + odd0;
        v[4] = even0 - odd0;
        v[1] = even1 + odd1;
        v[5] = even1 - odd1;
        v[2] = even2 + odd2;
        v[6] = even2 - odd2;
        v[3] = even3 + odd3;
        v[7] = even3 - odd3;
    } else {
        vec2 all[7];
        for (uint o = 0u; o < kRadix; ++o) {
            all[o] = v[0];
            for (uint i = 1u; i < kRadix; ++i)
                all[o] += times(v[i], oddRoot(i * o % kRadix));
        }
        for (uint o = 0u; o < kRadix; ++o)
            v[o] = all[o];
    }
    uint target = base + ((j - k) * kRadix + k) * inner;
    for (uint i = 0u; i < kRadix; ++i) {
        vec2 result = scale * v[i];
        y[target + i * done * inner] = kInverse == 1u ? result.yx : result;
    }
}
