// The gates of recurrent cells, fused; matrices are contiguous.
#ifndef CKERNELS_RECURRENT_H
#define CKERNELS_RECURRENT_H

#include <stddef.h>

/// `gates`[batch×4·hidden] holds what goes into the gates i, f, g, o (in this order), and is replaced by the gates:
/// i, f, o by sigmoid, g by tanh. Then cell = f ∘ previous + i ∘ g and output = o ∘ tanh(cell), each [batch×hidden].
/// `cell` may be `previous`.
void kernel_lstm_gates(
  ptrdiff_t batch, ptrdiff_t hidden, float *gates, const float *previous, float *cell,
  float *output);

/// From the gradients of output and cell (both what comes from later), those of what went into the gates
/// [batch×4·hidden] and of the previous cell. d_gates may be gates, d_previous may be d_cell.
void kernel_lstm_gates_gradient(
  ptrdiff_t batch, ptrdiff_t hidden, const float *gates, const float *previous, const float *cell,
  const float *d_output, const float *d_cell, float *d_gates, float *d_previous);

/// `gates`[batch×3·hidden] holds what the input puts into the gates r, z, n (in this order), `recurrent`, of the same
/// shape, what the previous state puts into them (biases included in either). `gates` is replaced by the gates
/// r = sigmoid, z = sigmoid of both sums, n = tanh(gates n + r ∘ recurrent n), and
/// output = (1 − z) ∘ n + z ∘ previous [batch×hidden]. This is PyTorch's variant: r scales after the product.
void kernel_gru_gates(
  ptrdiff_t batch, ptrdiff_t hidden, float *gates, const float *recurrent, const float *previous,
  float *output);

/// From the gradient of the output, those of what the input and what the previous state put into the gates, and that
/// of the previous state by the direct way, d_output ∘ z. d_gates may be gates, d_recurrent may be recurrent,
/// d_previous may be d_output.
void kernel_gru_gates_gradient(
  ptrdiff_t batch, ptrdiff_t hidden, const float *gates, const float *recurrent,
  const float *previous, const float *d_output, float *d_gates, float *d_recurrent,
  float *d_previous);

#endif
