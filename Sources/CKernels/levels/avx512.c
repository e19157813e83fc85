// The kernels in AVX-512 instructions.
#include "table.h"
#if defined(__x86_64__)
#define LEVEL LEVEL_AVX512
#define TABLE kernels_avx512
#include "vectors.h"

#pragma clang attribute push( \
  __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,fma"), min_vector_width(512))), \
  apply_to = function)
#include "all.h"
#pragma clang attribute pop
#endif
