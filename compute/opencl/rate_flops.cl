// Multiplies and adds in registers: two vectors of eight floats, so that units overlap.
__kernel void rate_flops(__global float4* y, uint trips)
{
    float8 a = (float8)(1.0f + 0.001f * (float)(ITEM & 7u));
    float8 b = a * 0.5f;
    float8 c = a * 0.25f;
    float8 d = a * 0.125f;
    for (uint t = 0u; t < trips; ++t) {
        a = a * 0.999f + 0.001f;
        b = b * 0.999f + 0.002f;
        c = c * 0.999f + 0.003f;
        d = d * 0.999f + 0.004f;
    }
    float8 all = a + b + c + d;
    if (trips > 0u)
        y[ITEM] = all.lo + all.hi;
}
