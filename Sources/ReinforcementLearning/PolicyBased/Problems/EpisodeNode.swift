public import Decisions
public import StochasticOptimization
import Tensors

/// The episodes of a network policy in a world, as a node: z is an episode, η the policy with all its tensors.
///
/// Each row is an episode. The world draws as it likes, so the cases can't be gone through and only sampling
/// works; its transitions have probabilities that nobody knows, which don't depend on η.
public struct EpisodeNode<World: ObservedEnvironment, Rule: NetworkPolicy>: StochasticNode
where Rule.Observation == World.ObservationSpace.Element, Rule.Action == World.Action {
  /// An episode.
  public typealias Outcome = Trajectory<World.State, World.Action>

  /// π.
  public let policy: Rule
  /// Where it plays.
  public let world: World
  /// How many episodes are drawn at once.
  public let rows: Int
  /// The largest number of actions of an episode.
  public let limit: Int

  /// The episodes of a policy.
  ///
  /// - Parameters:
  ///   - policy: π.
  ///   - world: Where it plays.
  ///   - rows: How many episodes are drawn at once.
  ///   - limit: The largest number of actions of an episode, for worlds where it may never end.
  public init(of policy: Rule, in world: World, rows: Int, limit: Int = .max) {
    guard rows >= 1, limit >= 1 else {
      fatalError("\(rows) episodes of at most \(limit) actions; both must be at least 1")
    }
    self.policy = policy
    self.world = world
    self.rows = rows
    self.limit = limit
  }

  /// A gradient of zeros, of the policy's own type.
  public var zeroGradient: ModelGradient<Rule> { .zero(like: policy) }

  /// Plays an episode a row, as ``rollouts(_:in:count:limit:using:)`` does.
  public func sample(using chance: inout some Chance) -> [Outcome] {
    var stream = chance.stream()
    return rollouts(policy, in: world, count: rows, limit: limit, using: &stream)
  }

  /// Σ_t log π(a_t | o_t), of each episode: log q but for the world's part, which doesn't depend on η.
  public func logProbabilities(of outcomes: [Outcome]) -> [Double] {
    if outcomes.allSatisfy({ $0.length == 0 }) { return outcomes.map { _ in 0 } }
    var sums = stopGradient(logProbabilities(of: outcomes, under: policy)).scalars[...]
    return outcomes.map { episode in
      defer { sums.removeFirst(episode.length) }
      return sums.prefix(episode.length).reduce(0) { $0 + Double($1) }
    }
  }

  /// Adds Σ_r w_r Σ_t ∇log π(a_t | o_t).
  public func addScore(
    of outcomes: [Outcome], weights: [Double], to gradient: inout ModelGradient<Rule>
  ) {
    if outcomes.count != weights.count {
      fatalError("EpisodeNode.addScore: \(weights.count) weights for \(outcomes.count) episodes")
    }
    let credits = zip(outcomes, weights).flatMap { episode, weight in
      [Float](repeating: Float(weight), count: episode.length)
    }
    if credits.isEmpty { return }
    let score = Tensors.gradient(at: policy) {
      (Tensor(credits) * logProbabilities(of: outcomes, under: $0)).sum()
    }
    gradient.add(ModelGradient(score), times: 1)
  }

  /// log π of every action of every episode, one after the other.
  private func logProbabilities(of episodes: [Outcome], under policy: Rule) -> Tensor {
    policy(episodes.flatMap { $0.states.dropLast().map(world.observation) })
      .logProbabilities(of: episodes.flatMap(\.actions))
  }
}
