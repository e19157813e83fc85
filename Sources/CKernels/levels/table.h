// The list of kernels that exist at each instruction level.
#ifndef CKERNELS_TABLE_H
#define CKERNELS_TABLE_H

#include "../include/CKernels.h"

#define LEVEL_BASELINE 0
#define LEVEL_AVX2 1
#define LEVEL_AVX512 2

/// KERNEL(result, name, (parameters), (arguments)): the level's function is `level_name`, the public one, which calls
/// through the table, `kernel_name`.
#define EACH_KERNEL(KERNEL) \
  EACH_PRODUCT(KERNEL) \
  EACH_CONVOLUTION(KERNEL) \
  EACH_ELEMENTWISE(KERNEL) \
  EACH_REDUCTION(KERNEL) \
  EACH_OPTIMIZER(KERNEL) \
  EACH_RECURRENT(KERNEL) \
  EACH_CATEGORICAL(KERNEL) \
  EACH_SEQUENCE(KERNEL)

#define EACH_PRODUCT(KERNEL) \
  KERNEL(void, product, \
    (bool transpose_a, bool transpose_b, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const float *a, \
     ptrdiff_t lda, const float *b, ptrdiff_t ldb, float *c, ptrdiff_t ldc, bool accumulate, \
     const float *bias, kernel_activation activation), \
    (transpose_a, transpose_b, m, n, k, a, lda, b, ldb, c, ldc, accumulate, bias, activation)) \
  KERNEL(void, sparse_product, \
    (ptrdiff_t rows, ptrdiff_t n, const int32_t *offsets, const int32_t *columns, \
     const float *values, const float *b, ptrdiff_t ldb, float *c, ptrdiff_t ldc, \
     const float *bias, kernel_activation activation), \
    (rows, n, offsets, columns, values, b, ldb, c, ldc, bias, activation)) \
  KERNEL(void, sparse_transposed_product, \
    (ptrdiff_t rows, ptrdiff_t n, const int32_t *offsets, const int32_t *columns, \
     const float *values, const float *d, ptrdiff_t ldd, float *c, ptrdiff_t ldc), \
    (rows, n, offsets, columns, values, d, ldd, c, ldc))

#define EACH_CONVOLUTION(KERNEL) \
  KERNEL(void, convolve, \
    (kernel_window window, ptrdiff_t images, ptrdiff_t filters, const float *image, \
     const float *weights, const float *bias, kernel_activation activation, float *out), \
    (window, images, filters, image, weights, bias, activation, out)) \
  KERNEL(void, convolve_weights_gradient, \
    (kernel_window window, ptrdiff_t images, ptrdiff_t filters, const float *image, \
     const float *d_out, float *d_weights), \
    (window, images, filters, image, d_out, d_weights)) \
  KERNEL(void, convolve_image_gradient, \
    (kernel_window window, ptrdiff_t images, ptrdiff_t filters, const float *weights, \
     const float *d_out, float *d_image), \
    (window, images, filters, weights, d_out, d_image)) \
  KERNEL(void, max_pool, \
    (kernel_window window, const float *image, float *out, int32_t *where), \
    (window, image, out, where))

