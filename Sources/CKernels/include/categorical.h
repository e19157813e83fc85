// Draws from the distributions that rows of logits describe.
#ifndef CKERNELS_CATEGORICAL_H
#define CKERNELS_CATEGORICAL_H

#include <stddef.h>
#include <stdint.h>

// The inverse transform: out[i] is the first column at which the running sum of the weights exp(sharpness · x[i,j]) of row
// i, in index order, is more than uniforms[i], which lies in [0, 1), times the sum of all. `sharpness`, positive, is the
// inverse of a temperature; it and 1.5 times it are finite.
//
// Columns come in chunks of 128. Within a chunk weights are relative to its largest, computed to 10⁻⁶ or so of themselves,
// and added by the fixed tree of reductions.h; chunks, relative to the largest of the row, are added in double precision in
// index order, and so are the weights within the one that is drawn. Weights below 2⁻¹²⁶ of the largest of their chunk are 0,
// and a column of weight 0 is never drawn. A row with NaN or +∞, or of −∞ alone, or without columns, gives −1.

/// Logits x[rows×columns].
void kernel_draw_rows(
  ptrdiff_t rows, ptrdiff_t columns, const float *x, float sharpness, const double *uniforms,
  int32_t *out);

/// Logits bias + x[rows×inputs] weights[inputs×columns], of which only a part is ever stored. The draws are those of
/// `kernel_draw_rows` from the logits of `kernel_product`.
void kernel_draw_projected_rows(
  ptrdiff_t rows, ptrdiff_t inputs, ptrdiff_t columns, const float *x, const float *weights,
  const float *bias, float sharpness, const double *uniforms, int32_t *out);

#endif
