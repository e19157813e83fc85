// What vectors can do at this level. Included inside the level's target attribute, after vectors.h.

#include "fused.h"

INLINE f16 f16_load(const float *p) { return *(const f16_anywhere *)p; }
INLINE void f16_store(float *p, f16 v) { *(f16_anywhere *)p = v; }
INLINE i16 i16_load(const int32_t *p) { return *(const i16_anywhere *)p; }

DEFINE_FMA(f16_fma, f16, 16)

/// The first `count` (0 to 16) lanes from memory, the others `rest`; touches no other memory.
INLINE f16 f16_load_part(const float *p, ptrdiff_t count, float rest) {
#if LEVEL == LEVEL_AVX512
  return (f16)_mm512_mask_loadu_ps(
    _mm512_set1_ps(rest), (__mmask16)((1u << count) - 1), p);
#else
  f16 v = rest;
  float lanes[16];
  *(f16_anywhere *)lanes = v;
  for (ptrdiff_t i = 0; i < count; i++) __builtin_memcpy(lanes + i, p + i, sizeof *p);
  return *(f16_anywhere *)lanes;
#endif
}

/// Stores the first `count` (0 to 16) lanes.
INLINE void f16_store_part(float *p, f16 v, ptrdiff_t count) {
#if LEVEL == LEVEL_AVX512
  _mm512_mask_storeu_ps(p, (__mmask16)((1u << count) - 1), (__m512)v);
#else
  float lanes[16];
  *(f16_anywhere *)lanes = v;
  // What lies at p may be whole numbers, whose bits are stored as they are.
  for (ptrdiff_t i = 0; i < count; i++) __builtin_memcpy(p + i, lanes + i, sizeof *p);
#endif
}

/// condition (all ones or all zeros a lane) ? a : b.
INLINE f16 f16_select(i16 condition, f16 a, f16 b) {
  return (f16)((condition & (i16)a) | (~condition & (i16)b));
}

/// x < 0 ? 0 : x; keeps NaN and −0.
INLINE f16 f16_relu(f16 x) { return f16_select(x < 0.0f, (f16)0.0f, x); }
INLINE float relu(float x) { return x < 0 ? 0 : x; }
