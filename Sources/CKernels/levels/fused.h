// Fused multiply-adds of floats, by an instruction where the level has one, else exactly by doubles.

#if LEVEL == LEVEL_BASELINE && !defined(__aarch64__)

/// a b + c, rounded once, in `count` lanes.
///
/// The product is exact in doubles. Their sum is rounded to odd: where it is not exact (its error by Knuth's two-sum is
/// not 0) and its last bit is 0, it goes to its neighbour on the side of the error. Rounding that to a float is then
/// rounding the exact sum, since a double has more than two bits beyond a float (Boldo & Melquiond 2008).
#define DEFINE_FMA(name, vector, count) \
  static __attribute__((noinline)) vector name(vector a, vector b, vector c) { \
    typedef double doubles __attribute__((ext_vector_type(count))); \
    typedef int64_t bits __attribute__((ext_vector_type(count))); \
    const doubles addend = __builtin_convertvector(c, doubles); \
    const doubles product = __builtin_convertvector(a, doubles) * __builtin_convertvector(b, doubles); \
    const doubles sum = product + addend, rest = sum - product; \
    const doubles error = (product - (sum - rest)) + (addend - rest); \
    const bits is_inexact = (error < 0.0) | (error > 0.0); \
    const bits is_even = ((bits)sum & 1) - 1; \
    const bits away = ((error < 0.0) ^ (sum < 0.0)) | 1; \
    return __builtin_convertvector((doubles)((bits)sum + (is_inexact & is_even & away)), vector); \
  }

#else

#define DEFINE_FMA(name, vector, count) \
  INLINE vector name(vector a, vector b, vector c) { return __builtin_elementwise_fma(a, b, c); }

#endif
