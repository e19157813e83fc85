// Convolution over sequences of which only the largest output over time is kept.
#ifndef CKERNELS_SEQUENCES_H
#define CKERNELS_SEQUENCES_H

#include "products.h"
#include <stddef.h>
#include <stdint.h>

/// Sequences x[batch×time×features], seen by filters[window·features×filters] at each of time − window + 1 places.
typedef struct {
  ptrdiff_t batch, time, features;
  ptrdiff_t window, filters;
} kernel_sequences;

/// out[batch×filters] = activation(the largest, over the places t, of bias + x[n, t…] filters), each the sum of
/// `kernel_product`; `where` is the first place that has it. NaN counts as the largest.
void kernel_sequence_maxima(
  kernel_sequences sequences, const float *x, const float *filters, const float *bias,
  kernel_activation activation, float *out, int32_t *where);

// The gradients, of which d_out has those of the sums at `where`. Products are added by one fused multiply-add each, those
// whose d_out is 0 are left out.

/// d_filters = Σ over n, in index order, of d_out[n, filter] x[n, where…].
void kernel_sequence_maxima_filters_gradient(
  kernel_sequences sequences, const float *x, const int32_t *where, const float *d_out,
  float *d_filters);

/// d_x = Σ over filters, in index order, of d_out[n, filter] filters[…, filter], from `where` on.
void kernel_sequence_maxima_input_gradient(
  kernel_sequences sequences, const float *filters, const int32_t *where, const float *d_out,
  float *d_x);

/// The maxima where x are vectors[count×features] of tokens[batch×time], each in 0 ..< count: row n of `out`, `ldo` floats
/// after the last.
///
/// What each token adds at each place of a window is computed once. A sum then has a term for each place, in index order
/// after the bias, which itself is one chain from 0. What the beginning of a sequence gives is kept for the next, as far as
/// they begin alike. NaN counts as the largest.
void kernel_token_maxima(
  kernel_sequences sequences, ptrdiff_t count, const float *vectors, const int32_t *tokens,
  const float *filters, const float *bias, kernel_activation activation, float *out,
  ptrdiff_t ldo);

#endif
