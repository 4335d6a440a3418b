#version 450
#extension GL_GOOGLE_include_directive : require
// Non-local means as compute/operators/nlmeans/nlmeans.h defines them, for a band of `rows` rows from
// row `top` on. Four offsets at a time: their weights are the parts of one vector. STAGE is
//   1 x -> pixels of four floats with margins of search + patch, clamped at the edges
//   2 squared differences of every pixel and those four offsets away
//   3 their sums down the patch
//   4 those sums across it, and the weights; 0 where one of a pair lies outside the picture
//   5 what the pixels of the band receive through these weights
//   6 pixels and what they received -> y
layout(local_size_x_id = 0) in;
layout(constant_id = 2) const int kChannels = 4; // those beyond are zero and never read
layout(push_constant) uniform Push {
    ivec4 across;
    ivec4 down;
    int top;
    int rows;
    int height;
    int width;
    int patch_;
    int search;
    int channels;
    uint first; // 1: nothing has been received yet
    float scale;
};

// Planes start so many rows above the band and columns left of the picture.
int margin() { return patch_ + search; }
int pixelAt(int row, int column)
{
    return (row - top + margin()) * (width + 2 * margin()) + column + margin();
}
vec4 channelsOf(vec4 v)
{
    return kChannels == 1 ? vec4(v.x, 0.0, 0.0, 0.0) : kChannels == 3 ? vec4(v.xyz, 0.0) : v;
}
int weightAt(int row, int column) { return (row - top + search) * width + column; }

#if STAGE == 1
layout(std430, binding = 0) readonly buffer X { uint x[]; };
layout(std430, binding = 1) writeonly buffer P { vec4 p[]; };
#include "../element.glsl"

void make(int column, int line)
{
    if (column >= width + 2 * margin())
        return;
    int row = clamp(top - margin() + line, 0, height - 1);
    uint from = uint((row * width + clamp(column - margin(), 0, width - 1)) * channels);
    vec4 v = vec4(0.0);
    v.x = load(from).x;
    if (channels > 1) {
        v.y = load(from + 1u).x;
        v.z = load(from + 2u).x;
    }
    if (channels > 3)
        v.w = load(from + 3u).x;
    p[line * (width + 2 * margin()) + column] = v;
}

#elif STAGE == 2
layout(std430, binding = 0) readonly buffer P { vec4 p[]; };
layout(std430, binding = 1) writeonly buffer D { vec4 d[]; };

float squared(vec4 a, vec4 b)
{
    precise vec4 v = (a - b) * (a - b);
    precise float sum = ((v.x + v.y) + v.z) + v.w;
    return sum;
}

void make(int column, int line)
{
    if (column >= width + 2 * patch_)
        return;
    int at = pixelAt(top - margin() + line, column - patch_);
    ivec4 to = at + down * (width + 2 * margin()) + across;
    vec4 here = channelsOf(p[at]);
    d[line * (width + 2 * patch_) + column] =
        vec4(squared(here, channelsOf(p[to.x])), squared(here, channelsOf(p[to.y])), squared(here, channelsOf(p[to.z])),
             squared(here, channelsOf(p[to.w])));
}

#elif STAGE == 3
layout(std430, binding = 0) readonly buffer D { vec4 d[]; };
layout(std430, binding = 1) writeonly buffer S { vec4 s[]; };

void make(int column, int line)
{
    if (column >= width + 2 * patch_)
        return;
    int wide = width + 2 * patch_;
    precise vec4 sum = vec4(0.0);
    for (int i = 0; i <= 2 * patch_; ++i)
        sum = sum + d[(line + i) * wide + column];
    s[line * wide + column] = sum;
}

#elif STAGE == 4
layout(std430, binding = 0) readonly buffer S { vec4 s[]; };
layout(std430, binding = 1) writeonly buffer W { vec4 w[]; };

// 2^max(exponent, -100) with kPowers of nlmeans.h.
vec4 power(vec4 exponent)
{
    vec4 t = mix(vec4(-100.0), exponent, greaterThan(exponent, vec4(-100.0)));
    ivec4 whole = ivec4(t);
    precise vec4 f = t - vec4(whole);
    precise vec4 v = vec4(0.0010036305);
    v = v * f + 0.0093442313;
    v = v * f + 0.0554085597;
    v = v * f + 0.2402146906;
    v = v * f + 0.6931469440;
    v = v * f + 1.0;
    v = v * intBitsToFloat((whole + 127) << 23);
    return v;
}

