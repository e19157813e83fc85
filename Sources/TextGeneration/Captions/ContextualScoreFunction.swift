public import NeuralNetworks
public import StochasticOptimization
import Tensors

/// The score-function estimator whose baseline is a network's guess of f from what a caption is to be about.
///
///     g = 1/K Σ_k (f(z_k) − b(x; w)) ∇log q(z_k | x)
///
/// It is `ScoreFunction` with a `LearnedBaseline` that reads the contexts of whatever node it is asked about, so that
/// minibatches may change from step to step.
///
/// - Requires: As `ScoreFunction`.
/// - Bias: None; w is learned from former draws.
/// - Cost: K calls of f.
///
/// > Reference: Ranzato, Chopra, Auli & Zaremba (2016), "Sequence level training with recurrent neural networks",
/// > arXiv:1511.06732, where b is a linear function of the decoder's state at each word; here of the scene, once a caption.
public struct ContextualScoreFunction<Network: Layer, Method: Optimizer>: GradientEstimator {
  /// What it can be used on.
  public typealias Node = Captioner.Node

  /// K.
  public let count: Int
  /// b, from [rows, features] to one number a row.
  public var network: Network
  /// What fits b.
  public var optimizer: Method

  /// The estimator with a baseline as it starts.
  ///
  /// - Parameters:
  ///   - count: K, at least 1.
  ///   - network: b, from [rows, features] to one number a row, in units of f.
  ///   - optimizer: What fits it, with a step for each draw.
  public init(count: Int = 1, baseline network: Network, optimizer: Method) {
    self.count = count
    self.network = network
    self.optimizer = optimizer
  }

  /// K calls of f.
  public func calls(on node: Node) -> ObjectiveCalls { ObjectiveCalls(values: count) }

  /// One estimate.
  public func estimate(
    of objective: Objective<[Int]>, on node: Node, using chance: inout some Chance
  ) -> GradientEstimate<Node> {
    estimator(on: node).estimate(of: objective, on: node, using: &chance)
  }

  /// Moves b towards f, now that it has been used.
  public mutating func adapt(to estimate: GradientEstimate<Node>, of node: Node) {
    var estimator = estimator(on: node)
    estimator.adapt(to: estimate, of: node)
    (network, optimizer) = (estimator.baseline.network, estimator.baseline.optimizer)
  }

  private func estimator(
    on node: Node
  ) -> ScoreFunction<Node, LearnedBaseline<Network, Method>> {
    let contexts = node.model.base.contexts
    let features = Tensor(contexts.flatMap { $0 }, shape: [contexts.count, contexts[0].count])
    return ScoreFunction(
      count: count, baseline: LearnedBaseline(network, context: features, optimizer: optimizer))
  }
}
