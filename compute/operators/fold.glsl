// Joins of elements as compute/operators/fold.h has them. Includes nothing: element.glsl comes first.
layout(constant_id = 1) const uint kFn = 0;     // 0 sum, 1 min, 2 max, 3 prod
layout(constant_id = 2) const uint kTarget = 0; // see store

VALUE neutral()
{
    switch (kFn) {
    case 0u:
        return widened(0.0);
    case 1u:
        return widened(infinity());
    case 2u:
        return widened(-infinity());
    default:
        return widened(1.0);
    }
}

VALUE fold(VALUE a, VALUE b)
{
    switch (kFn) {
    case 0u:
        return add(a, b);
    case 1u:
        return less(b, a) || isNan(b) ? b : a;
    case 2u:
        return less(a, b) || isNan(b) ? b : a;
    default:
        return multiply(a, b);
    }
}

void storeWide(uint i, VALUE v)
{
#ifdef WIDE
    uvec2 words = unpackDouble2x32(v);
#else
    uvec2 words = floatBitsToUint(v);
#endif
    y[2u * i] = words.x;
    y[2u * i + 1u] = words.y;
}

// Result o of the buffer y: a partial result, f32 or f64, divided by `scale`.
void store(uint o, VALUE total, float scale)
{
    if (kTarget == 0u) {
        storeWide(o, total);
        return;
    }
#ifdef WIDE
    total = total / double(scale);
    if (kTarget == 1u)
        y[o] = floatBitsToUint(float(total));
    else
        storeWide(o, total);
#else
    y[o] = floatBitsToUint((total.x + total.y) / scale);
#endif
}
