public import Decisions
public import NeuralNetworks
public import Tensors

/// REINFORCE: play episodes, raise the probability of what was done by what came of it, repeat.
///
///     θ ← θ + α 1/n Σ_episodes Σ_t c_t ∇log π(a_t | o_t; θ)
///
/// It needs no model, no values and no replay; what it learns is the policy itself. A
/// ``ReturnBaseline`` makes the estimate less noisy: it is used as it is, then learns from the batch.
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
  /// What is subtracted from the returns, as it is now.
  public var baseline: any ReturnBaseline<World.ObservationSpace.Element>
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
  ///   - baseline: What is subtracted from the returns.
  ///   - optimizer: What moves the policy.
  public init(
    _ policy: Rule, in world: World, options: ReinforceOptions = ReinforceOptions(),
    baseline: some ReturnBaseline<World.ObservationSpace.Element>, optimizer: Method
  ) {
    self.policy = policy
    self.world = world
    self.options = options
    self.baseline = baseline
    self.optimizer = optimizer
  }

  /// A learner that has played nothing yet, without a baseline.
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
    self.init(
      policy, in: world, options: options, baseline: ConstantReturnBaseline(0),
      optimizer: optimizer)
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

  /// Learns from episodes that the policy played: one step of the optimiser, then the baseline's own.
  ///
  /// - Parameter episodes: Drawn by ``policy`` as it is, else the estimate is of another gradient;
  ///   at least one action in all.
  @inlinable
  public mutating func learn(from episodes: [Trajectory<World.State, World.Action>]) {
    let batch = batch(of: episodes)
    optimizer.update(&policy, along: gradient(at: policy) { loss(of: $0, on: episodes, batch) })
    baseline.update(from: batch)
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
    loss(of: policy, on: episodes, batch(of: episodes))
  }

  @inlinable
  func loss(
    of policy: Rule, on episodes: [Trajectory<World.State, World.Action>],
    _ batch: ReturnBatch<World.ObservationSpace.Element>
  ) -> Tensor {
    let values = baseline.values(for: batch)
    let credits = options.credits(ofReturns: batch.returns, less: values).flatMap { $0 }
    if credits.isEmpty { fatalError("a loss of \(episodes.count) episodes without any action") }
    let choice = policy(Array(batch.observations.joined()))
    let logProbabilities = choice.logProbabilities(of: episodes.flatMap(\.actions))
    var objective = (Tensor(credits.map { Float($0) }) * logProbabilities).sum()
    if options.entropyBonus > 0 {
      objective = objective + Float(options.entropyBonus) * choice.entropies.sum()
    }
    return -objective / Float(episodes.count)
  }

  /// Episodes as the baseline sees them.
  @inlinable
  func batch(
    of episodes: [Trajectory<World.State, World.Action>]
  ) -> ReturnBatch<World.ObservationSpace.Element> {
    ReturnBatch(
      of: episodes, credit: options.credit, discount: options.discount, seeing: world.observation)
  }

  /// The estimate of ∇J(θ) from some episodes, without a step of the policy or the baseline.
  ///
  /// - Parameter episodes: Drawn by ``policy`` as it is.
  /// - Returns: A value of the policy's own type.
  @inlinable
  public func estimate(from episodes: [Trajectory<World.State, World.Action>]) -> Rule {
    gradient(at: policy) { -loss(of: $0, on: episodes) }
  }
}
