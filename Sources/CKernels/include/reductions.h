// Reductions, and what is built on them, over the rows of x[rows×columns] (contiguous).
//
// The fixed tree: 16 lanes, lane j adds the elements j, j+16, j+32, … in order (missing ones count as the neutral
// element); then lanes are combined by halves, j with j+8, j+4, j+2, j+1.
#ifndef CKERNELS_REDUCTIONS_H
#define CKERNELS_REDUCTIONS_H

#include <stddef.h>
#include <stdint.h>

typedef enum { kernel_reduction_sum, kernel_reduction_maximum, kernel_reduction_minimum } kernel_reduction;

/// out[i] = the reduction of row i, by the fixed tree. Maximum and minimum give NaN where the row has one. No columns:
/// the neutral element.
void kernel_reduce_rows(
  kernel_reduction reduction, ptrdiff_t rows, ptrdiff_t columns, const float *x, float *out);

/// out[j] = the reduction of column j, in index order from row 0.
void kernel_reduce_columns(
  kernel_reduction reduction, ptrdiff_t rows, ptrdiff_t columns, const float *x, float *out);

/// out[i] = the first index of the largest element of row i (the first NaN, where there is one); 0 without columns.
void kernel_argmax_rows(ptrdiff_t rows, ptrdiff_t columns, const float *x, int32_t *out);

/// out[i] = log Σⱼ exp x[i,j], shifted by the row's maximum; −∞ where all are.
void kernel_log_sum_exp_rows(ptrdiff_t rows, ptrdiff_t columns, const float *x, float *out);

/// Softmax and its logarithm, row by row; y may be x. NaN for the whole row where it has NaN or +∞, or only −∞.
void kernel_softmax_rows(ptrdiff_t rows, ptrdiff_t columns, const float *x, float *y);
void kernel_log_softmax_rows(ptrdiff_t rows, ptrdiff_t columns, const float *x, float *y);

/// dx = y ∘ (dy − Σⱼ dyⱼ yⱼ), y = softmax x; here and below, dx may be dy.
void kernel_softmax_gradient_rows(
  ptrdiff_t rows, ptrdiff_t columns, const float *dy, const float *y, float *dx);
/// dx = dy − softmax x · Σⱼ dyⱼ, y = log softmax x.
void kernel_log_softmax_gradient_rows(
  ptrdiff_t rows, ptrdiff_t columns, const float *dy, const float *y, float *dx);

/// loss[i] = logSumExp x[i] − x[i, target], without the rounding of logSumExp; also leaves log_sum_exp[i]. Targets have
/// been checked.
void kernel_cross_entropy_rows(
  ptrdiff_t rows, ptrdiff_t columns, const float *x, const int32_t *targets, float *loss,
  float *log_sum_exp);
/// dx[i,j] = scale[i] (exp(x[i,j] − log_sum_exp[i]) − [j = target]); dx may be x, too.
void kernel_cross_entropy_gradient_rows(
  ptrdiff_t rows, ptrdiff_t columns, const float *x, const int32_t *targets,
  const float *log_sum_exp, const float *scale, float *dx);

/// Layer normalisation: y = (x − mean) · inverse_deviation, row by row, with inverse_deviation = 1/√(variance + epsilon)
/// and the biased variance; leaves inverse_deviation, one a row.
void kernel_normalize_rows(
  ptrdiff_t rows, ptrdiff_t columns, float epsilon, const float *x, float *y,
  float *inverse_deviation);
/// dx = inverse_deviation (dy − mean(dy) − y mean(dy ∘ y)), row by row, y the normalised row.
void kernel_normalize_gradient_rows(
  ptrdiff_t rows, ptrdiff_t columns, const float *dy, const float *y,
  const float *inverse_deviation, float *dx);

#endif
