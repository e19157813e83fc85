// The kernels in AVX2 and FMA instructions.
#include "table.h"
#if defined(__x86_64__)
#define LEVEL LEVEL_AVX2
#define TABLE kernels_avx2
#include "vectors.h"

#pragma clang diagnostic ignored "-Wpsabi"  // vectors are never passed between files
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "all.h"
#pragma clang attribute pop
#endif
