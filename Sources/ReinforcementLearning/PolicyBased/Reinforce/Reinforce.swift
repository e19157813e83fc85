public import Decisions
public import NeuralNetworks
public import Tensors

/// REINFORCE: play episodes, raise the probability of what was done by what came of it, repeat.
///
///     θ ← θ + α 1/n Σ_episodes Σ_t c_t ∇log π(a_t | o_t; θ)
///
/// It needs no model, no values and no replay; what it learns is the policy itself.
///
///     var learner = Reinforce(policy, in: CartPole.v1, optimizer: Adam(learningRate: 1e-2))
///     for _ in 0..<400 {
///       let episode = learner.update(using: &random)[0]
///       print(episode.totalReward)
///     }
///     learner.policy
///
/// A learner is a value: a copy goes on to the same bits.
///
/// > Reference: Williams (1992), doi:10.1007/BF00992696.
public struct Reinforce<World: ObservedEnvironment, Rule: NetworkPolicy, Method: Optimizer>:
  Sendable
where Rule.Observation == World.ObservationSpace.Element, Rule.Action == World.Action {
  /// Where it plays.
  public let world: World
  /// What actions are credited with.
  public let options: ReinforceOptions
  /// The policy as it is now.
  public var policy: Rule
  /// What moves it along the estimated gradient.
  public var optimizer: Method
  /// How many episodes it has played.
  public private(set) var episodes = 0
  /// How many steps these had.
  public private(set) var steps = 0

  /// A learner that has played nothing yet.
  ///
  /// - Parameters:
  ///   - policy: Where it starts.
  ///   - world: Where it plays.
  ///   - options: What actions are credited with.
  ///   - optimizer: What moves the policy.
  public init(
    _ policy: Rule, in world: World, options: ReinforceOptions = ReinforceOptions(),
    optimizer: Method
  ) {
    self.policy = policy
    self.world = world
    self.options = options
    self.optimizer = optimizer
  }

  /// Plays some episodes and learns from them: one step of the optimiser.
  ///
  /// - Parameters:
  ///   - count: How many episodes, at least 1.
  ///   - limit: The largest number of actions of an episode, for worlds where it may never end.
  ///   - generator: Gives one word, the seed of what the episodes draw from.
  /// - Returns: The episodes, as they were played before the step.
  /// - Complexity: O(steps) passes of the network forward, and one back.
  @inlinable
  @discardableResult
  public mutating func update(
    episodes count: Int = 1, limit: Int = .max, using generator: inout some RandomNumberGenerator
  ) -> [Trajectory<World.State, World.Action>] {
    guard count >= 1 else { fatalError("an update from \(count) episodes; it needs at least one") }
    let played = rollouts(policy, in: world, count: count, limit: limit, using: &generator)
    learn(from: played)
    return played
  }

  /// Learns from episodes that the policy played: one step of the optimiser.
  ///
  /// - Parameter episodes: Drawn by ``policy`` as it is, else the estimate is of another gradient;
  ///   at least one action in all.
  @inlinable
  public mutating func learn(from episodes: [Trajectory<World.State, World.Action>]) {
    optimizer.update(&policy, along: gradient(at: policy) { loss(of: $0, on: episodes) })
    count(episodes.map(\.length))
  }

  @usableFromInline
  mutating func count(_ lengths: [Int]) {
    episodes += lengths.count
    steps += lengths.reduce(0, +)
  }

  /// The loss L(θ) of ``ReinforceOptions``, whose gradient is −1 times the estimate of ∇J.
  ///
  /// - Parameters:
  ///   - policy: π(· ; θ).
  ///   - episodes: What was played, at least one action in all.
  /// - Returns: A scalar. Its value says nothing; its gradient is what counts.
  @inlinable
  public func loss(
    of policy: Rule, on episodes: [Trajectory<World.State, World.Action>]
  ) -> Tensor {
    let credits = options.credits(of: episodes.map(\.rewards)).flatMap { $0 }
    if credits.isEmpty { fatalError("a loss of \(episodes.count) episodes without any action") }
    let observations = episodes.flatMap { $0.states.dropLast().map(world.observation) }
    let choice = policy(observations)
    let logProbabilities = choice.logProbabilities(of: episodes.flatMap(\.actions))
    var objective = (Tensor(credits.map { Float($0) }) * logProbabilities).sum()
    if options.entropyBonus > 0 {
      objective = objective + Float(options.entropyBonus) * choice.entropies.sum()
    }
    return -objective / Float(episodes.count)
  }

  /// The estimate of ∇J(θ) from some episodes, without a step.
  ///
  /// - Parameter episodes: Drawn by ``policy`` as it is.
  /// - Returns: A value of the policy's own type.
  @inlinable
  public func estimate(from episodes: [Trajectory<World.State, World.Action>]) -> Rule {
    gradient(at: policy) { -loss(of: $0, on: episodes) }
  }
}