void make(int column, int line)
{
    if (column >= width)
        return;
    precise vec4 sum = vec4(0.0);
    for (int i = 0; i <= 2 * patch_; ++i)
        sum = sum + s[line * (width + 2 * patch_) + column + i];
    precise vec4 exponent = sum * scale;
    int row = top - search + line;
    ivec4 columns = column + across;
    ivec4 rowsThere = row + down;
    bvec4 left = greaterThanEqual(columns, ivec4(0));
    bvec4 right = lessThan(columns, ivec4(width));
    bvec4 below = lessThan(rowsThere, ivec4(height));
    vec4 inside = vec4(left) * vec4(right) * vec4(below) * (row >= 0 ? 1.0 : 0.0);
    w[line * width + column] = power(exponent) * inside;
}

#elif STAGE == 5
layout(std430, binding = 0) readonly buffer P { vec4 p[]; };
layout(std430, binding = 1) readonly buffer W { vec4 w[]; };
layout(std430, binding = 2) buffer Sums { vec4 sums[]; };
layout(std430, binding = 3) buffer Weights { float weights[]; };

void make(int column, int line)
{
    if (column >= width)
        return;
    int row = top + line;
    int o = line * width + column;
    int at = pixelAt(row, column);
    vec4 here = channelsOf(p[at]);
    precise vec4 sum = first == 1u ? vec4(0.0) : channelsOf(sums[o]);
    precise float weight = first == 1u ? 1.0 : weights[o];
    vec4 own = w[weightAt(row, column)];
    for (int i = 0; i < 4; ++i) {
        int away = down[i] * (width + 2 * margin()) + across[i];
        if (own[i] > 0.0) {
            precise vec4 part = own[i] * (channelsOf(p[at + away]) - here);
            sum = sum + part;
            weight = weight + own[i];
        }
        int back = column - across[i];
        if (back < 0 || back >= width)
            continue;
        float other = w[weightAt(row - down[i], back)][i];
        if (other > 0.0) {
            precise vec4 part = other * (channelsOf(p[at - away]) - here);
            sum = sum + part;
            weight = weight + other;
        }
    }
    sums[o] = sum;
    weights[o] = weight;
}

#else
layout(constant_id = 1) const uint kBytes = 1; // of a sample of y: 1 and 2 are unsigned, 4 is float
layout(std430, binding = 0) readonly buffer P { vec4 p[]; };
layout(std430, binding = 1) readonly buffer Sums { vec4 sums[]; };
layout(std430, binding = 2) readonly buffer Weights { float weights[]; };
layout(std430, binding = 3) writeonly buffer Y { uint y[]; };
#include "../levels.glsl"

float denoised(int sample_)
{
    int pixel = sample_ / channels;
    int channel = sample_ % channels;
    precise float share = sums[pixel][channel] / weights[pixel];
    precise float v = p[pixelAt(top + pixel / width, pixel % width)][channel] + share;
    return v;
}

// Words of a band instead of pixels of its rows: `line` counts pieces of one row's words.
void make(int column, int line)
{
    uint perWord = 4u / kBytes;
    uint samples = uint(rows) * uint(width) * uint(channels);
    uint words = (uint(width) * uint(channels) + perWord - 1u) / perWord;
    uint o = uint(line) * words + uint(column);
    if (uint(column) >= words || o * perWord >= samples)
        return;
    uint start = uint(top) * uint(width) * uint(channels) / perWord;
    if (kBytes == 4u) {
        y[start + o] = floatBitsToUint(denoised(int(o)));
        return;
    }
    uint word = 0u;
    for (uint i = 0u; i < perWord && o * perWord + i < samples; ++i)
        word |= levelOf(denoised(int(o * perWord + i)), kBytes) << (i * 8u * kBytes);
    y[start + o] = word;
}
#endif

void main() { make(int(gl_GlobalInvocationID.x), int(gl_WorkGroupID.y)); }
