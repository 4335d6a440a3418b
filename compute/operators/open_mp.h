#pragma once

/// Of the OpenMP runtime that oneDNN brings along; its own header comes with GCC only.
extern "C" void omp_set_num_threads(int threads); // NOLINT(readability-identifier-naming)
