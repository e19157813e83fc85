public import Tensors

/// Steps by the ratio of the gradient's mean to the root of its mean square, number by number.
///
///     m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²
///     x ← x − η (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
///
/// > Reference: Kingma & Ba (2015), "Adam: a method for stochastic optimization", arXiv:1412.6980, algorithm 1.
public struct Adam: Optimizer {
  /// η, by the steps made before.
  public let learningRate: Schedule
  /// β₁, the decay of the mean, in 0 ..< 1.
  public let beta1: Float
  /// β₂, the decay of the mean square, in 0 ..< 1.
  public let beta2: Float
  /// ε, positive: where all gradients were 0 it is what is divided by.
  public let epsilon: Float
  /// Adam, or ``AdamW``, for messages.
  private let name: StaticString
  /// λ of ``AdamW``; 0 in Adam.
  let weightDecay: Float
  /// How many steps have been made: t.
  public private(set) var stepCount = 0
  /// β₁ᵗ and β₂ᵗ.
  private var powers = (1.0, 1.0)
  private var mean = Memory()
  private var meanSquare = Memory()

  /// m and v, a tensor each for each tensor of the model, none before the first step; with ``stepCount`` all that is
  /// remembered.
  public var moments: (mean: [Tensor], meanSquare: [Tensor]) {
    (mean.tensors, meanSquare.tensors)
  }

  /// Adam with a learning rate that changes.
  public init(
    learningRate: Schedule, beta1: Float = 0.9, beta2: Float = 0.999,
    epsilon: Float = 1e-8
  ) {
    self.init(
      "Adam", learningRate: learningRate, beta1: beta1, beta2: beta2,
      epsilon: epsilon, weightDecay: 0)
  }

  /// Adam with a constant learning rate.
  public init(
    learningRate: Float = 1e-3, beta1: Float = 0.9, beta2: Float = 0.999,
    epsilon: Float = 1e-8
  ) {
    self.init(
      learningRate: .constant(Double(learningRate)), beta1: beta1,
      beta2: beta2, epsilon: epsilon)
  }

  init(
    _ name: StaticString, learningRate: Schedule, beta1: Float, beta2: Float,
    epsilon: Float, weightDecay: Float
  ) {
    checkFraction(beta1, name, "beta1")
    checkFraction(beta2, name, "beta2")
    checkPositive(epsilon, name, "epsilon")
    checkNotNegative(weightDecay, name, "weightDecay")
    self.name = name
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
  }

  /// Goes on where another one with the same settings was, to the same bits.
  ///
  /// - Parameters:
  ///   - stepCount: How many steps that one had made, at least 0.
  ///   - moments: What it remembered.
  public mutating func resume(
    after stepCount: Int, moments: (mean: [Tensor], meanSquare: [Tensor])
  ) {
    if stepCount < 0 { fatalError("\(name): resumed after \(stepCount) steps.") }
    self.stepCount = stepCount
    // The products as they were rounded step by step.
    powers = (0..<stepCount).reduce((1.0, 1.0)) { powers, _ in
      (powers.0 * Double(beta1), powers.1 * Double(beta2))
    }
    mean.tensors = moments.mean
    meanSquare.tensors = moments.meanSquare
  }

  /// One step down gradients; see ``Optimizer/update(_:along:)``.
  public mutating func descend(_ model: inout some Differentiable, along gradients: [Tensor]) {
    let stepSize = learningRate(stepCount)
    stepCount += 1
    powers = (powers.0 * Double(beta1), powers.1 * Double(beta2))
    let corrections = (Float(1 - powers.0), Float(1 - powers.1))
    mean.prepare(for: model, along: gradients, name)
    meanSquare.prepare(for: model, along: gradients, name)
    model.forEachTensor(along: gradients, name) { index, tensor, gradient in
      tensor.descendByAdam(
        gradient, first: &mean[index], second: &meanSquare[index], stepSize: stepSize,
        decays: (beta1, beta2), corrections: corrections, epsilon: epsilon,
        weightDecay: weightDecay, name)
    }
  }
}

/// Adam, with a decay of the parameters that does not pass through the gradient's statistics.
///
///     x ← x − η λ x − η (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
///
/// > Reference: Loshchilov & Hutter (2019), "Decoupled weight decay regularization", arXiv:1711.05101, algorithm 2.
/// > Note: As in PyTorch, η multiplies the decay too.
public struct AdamW: Optimizer {
  private var adam: Adam

  /// AdamW with a learning rate that changes; `weightDecay` is λ, not negative.
  public init(
    learningRate: Schedule, weightDecay: Float = 0.01, beta1: Float = 0.9,
    beta2: Float = 0.999, epsilon: Float = 1e-8
  ) {
    adam = Adam(
      "AdamW", learningRate: learningRate, beta1: beta1, beta2: beta2,
      epsilon: epsilon, weightDecay: weightDecay)
  }

  /// AdamW with a constant learning rate; `weightDecay` is λ, not negative.
  public init(
    learningRate: Float = 1e-3, weightDecay: Float = 0.01, beta1: Float = 0.9,
    beta2: Float = 0.999, epsilon: Float = 1e-8
  ) {
    self.init(
      learningRate: .constant(Double(learningRate)), weightDecay: weightDecay,
      beta1: beta1, beta2: beta2, epsilon: epsilon)
  }

  /// How many steps have been made.
  public var stepCount: Int { adam.stepCount }

  /// One step down gradients; see ``Optimizer/update(_:along:)``.
  public mutating func descend(_ model: inout some Differentiable, along gradients: [Tensor]) {
    adam.descend(&model, along: gradients)
  }
}
