public import Tensors

/// Steps down the gradient, each number's divided by the root of its own mean square.
///
///     v ← ρ v + (1 − ρ) g²
///     x ← x − η g / (√v + ε)
///
/// > Reference: Tieleman & Hinton (2012), "Lecture 6.5: RMSProp", *Neural Networks for Machine Learning*.
/// > Note: ε is added to the root, as in PyTorch; with `isEpsilonUnderRoot` the step is η g / √(v + ε), as in TensorFlow's
/// > first version, which some papers' results depend on. Karpathy's "Pong from pixels" has ρ = 0.99 and ε = 1e-5.
public struct RMSProp: Optimizer {
  /// η, by the steps made before.
  public let learningRate: Schedule
  /// ρ, in 0 ..< 1.
  public let decay: Float
  /// ε, positive: where all gradients were 0 it is what is divided by.
  public let epsilon: Float
  /// Whether ε is added to the mean square rather than to its root.
  public let isEpsilonUnderRoot: Bool
  /// How many steps have been made.
  public private(set) var stepCount = 0
  private var meanSquare = Memory()

  /// RMSProp with a learning rate that changes.
  public init(
    learningRate: Schedule, decay: Float = 0.99, epsilon: Float = 1e-8,
    isEpsilonUnderRoot: Bool = false
  ) {
    checkFraction(decay, "RMSProp", "decay")
    checkPositive(epsilon, "RMSProp", "epsilon")
    self.learningRate = learningRate
    self.decay = decay
    self.epsilon = epsilon
    self.isEpsilonUnderRoot = isEpsilonUnderRoot
  }

  /// RMSProp with a constant learning rate.
  public init(
    learningRate: Float, decay: Float = 0.99, epsilon: Float = 1e-8,
    isEpsilonUnderRoot: Bool = false
  ) {
    self.init(
      learningRate: .constant(Double(learningRate)), decay: decay, epsilon: epsilon,
      isEpsilonUnderRoot: isEpsilonUnderRoot)
  }

  /// One step down gradients; see ``Optimizer/update(_:along:)``.
  public mutating func descend(_ model: inout some Differentiable, along gradients: [Tensor]) {
    let stepSize = learningRate(stepCount)
    stepCount += 1
    meanSquare.prepare(for: model, along: gradients, "RMSProp")
    model.forEachTensor(along: gradients, "RMSProp") { index, tensor, gradient in
      tensor.descendByRMSProp(
        gradient, meanSquare: &meanSquare[index], stepSize: stepSize, decay: decay,
        epsilon: epsilon, isEpsilonUnderRoot: isEpsilonUnderRoot, "RMSProp")
    }
  }
}
