public import RandomStreams
public import Tensors

/// A policy π(a | o; θ) whose parameters are tensors: from observations to distributions over
/// actions.
///
///     let policy = CategoricalPolicy(
///       MLP([4, 128, 2], using: &random), actions: CartPole.Action.allCases)
///     let choice = policy([observation])
///     choice.logProbabilities(of: [.left])   // log π(left | o), shape [1]
///     policy.sample(given: observation, using: &random)
///
/// It takes as many observations as there are and gives a distribution for each, so that one product
/// of matrices serves a whole batch. A row of a batch has the bits that it would have alone.
public protocol NetworkPolicy<Observation, Action>: Differentiable, Sendable {
  /// What is seen.
  associatedtype Observation: Sendable
  /// What is done.
  associatedtype Action: Sendable
  /// A distribution over actions for each observation.
  associatedtype Choice: ActionDistributions<Action>

  /// The distributions for some observations, one each, in order.
  ///
  /// - Precondition: At least one observation, each of the shape that the network takes.
  func callAsFunction(_ observations: [Observation]) -> Choice
}

/// Independent distributions over actions, one for each row of a batch.
public protocol ActionDistributions<Action>: Sendable {
  /// What is drawn.
  associatedtype Action: Sendable

  /// log π of one action a row, in nats; for continuous actions the logarithm of the density.
  ///
  /// - Parameter actions: One for each row.
  /// - Returns: Shape [rows].
  func logProbabilities(of actions: [Action]) -> Tensor

  /// The entropy of each row, in nats; shape [rows].
  var entropies: Tensor { get }

  /// Draws an action for each row, each row from a stream of its own.
  ///
  /// - Parameter streams: As many as rows.
  func sample(using streams: inout [RandomStream]) -> [Action]

  /// The most probable action of each row, the first among equals.
  var modes: [Action] { get }
}

extension NetworkPolicy {
  /// Draws an action. Takes one word of the generator.
  public func sample(
    given observation: Observation, using generator: inout some RandomNumberGenerator
  ) -> Action {
    var streams = [RandomStream(drawnFrom: &generator)]
    return self([observation]).sample(using: &streams)[0]
  }

  /// The most probable action, the first among equals.
  public func mode(given observation: Observation) -> Action { self([observation]).modes[0] }

  /// The logarithm log π(a | o; θ), in nats.
  public func logProbability(of action: Action, given observation: Observation) -> Double {
    Double(self([observation]).logProbabilities(of: [action]).withElements { $0[0] })
  }

  /// The entropy of the actions for an observation, in nats.
  public func entropy(given observation: Observation) -> Double {
    Double(self([observation]).entropies.withElements { $0[0] })
  }

  /// The score ∇log π(a | o; θ), as a value of the policy's own type.
  public func score(of action: Action, given observation: Observation) -> Self {
    gradient(at: self) { $0([observation]).logProbabilities(of: [action]).sum() }
  }

  /// The scores of several samples, one each: what the gradient of a batch is the sum of.
  ///
  /// - Parameters:
  ///   - actions: One for each observation.
  ///   - observations: What was seen.
  /// - Complexity: That of a gradient, for each sample; the gradient of a batch costs less.
  public func scores(of actions: [Action], given observations: [Observation]) -> [Self] {
    guard actions.count == observations.count else {
      fatalError("scores of \(actions.count) actions for \(observations.count) observations")
    }
    return zip(actions, observations).map { score(of: $0, given: $1) }
  }
}
