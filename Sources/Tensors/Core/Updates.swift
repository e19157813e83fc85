internal import CKernels

// Changes in place, as optimisers make them. Shapes have been compared by who calls; where the numbers are shared with
// a copy, they are copied first. Where numbers that are not finite are looked for, they are here too: first in what an
// optimiser remembers, as a mean square that overflows leaves the parameters finite, and stops them for good. `name` is
// who asks, for the message.

extension Tensor {
  /// Adds a multiple: x ← x + factor · y, with one rounding.
  package mutating func add(_ factor: Float, times y: Tensor, _ name: StaticString) {
    kernel_add_scaled(count, factor, y.elements, ownElements())
    checkFinite(name, changed)
  }

  /// Moves towards another: x ← (1 − rate) x + rate · y.
  package mutating func move(towards y: Tensor, rate: Float, _ name: StaticString) {
    kernel_average(count, rate, y.elements, ownElements())
    checkFinite(name, changed)
  }

  /// A step with momentum: v ← μ v + g, then x ← x − η v, or for Nesterov's x ← x − η (g + μ v).
  package mutating func descendWithMomentum(
    _ gradient: Tensor, velocity: inout Tensor, stepSize: Float, momentum: Float, isNesterov: Bool,
    _ name: StaticString
  ) {
    kernel_momentum(
      count, stepSize, momentum, isNesterov ? 1 : 0, gradient.elements, velocity.ownElements(),
      ownElements())
    velocity.checkFinite(name, "the velocity")
    checkFinite(name, changed)
  }

  /// A step of RMSProp: v ← ρ v + (1 − ρ) g², then x ← x − η g / (√v + ε), or with ε under the root.
  package mutating func descendByRMSProp(
    _ gradient: Tensor, meanSquare: inout Tensor, stepSize: Float, decay: Float, epsilon: Float,
    isEpsilonUnderRoot: Bool, _ name: StaticString
  ) {
    let settings = kernel_rmsprop_settings(
      step_size: stepSize, decay: decay, epsilon: epsilon,
      epsilon_inside: isEpsilonUnderRoot ? 1 : 0)
    kernel_rmsprop(count, settings, gradient.elements, meanSquare.ownElements(), ownElements())
    meanSquare.checkFinite(name, "the mean square")
    checkFinite(name, changed)
  }

  /// A step of Adam, with decay apart from the gradient where `weightDecay` is not 0:
  ///
  ///     m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²
  ///     x ← x − η λ x − η (m / c₁) / (√(v / c₂) + ε)
  package mutating func descendByAdam(
    _ gradient: Tensor, first: inout Tensor, second: inout Tensor, stepSize: Float,
    decays: (Float, Float), corrections: (Float, Float), epsilon: Float, weightDecay: Float,
    _ name: StaticString
  ) {
    let settings = kernel_adam_settings(
      step_size: stepSize, beta1: decays.0, beta2: decays.1, epsilon: epsilon, decay: weightDecay,
      correction1: corrections.0, correction2: corrections.1)
    kernel_adam(
      count, settings, gradient.elements, first.ownElements(), second.ownElements(), ownElements())
    first.checkFinite(name, "the mean")
    second.checkFinite(name, "the mean square")
    checkFinite(name, changed)
  }

  /// The numbers, to be changed by the caller alone.
  private mutating func ownElements() -> UnsafeMutablePointer<Float> {
    withMutableElements { _ in }
    return storage.elements
  }
}

/// What a message calls the tensor that is changed.
private let changed: StaticString = "what is changed"
