public import Tensors

/// Keeps gradients from being too large.
public struct Clip: GradientTransformation {
  private enum Limit { case norm(Float), value(Float) }

  private let limit: Limit

  /// Scales all gradients by one factor, so that their global norm, that of all numbers in all tensors, is at most this.
  ///
  /// A norm that is not finite ends the program with a message that names the tensor.
  ///
  /// > Reference: Pascanu, Mikolov & Bengio (2013), "On the difficulty of training recurrent neural networks",
  /// > arXiv:1211.5063, algorithm 1.
  ///
  /// - Parameter norm: Positive.
  public init(norm: Float) {
    if !(norm > 0) { fatalError("Clip(norm:): the norm must be positive, not \(norm).") }
    limit = .norm(norm)
  }

  /// Moves each number into −value … value.
  ///
  /// - Parameter value: Positive.
  public init(value: Float) {
    if !(value > 0) { fatalError("Clip(value:): the value must be positive, not \(value).") }
    limit = .value(value)
  }

  /// The gradients of one step, clipped.
  public mutating func transform(_ gradients: inout [Tensor], of model: some Differentiable) {
    switch limit {
    case .value(let value):
      gradients = gradients.map { $0.clamped(to: -value...value) }
    case .norm(let most):
      let norm = gradients.globalNorm
      if !norm.isFinite { trapOnNonFinite(gradients, model.tensorNames) }
      if norm > most { gradients = gradients.map { $0 * (most / norm) } }
    }
  }

  private func trapOnNonFinite(_ gradients: [Tensor], _ names: [String]) -> Never {
    let norms = zip(names, gradients).map { "`\($0)`: \($1.globalNorm)" }
    fatalError(
      "Clip(norm:): gradients are too large or not numbers; norms: \(norms.joined(separator: ", "))."
    )
  }
}

/// Adds a multiple of the parameters to their gradients: what a penalty of ½ λ ‖x‖² would add.
///
/// > Note: Before ``Adam`` that is not what ``AdamW`` does; see there.
public struct WeightDecay: GradientTransformation {
  /// λ.
  public let rate: Float

  /// - Parameter rate: λ, not negative.
  public init(_ rate: Float) {
    checkNotNegative(rate, "WeightDecay", "the rate")
    self.rate = rate
  }

  /// The gradients of one step, with the penalty's.
  public mutating func transform(_ gradients: inout [Tensor], of model: some Differentiable) {
    for (index, tensor) in model.tensors.enumerated() {
      gradients[index].add(rate, times: tensor, "WeightDecay")
    }
  }
}
