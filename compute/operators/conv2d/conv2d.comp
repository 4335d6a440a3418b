#version 450
// A convolution as sums over channels and windows: an invocation makes kRows channels of y at kColumns
// of its places, which lie far apart so that neighbours read neighbours. Of the terms (channel, then
// row, then column of the window) it takes those from `from` up to `end`; where `from` is not 0 it adds
// to what y holds.
layout(local_size_x_id = 0) in;
layout(constant_id = 1) const uint kRows = 4;
layout(constant_id = 2) const uint kColumns = 4;
layout(constant_id = 3) const uint kBias = 0;
layout(push_constant) uniform Push {
    uint count;   // invocations
    uint spots;   // of a block of channels: places / kColumns
    uint blocks;  // of a group of channels: channels / kRows
    uint groups;
    uint channels; // of x, in a group
    uint results;  // of y, in a group
    int height;
    int width;
    int madeHeight;
    int madeWidth;
    uint window;   // rows, columns << 16
    uint stride;   // the same
    uint dilation;
    int top;
    int left;
    uint from;
    uint end;
};
layout(std430, binding = 0) readonly buffer X { float x[]; };
layout(std430, binding = 1) readonly buffer W { float w[]; };
layout(std430, binding = 2) readonly buffer B { float bias[]; };
layout(std430, binding = 3) buffer Y { float y[]; };

ivec2 both(uint packed) { return ivec2(packed & 0xffffu, packed >> 16); }

void main()
{
    uint id = (gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x) * gl_WorkGroupSize.x
              + gl_LocalInvocationID.x;
    if (id >= count)
        return;
    uint spot = id % spots;
    uint rest = id / spots;
    uint first = rest % blocks * kRows; // channel of y in its group
    uint group = rest / blocks % groups;
    uint image = rest / blocks / groups;
    uint places = uint(madeHeight * madeWidth);
    uint result = image * groups * results + group * results + first;
    ivec2 size = both(window);
    ivec2 apart = both(dilation);
    ivec2 corner[4];
    float sum[16];
    for (uint c = 0u; c < kColumns; ++c) {
        uint place = min(spot + c * spots, places - 1u);
        corner[c] = ivec2(int(place) / madeWidth, int(place) % madeWidth) * both(stride)
                    - ivec2(top, left);
        for (uint r = 0u; r < kRows; ++r) {
            uint m = min(first + r, results - 1u);
            sum[r * kColumns + c] = from > 0u ? y[(result - first + m) * places + place]
                                    : kBias == 1u ? bias[group * results + m]
                                                  : 0.0;
        }
    }
    uint weights = channels * uint(size.x * size.y); // of one channel of y
    uint plane = uint(height * width);
    uint source = (image * groups + group) * channels * plane;
    for (uint t = from; t < end; ++t) {
        uint cell = t % uint(size.x * size.y);
        ivec2 away = ivec2(int(cell) / size.y, int(cell) % size.y) * apart;
        uint start = source + t / uint(size.x * size.y) * plane;
        float seen[4];
        for (uint c = 0u; c < kColumns; ++c) {
            ivec2 at = corner[c] + away;
            bool inside = at.x >= 0 && at.x < height && at.y >= 0 && at.y < width;
            seen[c] = inside ? x[start + uint(at.x * width + at.y)] : 0.0;
        }
        for (uint r = 0u; r < kRows; ++r) {
            float weight = w[(group * results + min(first + r, results - 1u)) * weights + t];
            for (uint c = 0u; c < kColumns; ++c)
                sum[r * kColumns + c] += weight * seen[c];
        }
    }
    for (uint c = 0u; c < kColumns; ++c) {
        uint place = spot + c * spots;
        for (uint r = 0u; r < kRows; ++r)
            if (place < places && first + r < results)
                y[(result + r) * places + place] = sum[r * kColumns + c];
    }
}
