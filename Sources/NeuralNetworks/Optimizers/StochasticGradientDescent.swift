public import Tensors

/// Steps of a set size down the gradient, perhaps with momentum.
///
///     v ← μ v + g
///     x ← x − η v             with momentum
///     x ← x − η (g + μ v)     with Nesterov's
///
/// > Reference: Sutskever, Martens, Dahl & Hinton (2013), "On the importance of initialization and momentum in deep
/// > learning", PMLR 28:1139–1147.
/// > Note: The velocity is that of gradients, as in PyTorch, not of steps: the learning rate may change in between.
public struct SGD: Optimizer {
  /// η, by the steps made before.
  public let learningRate: Schedule
  /// μ, in 0 ..< 1.
  public let momentum: Float
  /// Whether the gradient is looked at where the velocity will lead.
  public let isNesterov: Bool
  /// How many steps have been made.
  public private(set) var stepCount = 0
  private var velocity = Memory()

  /// Stochastic gradient descent with a learning rate that changes.
  public init(learningRate: Schedule, momentum: Float = 0, isNesterov: Bool = false) {
    checkFraction(momentum, "SGD", "momentum")
    self.learningRate = learningRate
    self.momentum = momentum
    self.isNesterov = isNesterov
  }

  /// Stochastic gradient descent with a constant learning rate.
  public init(learningRate: Float, momentum: Float = 0, isNesterov: Bool = false) {
    self.init(
      learningRate: .constant(Double(learningRate)), momentum: momentum, isNesterov: isNesterov)
  }

  /// One step down gradients; see ``Optimizer/update(_:along:)``.
  public mutating func descend(_ model: inout some Differentiable, along gradients: [Tensor]) {
    let stepSize = learningRate(stepCount)
    stepCount += 1
    if momentum == 0 {
      return model.forEachTensor(along: gradients, "SGD") {
        $1.add(-stepSize, times: $2, "SGD")
      }
    }
    velocity.prepare(for: model, along: gradients, "SGD")
    model.forEachTensor(along: gradients, "SGD") { index, tensor, gradient in
      tensor.descendWithMomentum(
        gradient, velocity: &velocity[index], stepSize: stepSize, momentum: momentum,
        isNesterov: isNesterov, "SGD")
    }
  }
}