#define EACH_ELEMENTWISE(KERNEL) \
  KERNEL(void, unary, \
    (kernel_unary_operation operation, ptrdiff_t count, const float *x, float *y), \
    (operation, count, x, y)) \
  KERNEL(void, binary, \
    (kernel_binary_operation operation, ptrdiff_t count, const float *a, ptrdiff_t stride_a, \
     const float *b, ptrdiff_t stride_b, float *y), \
    (operation, count, a, stride_a, b, stride_b, y)) \
  KERNEL(void, add_scaled, \
    (ptrdiff_t count, float factor, const float *x, float *y), (count, factor, x, y)) \
  KERNEL(void, select, \
    (ptrdiff_t count, const float *condition, const float *a, const float *b, float *y), \
    (count, condition, a, b, y)) \
  KERNEL(void, fill, (ptrdiff_t count, float value, float *y), (count, value, y)) \
  KERNEL(bool, is_finite, (ptrdiff_t count, const float *x), (count, x)) \
  KERNEL(void, transpose, \
    (ptrdiff_t m, ptrdiff_t n, const float *x, ptrdiff_t ldx, float *y, ptrdiff_t ldy), \
    (m, n, x, ldx, y, ldy)) \
  KERNEL(void, gather_rows, \
    (ptrdiff_t count, ptrdiff_t width, const float *table, const int32_t *indices, float *out), \
    (count, width, table, indices, out)) \
  KERNEL(void, scatter_add_rows, \
    (ptrdiff_t count, ptrdiff_t width, const float *rows, const int32_t *indices, float *table), \
    (count, width, rows, indices, table))

#define EACH_REDUCTION(KERNEL) \
  KERNEL(void, reduce_rows, \
    (kernel_reduction reduction, ptrdiff_t rows, ptrdiff_t columns, const float *x, float *out), \
    (reduction, rows, columns, x, out)) \
  KERNEL(void, reduce_columns, \
    (kernel_reduction reduction, ptrdiff_t rows, ptrdiff_t columns, const float *x, float *out), \
    (reduction, rows, columns, x, out)) \
  KERNEL(void, argmax_rows, \
    (ptrdiff_t rows, ptrdiff_t columns, const float *x, int32_t *out), (rows, columns, x, out)) \
  KERNEL(void, log_sum_exp_rows, \
    (ptrdiff_t rows, ptrdiff_t columns, const float *x, float *out), (rows, columns, x, out)) \
  KERNEL(void, softmax_rows, \
    (ptrdiff_t rows, ptrdiff_t columns, const float *x, float *y), (rows, columns, x, y)) \
  KERNEL(void, log_softmax_rows, \
    (ptrdiff_t rows, ptrdiff_t columns, const float *x, float *y), (rows, columns, x, y)) \
  KERNEL(void, softmax_gradient_rows, \
    (ptrdiff_t rows, ptrdiff_t columns, const float *dy, const float *y, float *dx), \
    (rows, columns, dy, y, dx)) \
  KERNEL(void, log_softmax_gradient_rows, \
    (ptrdiff_t rows, ptrdiff_t columns, const float *dy, const float *y, float *dx), \
    (rows, columns, dy, y, dx)) \
  KERNEL(void, cross_entropy_rows, \
    (ptrdiff_t rows, ptrdiff_t columns, const float *x, const int32_t *targets, float *loss, \
     float *log_sum_exp), \
    (rows, columns, x, targets, loss, log_sum_exp)) \
  KERNEL(void, cross_entropy_gradient_rows, \
    (ptrdiff_t rows, ptrdiff_t columns, const float *x, const int32_t *targets, \
     const float *log_sum_exp, const float *scale, float *dx), \
    (rows, columns, x, targets, log_sum_exp, scale, dx)) \
  KERNEL(void, normalize_rows, \
    (ptrdiff_t rows, ptrdiff_t columns, float epsilon, const float *x, float *y, \
     float *inverse_deviation), \
    (rows, columns, epsilon, x, y, inverse_deviation)) \
  KERNEL(void, normalize_gradient_rows, \
    (ptrdiff_t rows, ptrdiff_t columns, const float *dy, const float *y, \
     const float *inverse_deviation, float *dx), \
    (rows, columns, dy, y, inverse_deviation, dx))

