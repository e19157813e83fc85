// Products with sparse rows: row i has the entries offsets[i] ..< offsets[i + 1].
#ifndef CKERNELS_SPARSE_H
#define CKERNELS_SPARSE_H

#include "products.h"
#include <stdint.h>

/// C[rows×n] = activation(start + S B[columns×n]); start and order as in kernel_product.
void kernel_sparse_product(
  ptrdiff_t rows, ptrdiff_t n, const int32_t *offsets, const int32_t *columns,
  const float *values, const float *b, ptrdiff_t ldb, float *c, ptrdiff_t ldc, const float *bias,
  kernel_activation activation);

/// C[columns×n] += Sᵀ D[rows×n], entry by entry in order.
void kernel_sparse_transposed_product(
  ptrdiff_t rows, ptrdiff_t n, const int32_t *offsets, const int32_t *columns,
  const float *values, const float *d, ptrdiff_t ldd, float *c, ptrdiff_t ldc);

#endif
