#version 450
// Elements of a dtype as unsigned numbers in the same order (kDecode 0), and back. A key takes one
// word, those of eight bytes two, the lower one first. kType counts as in sort/vulkan.cpp.
layout(local_size_x_id = 0) in;
layout(constant_id = 1) const uint kDecode = 0;
layout(constant_id = 2) const uint kType = 0;
layout(constant_id = 3) const uint kDescending = 0;
// Of elements, or when decoding of words of the result.
layout(push_constant) uniform Push { uint count; uint elements; };
layout(std430, binding = 0) readonly buffer X { uint x[]; };
layout(std430, binding = 1) writeonly buffer Y { uint y[]; };

const uint kSigned = 1u;
const uint kFloat = 2u;

uint bytesOf() { return kType < 2u ? 1u : kType < 5u ? 2u : kType < 8u ? 4u : 8u; }
uint kind()
{
    if (kType == 1u || kType == 3u || kType == 6u || kType == 9u)
        return kSigned;
    return kType == 4u || kType == 7u || kType == 10u ? kFloat : 0u;
}

/// Of at most 32 bits, in the lower ones.
uint encode(uint bits, uint width)
{
    uint all = 0xffffffffu >> (32u - width);
    uint sign = 1u << (width - 1u);
    uint key = bits;
    if (kind() == kSigned)
        key = bits ^ sign;
    if (kind() == kFloat) {
        uint infinity = width == 16u ? 0x7c00u : 0x7f800000u;
        uint ordered = (bits & sign) != 0u ? ~bits & all : bits | sign;
        key = (bits & (all >> 1)) > infinity ? all : ordered;
    }
    return kDescending == 1u ? ~key & all : key;
}

uint decode(uint word, uint width)
{
    uint all = 0xffffffffu >> (32u - width);
    uint sign = 1u << (width - 1u);
    uint key = kDescending == 1u ? ~word & all : word;
    if (kind() == kSigned)
        return key ^ sign;
    if (kind() != kFloat)
        return key;
    if (key == all)
        return width == 16u ? 0x7e00u : 0x7fc00000u;
    return (key & sign) != 0u ? key ^ sign : ~key & all;
}

uvec2 encodeLong(uvec2 bits)
{
    uvec2 key = bits;
    if (kind() == kSigned)
        key.y ^= 0x80000000u;
    if (kind() == kFloat) {
        uint size = bits.y & 0x7fffffffu;
        key = (bits.y & 0x80000000u) != 0u ? ~bits : uvec2(bits.x, bits.y | 0x80000000u);
        if (size > 0x7ff00000u || (size == 0x7ff00000u && bits.x != 0u))
            key = uvec2(0xffffffffu);
    }
    return kDescending == 1u ? ~key : key;
}

uvec2 decodeLong(uvec2 words)
{
    uvec2 key = kDescending == 1u ? ~words : words;
    if (kind() == kSigned)
        return uvec2(key.x, key.y ^ 0x80000000u);
    if (kind() != kFloat)
        return key;
    if (key == uvec2(0xffffffffu))
        return uvec2(0u, 0x7ff80000u);
    return (key.y & 0x80000000u) != 0u ? uvec2(key.x, key.y ^ 0x80000000u) : ~key;
}

uint elementBits(uint i)
{
    if (bytesOf() == 1u)
        return bitfieldExtract(x[i >> 2], int(i & 3u) * 8, 8);
    if (bytesOf() == 2u)
        return bitfieldExtract(x[i >> 1], int(i & 1u) * 16, 16);
    return x[i];
}

void main()
{
    uint i = (gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x) * gl_WorkGroupSize.x
             + gl_LocalInvocationID.x;
    if (i >= count)
        return;
    uint width = bytesOf() * 8u;
    if (width == 64u) {
        uvec2 words = uvec2(x[2u * i], x[2u * i + 1u]);
        words = kDecode == 1u ? decodeLong(words) : encodeLong(words);
        y[2u * i] = words.x;
        y[2u * i + 1u] = words.y;
        return;
    }
    if (kDecode == 0u) {
        y[i] = encode(elementBits(i), width);
        return;
    }
    uint perWord = 4u / bytesOf();
    uint word = 0u;
    for (uint k = 0u; k < perWord && i * perWord + k < elements; ++k)
        word |= decode(x[i * perWord + k], width) << (k * width & 31u);
    y[i] = word;
}
