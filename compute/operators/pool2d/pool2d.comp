#version 450
// The max or mean of x [planes, height, width] under windows, one invocation a window.
layout(local_size_x_id = 0) in;
layout(constant_id = 1) const uint kMean = 0;
layout(constant_id = 2) const uint kCountPad = 0;
layout(push_constant) uniform Push {
    uint count;
    int height;
    int width;
    int madeHeight;
    int madeWidth;
    ivec2 window;
    ivec2 stride;
    ivec2 dilation;
    ivec2 before;
    ivec2 after;
};
layout(std430, binding = 0) readonly buffer X { float x[]; };
layout(std430, binding = 1) writeonly buffer Y { float y[]; };

void main()
{
    uint id = (gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x) * gl_WorkGroupSize.x
              + gl_LocalInvocationID.x;
    if (id >= count)
        return;
    int place = int(id % uint(madeHeight * madeWidth));
    uint plane = id / uint(madeHeight * madeWidth) * uint(height * width);
    ivec2 corner = ivec2(place / madeWidth, place % madeWidth) * stride - before;
    ivec2 limit = ivec2(height, width) + after;
    float largest = uintBitsToFloat(0xff800000u);
    float sum = 0.0;
    float lost = 0.0; // of the sum by rounding
    uint seen = 0u;
    uint padded = 0u;
    for (int r = 0; r < window.x; ++r)
        for (int c = 0; c < window.y; ++c) {
            ivec2 at = corner + ivec2(r, c) * dilation;
            if (at.x < limit.x && at.y < limit.y)
                ++padded;
            if (at.x < 0 || at.x >= height || at.y < 0 || at.y >= width)
                continue;
            ++seen;
            float v = x[plane + uint(at.x * width + at.y)];
            if (v > largest || isnan(v))
                largest = v;
            precise float term = v - lost;
            precise float next = sum + term;
            lost = (next - sum) - term;
            sum = next;
        }
    y[id] = kMean == 0u ? largest : sum / float(kCountPad == 1u ? padded : seen);
}
