// One result vector of the panels in gemm.cl, cut at the edges of c.
void put(__global REAL* restrict c, __global const REAL* restrict c0, VECTOR v, uint row, uint column,
         uint m, uint n, REAL alpha, REAL beta)
{
    if (row >= m || column >= n)
        return;
    size_t at = (size_t)row * n + column;
    REAL parts[WIDTH];
    STORE(v * alpha, 0, parts);
    for (uint l = 0u; l < WIDTH && column + l < n; ++l)
        c[at + l] = beta != 0 ? parts[l] + beta * c0[at + l] : parts[l];
}
