// Products of matrices.
//
// Where an output of these, of sparse.h or of convolution.h is NaN, it is any NaN: which one an instruction passes on
// differs between machines.
#ifndef CKERNELS_PRODUCTS_H
#define CKERNELS_PRODUCTS_H

#include <stdbool.h>
#include <stddef.h>

/// What a product does with each finished output.
typedef enum {
  kernel_activation_none = 0,
  kernel_activation_relu = 1,  // x < 0 ? 0 : x; NaN stays NaN
} kernel_activation;

/// C[m×n] = activation(start + A[m×k] B[k×n]), A and B read transposed where asked (then stored as k×m and n×k).
///
/// Each output starts from c itself when `accumulate`, else from bias[column] when `bias` is not null, else from 0; then
/// the k products are added in index order, each by one fused multiply-add; then the activation is applied.
void kernel_product(
  bool transpose_a, bool transpose_b, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const float *a,
  ptrdiff_t lda, const float *b, ptrdiff_t ldb, float *c, ptrdiff_t ldc, bool accumulate,
  const float *bias, kernel_activation activation);

#endif
