// Joins of elements as compute/operators/fold.h has them, in double. FN: 0 sum, 1 min, 2 max, 3 prod.
double neutral(void)
{
    return FN == 0u ? 0.0 : FN == 1u ? INFINITY : FN == 2u ? -INFINITY : 1.0;
}

double fold(double a, double b)
{
    if (FN == 0u)
        return a + b;
    if (FN == 1u)
        return b < a || b != b ? b : a;
    if (FN == 2u)
        return b > a || b != b ? b : a;
    return a * b;
}
