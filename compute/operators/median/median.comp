#version 450
// Medians of windows over x seen as [height, width, channels], two bits at a time: the samples under
// each of the three thresholds that split what is still possible are counted. y holds the bits found
// so far, so that large windows may be cut into several dispatches. An invocation makes one word,
// from word `from` on.
layout(local_size_x_id = 0) in;
layout(constant_id = 1) const uint kBytes = 1; // of a sample: 1 and 2 are unsigned, 4 is float
layout(push_constant) uniform Push { uint count; int height; int width; uint channels; int radius; uint bits; uint passes; uint from; };
layout(std430, binding = 0) readonly buffer X { uint x[]; };
layout(std430, binding = 1) buffer Y { uint y[]; };

// Whole numbers in the order of the samples.
uint keyAt(uint i)
{
    if (kBytes == 1u)
        return bitfieldExtract(x[i >> 2], int(i & 3u) * 8, 8);
    if (kBytes == 2u)
        return bitfieldExtract(x[i >> 1], int(i & 1u) * 16, 16);
    uint bits = x[i];
    return bits >> 31 == 1u ? ~bits : bits | 0x80000000u;
}

uint valueOf(uint key) { return kBytes != 4u ? key : key >> 31 == 1u ? key & 0x7fffffffu : ~key; }

// Samples of the window of sample o under `low` plus one, two and three times `part`.
uvec3 countBelow(uint o, uint low, uint part)
{
    uint channel = o % channels;
    uint pixel = o / channels;
    int column = int(pixel % uint(width));
    int row = int(pixel / uint(width));
    uvec3 thresholds = uvec3(low) + part * uvec3(1u, 2u, 3u);
    uvec3 below = uvec3(0u);
    for (int dy = -radius; dy <= radius; ++dy) {
        uint line = uint(clamp(row + dy, 0, height - 1)) * uint(width);
        for (int dx = -radius; dx <= radius; ++dx) {
            uint at = line + uint(clamp(column + dx, 0, width - 1));
            below += uvec3(lessThan(uvec3(keyAt(at * channels + channel)), thresholds));
        }
    }
    return below;
}

void main()
{
    uint word = from + (gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x) * gl_WorkGroupSize.x
                + gl_LocalInvocationID.x;
    uint perWord = 4u / kBytes;
    if (word >= (count + perWord - 1u) / perWord)
        return;
    uint side = uint(2 * radius + 1);
    uvec3 half_ = uvec3(side * side / 2u);
    uint known = bits == 8u * kBytes ? 0u : y[word];
    uint packed = 0u;
    for (uint i = 0u; i < perWord && word * perWord + i < count; ++i) {
        uint key = kBytes == 4u ? known : bitfieldExtract(known, int(i * 8u * kBytes), int(8u * kBytes));
        uint open = bits;
        for (uint pass = 0u; pass < passes; ++pass) {
            open -= 2u;
            uvec3 digit = uvec3(lessThanEqual(countBelow(word * perWord + i, key, 1u << open), half_));
            key += (digit.x + digit.y + digit.z) << open;
        }
        packed |= (open == 0u ? valueOf(key) : key) << (i * 8u * kBytes);
    }
    y[word] = packed;
}
