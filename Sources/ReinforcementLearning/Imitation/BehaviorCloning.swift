public import NeuralNetworks
import RandomStreams
import Tensors

/// Behaviour cloning: make an expert's actions probable, as in any classification.
///
///     θ ← θ − α ∇L(θ),   L(θ) = −1/n Σ log π(a | o; θ)
///
///     var cloning = BehaviorCloning(policy, optimizer: Adam(learningRate: 1e-3))
///     for _ in 0..<20 {
///       let loss = cloning.epoch(on: demonstrations, batchSize: 64, using: &random)
///     }
///     cloning.policy
///
/// It needs no rewards and no world. A learner is a value: a copy goes on to the same bits.
///
/// > Reference: Pomerleau (1989), "ALVINN: An autonomous land vehicle in a neural network".
public struct BehaviorCloning<Rule: NetworkPolicy, Method: Optimizer>: Sendable {
  /// The policy as it is now.
  public var policy: Rule
  /// What moves it down the gradient of the loss.
  public var optimizer: Method
  /// How often it has seen all its examples.
  public private(set) var epochs = 0

  /// A learner that has seen nothing yet.
  ///
  /// - Parameters:
  ///   - policy: Where it starts.
  ///   - optimizer: What moves the policy.
  public init(_ policy: Rule, optimizer: Method) {
    self.policy = policy
    self.optimizer = optimizer
  }

  /// One step of the optimiser on the loss of some examples.
  ///
  /// - Parameter batch: At least one example.
  /// - Returns: The loss before the step, in nats.
  @discardableResult
  public mutating func learn(
    from batch: Demonstrations<Rule.Observation, Rule.Action>
  ) -> Double {
    let (loss, gradient) = valueAndGradient(at: policy) { cloningLoss(of: $0, on: batch) }
    optimizer.update(&policy, along: gradient)
    return Double(loss.withElements { $0[0] })
  }

  /// Goes once through all examples in a random order, a step of the optimiser for each batch.
  ///
  /// - Parameters:
  ///   - demonstrations: At least one example.
  ///   - batchSize: How many examples a step sees, at least 1.
  ///   - generator: Draws the order.
  /// - Returns: The mean loss of the examples, each before the step it was part of, in nats.
  /// - Complexity: That of a gradient over all examples.
  @discardableResult
  public mutating func epoch(
    on demonstrations: Demonstrations<Rule.Observation, Rule.Action>, batchSize: Int,
    using generator: inout some RandomNumberGenerator
  ) -> Double {
    guard !demonstrations.isEmpty else { fatalError("an epoch of no demonstrations") }
    var sum = 0.0
    for batch in demonstrations.batches(of: batchSize, using: &generator) {
      sum += learn(from: batch) * Double(batch.count)
    }
    epochs += 1
    return sum / Double(demonstrations.count)
  }
}
