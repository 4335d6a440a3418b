#version 450
// What a transform needs besides its passes, on [outer, length, inner] complex numbers. kMode:
//  0  a copy (of real numbers with kReal), scaled
//  1  the first `other` points of every line
//  2  whole lines from the first `other` points of real ones
//  3  the real parts, scaled
// and for lengths that are no product of small primes, a convolution of `other` points with chirps
// e^(-i pi n^2 / length), n < length:
//  4  lines times their chirp, filled up with zeros
//  5  the factor they are convolved with
//  6  spectra of lines times that of the factor, which lies at binding 2
//  7  the first `length` points times their chirp, scaled
// `roots` is that of fft.comp for 2 length.
layout(local_size_x_id = 0) in;
layout(constant_id = 1) const uint kMode = 0;
layout(constant_id = 2) const uint kInverse = 0;
layout(constant_id = 3) const uint kReal = 0;
layout(push_constant) uniform Push {
    uint count;
    uint length;
    uint inner;
    uint other;
    uint split;
    float scale;
};
layout(std430, binding = 0) readonly buffer X { float x[]; };
layout(std430, binding = 1) writeonly buffer Y { float y[]; };
layout(std430, binding = 2) readonly buffer Roots { vec2 roots[]; };

vec2 load(uint i) { return kReal == 1u ? vec2(x[i], 0.0) : vec2(x[2u * i], x[2u * i + 1u]); }
void store(uint i, vec2 v)
{
    y[2u * i] = v.x;
    y[2u * i + 1u] = v.y;
}

vec2 times(vec2 a, vec2 b) { return vec2(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x); }
vec2 conjugate(vec2 v) { return vec2(v.x, -v.y); }

/// n^2 mod 2 length, of which the chirp is made: its angle has no other precision.
uint turn(uint n)
{
    uint high;
    uint low;
    umulExtended(n, n, high, low);
    uint rest = 0u;
    for (int bit = 31; bit >= 0; --bit) {
        rest = rest << 1 | high >> bit & 1u;
        rest -= rest >= 2u * length ? 2u * length : 0u;
    }
    for (int bit = 31; bit >= 0; --bit) {
        rest = rest << 1 | low >> bit & 1u;
        rest -= rest >= 2u * length ? 2u * length : 0u;
    }
    return rest;
}

vec2 chirp(uint n)
{
    uint u = turn(n);
    vec2 forward = times(roots[u % split], roots[split + u / split]);
    return kInverse == 1u ? conjugate(forward) : forward;
}

void main()
{
    uint id = (gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x) * gl_WorkGroupSize.x
              + gl_LocalInvocationID.x;
    if (id >= count)
        return;
    uint line = id / inner;
    uint q = id % inner;
    switch (kMode) {
    case 0u:
        store(id, scale * load(id));
        break;
    case 1u:
        store(id, load(line / other * length + line % other)); // inner is 1
        break;
    case 2u: {
        uint i = line % length;
        uint start = line / length * other;
        store(id, i < other ? load(start + i) : conjugate(load(start + length - i)));
        break;
    }
    case 3u:
        y[id] = scale * load(id).x;
        break;
    case 4u: {
        uint m = line % other;
        uint from = (line / other * length + m) * inner + q;
        store(id, m < length ? times(load(from), chirp(m)) : vec2(0.0));
        break;
    }
    case 5u: {
        uint n = min(id, other - id);
        store(id, n < length ? conjugate(chirp(n)) : vec2(0.0));
        break;
    }
    case 6u:
        store(id, times(load(id), roots[line % other]));
        break;
    default: {
        uint n = line % length;
        uint from = (line / length * other + n) * inner + q;
        store(id, scale * times(load(from), chirp(n)));
        break;
    }
    }
}
