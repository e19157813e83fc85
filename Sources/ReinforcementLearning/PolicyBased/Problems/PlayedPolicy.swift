public import Decisions
public import StochasticOptimization
import Tensors

/// A policy that is to be bettered by playing: the search distribution over episodes.
///
///     var ascent = StochasticAscent(
///       StochasticProblem(
///         PlayedPolicy(policy, in: CartPole.v1, episodes: 4), objective: .discountedReturn(0.99)),
///       estimator: LeaveOneOut(count: 2), optimizer: Adam(learningRate: 1e-2))
///
/// It knows nothing of time: every action of an episode is credited with all of it. ``Reinforce`` knows better.
public struct PlayedPolicy<World: ObservedEnvironment, Rule: NetworkPolicy>: SearchDistribution
where Rule.Observation == World.ObservationSpace.Element, Rule.Action == World.Action {
  /// φ: the policy with its tensors.
  public var policy: Rule
  private let world: Constant<World>
  private let episodes: Int
  private let limit: Int

  /// A policy that plays some episodes for each sample.
  ///
  /// - Parameters:
  ///   - policy: Where φ starts.
  ///   - world: Where it plays.
  ///   - episodes: How many rows the node has.
  ///   - limit: The largest number of actions of an episode.
  public init(_ policy: Rule, in world: World, episodes: Int, limit: Int = .max) {
    self.policy = policy
    self.world = Constant(world)
    self.episodes = episodes
    self.limit = limit
  }

  /// The episodes of the policy as it is.
  public var node: EpisodeNode<World, Rule> {
    EpisodeNode(of: policy, in: world.value, rows: episodes, limit: limit)
  }

  /// The gradient itself.
  public func pullback(_ gradient: ModelGradient<Rule>) -> PlayedPolicy {
    var result = self
    result.policy = gradient.model
    return result
  }
}