#define EACH_OPTIMIZER(KERNEL) \
  KERNEL(void, adam, \
    (ptrdiff_t count, kernel_adam_settings settings, const float *gradient, float *first, \
     float *second, float *x), \
    (count, settings, gradient, first, second, x)) \
  KERNEL(void, rmsprop, \
    (ptrdiff_t count, kernel_rmsprop_settings settings, const float *gradient, float *second, \
     float *x), \
    (count, settings, gradient, second, x)) \
  KERNEL(void, momentum, \
    (ptrdiff_t count, float step_size, float momentum, int nesterov, const float *gradient, \
     float *velocity, float *x), \
    (count, step_size, momentum, nesterov, gradient, velocity, x)) \
  KERNEL(void, average, \
    (ptrdiff_t count, float rate, const float *y, float *x), (count, rate, y, x))

#define EACH_RECURRENT(KERNEL) \
  KERNEL(void, lstm_gates, \
    (ptrdiff_t batch, ptrdiff_t hidden, float *gates, const float *previous, float *cell, \
     float *output), \
    (batch, hidden, gates, previous, cell, output)) \
  KERNEL(void, lstm_gates_gradient, \
    (ptrdiff_t batch, ptrdiff_t hidden, const float *gates, const float *previous, \
     const float *cell, const float *d_output, const float *d_cell, float *d_gates, \
     float *d_previous), \
    (batch, hidden, gates, previous, cell, d_output, d_cell, d_gates, d_previous)) \
  KERNEL(void, gru_gates, \
    (ptrdiff_t batch, ptrdiff_t hidden, float *gates, const float *recurrent, \
     const float *previous, float *output), \
    (batch, hidden, gates, recurrent, previous, output)) \
  KERNEL(void, gru_gates_gradient, \
    (ptrdiff_t batch, ptrdiff_t hidden, const float *gates, const float *recurrent, \
     const float *previous, const float *d_output, float *d_gates, float *d_recurrent, \
     float *d_previous), \
    (batch, hidden, gates, recurrent, previous, d_output, d_gates, d_recurrent, d_previous))

#define EACH_CATEGORICAL(KERNEL) \
  KERNEL(void, draw_rows, \
    (ptrdiff_t rows, ptrdiff_t columns, const float *x, float sharpness, \
     const double *uniforms, int32_t *out), \
    (rows, columns, x, sharpness, uniforms, out)) \
  KERNEL(void, draw_projected_rows, \
    (ptrdiff_t rows, ptrdiff_t inputs, ptrdiff_t columns, const float *x, const float *weights, \
     const float *bias, float sharpness, const double *uniforms, int32_t *out), \
    (rows, inputs, columns, x, weights, bias, sharpness, uniforms, out))

#define EACH_SEQUENCE(KERNEL) \
  KERNEL(void, sequence_maxima, \
    (kernel_sequences sequences, const float *x, const float *filters, const float *bias, \
     kernel_activation activation, float *out, int32_t *where), \
    (sequences, x, filters, bias, activation, out, where)) \
  KERNEL(void, sequence_maxima_filters_gradient, \
    (kernel_sequences sequences, const float *x, const int32_t *where, const float *d_out, \
     float *d_filters), \
    (sequences, x, where, d_out, d_filters)) \
  KERNEL(void, sequence_maxima_input_gradient, \
    (kernel_sequences sequences, const float *filters, const int32_t *where, \
     const float *d_out, float *d_x), \
    (sequences, filters, where, d_out, d_x)) \
  KERNEL(void, token_maxima, \
    (kernel_sequences sequences, ptrdiff_t count, const float *vectors, const int32_t *tokens, \
     const float *filters, const float *bias, kernel_activation activation, float *out, \
     ptrdiff_t ldo), \
    (sequences, count, vectors, tokens, filters, bias, activation, out, ldo))

#define KERNEL_MEMBER(result, name, parameters, arguments) result(*name) parameters;
struct kernel_table {
  EACH_KERNEL(KERNEL_MEMBER)
};
#undef KERNEL_MEMBER

extern const struct kernel_table kernels_baseline;
#if defined(__x86_64__)
extern const struct kernel_table kernels_avx2;
extern const struct kernel_table kernels_avx512;
#endif

#endif
