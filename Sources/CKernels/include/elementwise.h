// Elementwise functions; the error of each is stated in its file in elementary/ and tested in units in the last place.
//
// Wherever a result of these, of reductions.h, optimizers.h or recurrent.h is computed and is NaN, it is the NaN
// 0x7fc00000, so that bits agree there, too.
#ifndef CKERNELS_ELEMENTWISE_H
#define CKERNELS_ELEMENTWISE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// y = f(x). NaN gives NaN; limits and infinities as in the mathematics.
typedef enum {
  kernel_unary_negate, kernel_unary_abs, kernel_unary_square, kernel_unary_square_root,
  kernel_unary_exp, kernel_unary_expm1, kernel_unary_log, kernel_unary_log1p, kernel_unary_tanh,
  kernel_unary_sigmoid, kernel_unary_softplus, kernel_unary_erf, kernel_unary_sin, kernel_unary_cos,
  kernel_unary_relu, kernel_unary_sign,
} kernel_unary_operation;

/// y = f(a, b). Maximum and minimum give NaN where one is, and take +0 for larger than −0; power is C's pow.
typedef enum {
  kernel_binary_add, kernel_binary_subtract, kernel_binary_multiply, kernel_binary_divide,
  kernel_binary_maximum, kernel_binary_minimum, kernel_binary_power,
  /// 1 where it holds, else 0.
  kernel_binary_less, kernel_binary_less_or_equal, kernel_binary_equal,
  /// Gradients: a is the gradient of the output, b what is named.
  kernel_binary_tanh_gradient,     // a (1 − b²), b = tanh x
  kernel_binary_sigmoid_gradient,  // a b (1 − b), b = sigmoid x
  kernel_binary_relu_gradient,     // a where b > 0, else 0; b = x or relu x
} kernel_binary_operation;

/// y[i] = f(x[i]); y may be x. Relu keeps −0, as the sign does.
void kernel_unary(kernel_unary_operation operation, ptrdiff_t count, const float *x, float *y);

/// y[i] = f(a[i · stride_a], b[i · stride_b]) with strides of 0 or 1; y may be a or b where the stride is 1.
void kernel_binary(
  kernel_binary_operation operation, ptrdiff_t count, const float *a, ptrdiff_t stride_a,
  const float *b, ptrdiff_t stride_b, float *y);

/// y[i] += factor · x[i], by one fused multiply-add each.
void kernel_add_scaled(ptrdiff_t count, float factor, const float *x, float *y);

/// y[i] = condition[i] ≠ 0 ? a[i] : b[i].
void kernel_select(ptrdiff_t count, const float *condition, const float *a, const float *b, float *y);

/// y = value everywhere.
void kernel_fill(ptrdiff_t count, float value, float *y);

/// Whether all of x are finite.
bool kernel_is_finite(ptrdiff_t count, const float *x);

/// Y[n×m] = Xᵀ, X[m×n].
void kernel_transpose(ptrdiff_t m, ptrdiff_t n, const float *x, ptrdiff_t ldx, float *y, ptrdiff_t ldy);

/// Row i of `out`[count×width] is row indices[i] of `table`. Indices have been checked.
void kernel_gather_rows(
  ptrdiff_t count, ptrdiff_t width, const float *table, const int32_t *indices, float *out);

/// Row indices[i] of `table` += row i of `rows`[count×width], in index order.
void kernel_scatter_add_rows(
  ptrdiff_t count, ptrdiff_t width, const float *rows, const int32_t *indices, float *table);

#endif
