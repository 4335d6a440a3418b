#version 450
// Running sums of `count` numbers, each without its own, in runs of `run`, one invocation a run.
// kStage 0 leaves the sum of each run, 1 writes the sums, starting from element o of `prefix` where
// `prefixed` says that it holds what stands before each run.
layout(local_size_x_id = 0) in;
layout(constant_id = 1) const uint kStage = 0;
layout(push_constant) uniform Push { uint count; uint runs; uint run; uint prefixed; };
layout(std430, binding = 0) buffer X { uint x[]; };
layout(std430, binding = 1) buffer Sums { uint sums[]; };

void main()
{
    uint o = (gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x) * gl_WorkGroupSize.x
             + gl_LocalInvocationID.x;
    if (o >= runs)
        return;
    uint end = o * run + min(run, count - o * run);
    uint total = kStage == 1u && prefixed == 1u ? sums[o] : 0u;
    for (uint i = o * run; i < end; ++i) {
        uint own = x[i];
        if (kStage == 1u)
            x[i] = total;
        total += own;
    }
    if (kStage == 0u)
        sums[o] = total;
}
