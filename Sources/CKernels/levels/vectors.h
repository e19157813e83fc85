// Vectors of floats for the kernels, whatever the instruction level: the compiler splits them into registers of the
// level it compiles for. Included by a level's file only, which has defined LEVEL.
#ifndef CKERNELS_VECTORS_H
#define CKERNELS_VECTORS_H

#include <stddef.h>
#include <stdint.h>
#if LEVEL > LEVEL_BASELINE
#include <immintrin.h>
#endif

#pragma STDC FP_CONTRACT OFF

#define INLINE static inline __attribute__((always_inline))

/// Sixteen lanes: the unit of everything whose order of operations must not depend on the level.
typedef float f16 __attribute__((ext_vector_type(16)));
typedef int32_t i16 __attribute__((ext_vector_type(16)));
typedef uint32_t u16 __attribute__((ext_vector_type(16)));

// Not aligned, and allowed to alias.
typedef float f16_anywhere __attribute__((ext_vector_type(16), aligned(4), may_alias));
typedef int32_t i16_anywhere __attribute__((ext_vector_type(16), aligned(4), may_alias));

#endif
