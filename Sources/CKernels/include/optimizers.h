// Steps of optimisers, in place. What they remember becomes 0 where it is smaller than 2⁻¹²⁶.
#ifndef CKERNELS_OPTIMIZERS_H
#define CKERNELS_OPTIMIZERS_H

#include <stddef.h>

/// One step of Adam, or AdamW where `decay` is not 0:
///
///     m = β₁ m + (1 − β₁) g,  v = β₂ v + (1 − β₂) g²
///     x = x − step_size · decay · x − step_size · (m / correction₁) / (√(v / correction₂) + ε)
///
/// with corrections 1 − βᵗ.
typedef struct {
  float step_size, beta1, beta2, epsilon, decay, correction1, correction2;
} kernel_adam_settings;
void kernel_adam(
  ptrdiff_t count, kernel_adam_settings settings, const float *gradient, float *first,
  float *second, float *x);

/// One step of RMSProp: v = ρ v + (1 − ρ) g², x = x − step_size · g / (√v + ε); √(v + ε) where `epsilon_inside` ≠ 0.
typedef struct {
  float step_size, decay, epsilon;
  int epsilon_inside;
} kernel_rmsprop_settings;
void kernel_rmsprop(
  ptrdiff_t count, kernel_rmsprop_settings settings, const float *gradient, float *second,
  float *x);

/// One step with momentum: velocity = momentum · velocity + g, x = x − step_size · (nesterov ? g + momentum · velocity
/// : velocity).
void kernel_momentum(
  ptrdiff_t count, float step_size, float momentum, int nesterov, const float *gradient,
  float *velocity, float *x);

/// x = (1 − rate) · x + rate · y (Polyak averaging). Rate 1 copies the bits of y, rate 0 leaves those of x.
void kernel_average(ptrdiff_t count, float rate, const float *y, float *x);

#endif
