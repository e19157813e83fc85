public import Decisions
public import NeuralNetworks
public import RandomStreams

/// One round of DAgger: what was played, and what was learnt from all that was played so far.
public struct DAggerRound<Learner: Sendable>: Sendable {
  /// What was learnt from the demonstrations of this round and all before.
  public let learner: Learner
  /// β, the share of the steps of this round that were the expert's to take.
  public let expertShare: Double
  /// How many demonstrations there are with those of this round.
  public let demonstrationCount: Int
  /// The share of this round's steps at which what was done isn't what the expert said: the
  /// mistakes of the mixture where it went itself.
  public let mistakeRate: Double
  /// The total reward of each episode of this round.
  public let totalRewards: [Double]
}

/// DAgger's rounds, and all demonstrations they gathered.
public struct DAggerResult<Observation: Sendable, Action: Sendable, Learner: Sendable>: Sendable {
  /// The rounds, at least one.
  public let rounds: [DAggerRound<Learner>]
  /// All demonstrations, in the order of rounds, episodes and steps.
  public let demonstrations: Demonstrations<Observation, Action>

  /// What the last round learnt. DAgger promises a good policy among the rounds, not that it is the
  /// last: where it matters, choose by episodes of their own.
  public var learner: Learner { rounds[rounds.count - 1].learner }
}

extension Schedule {
  /// β of ``dagger(_:in:rounds:episodes:limit:expertShare:using:fit:)``: all steps are the expert's
  /// in the first round, none later.
  public static var expertFirst: Schedule { Schedule { $0 == 0 ? 1 : 0 } }
}

/// Dataset aggregation: ask the expert what to do where the learner goes, learn from all answers,
/// repeat.
///
///     let result = dagger(
///       rope.expert, in: rope, rounds: 5, episodes: 2, limit: 50, using: &random
///     ) { demonstrations, _ in
///       .cloned(from: demonstrations, over: rope.space, prior: .overall)
///     }
///     result.learner
///
/// In round i each step is the expert's with probability βᵢ, else the learner's; every state that
/// was met is labelled with what the expert would do, whoever acted. So the learner is taught in
/// the states that it gets into, not in those that the expert gets into.
///
/// - Parameters:
///   - expert: Labels states, by a draw if it is stochastic.
///   - world: Where they go.
///   - rounds: How many rounds, at least 1.
///   - episodes: How many episodes a round plays, at least 1.
///   - limit: The largest number of steps of an episode, at least 1.
///   - expertShare: βᵢ, in [0, 1], by the number of the round from 0. Before the first fit the
///     learner is the uniform policy.
///   - generator: Gives one word, the seed of a stream; round i draws from its child i.
///   - fit: Learns from all demonstrations so far; the stream is for what it draws.
/// - Complexity: O(steps), and the fits.
///
/// > Reference: Ross, Gordon & Bagnell (2011), algorithm 3.1.
public func dagger<World: Environment>(
  _ expert: Policy<World.State, World.Action>, in world: World, rounds: Int, episodes: Int = 1,
  limit: Int, expertShare: Schedule = .expertFirst,
  using generator: inout some RandomNumberGenerator,
  fit: (Demonstrations<World.State, World.Action>, inout RandomStream) -> Policy<
    World.State, World.Action
  >
) -> DAggerResult<World.State, World.Action, Policy<World.State, World.Action>> {
  Aggregation(
    world: world, observation: { $0 }, expert: { expert.sample(in: $0, using: &$1) },
    act: { (policy: Policy<World.State, World.Action>, states, streams) in
      states.indices.map { policy.sample(in: states[$0], using: &streams[$0]) }
    }
  ).run(
    from: .uniform(over: expert.space), rounds: rounds, episodes: episodes, limit: limit,
    expertShare: expertShare, using: &generator
  ) { _, demonstrations, random in fit(demonstrations, &random) }
}

/// Dataset aggregation for a network policy, which may see less of a state than the expert.
///
///     let result = dagger(
///       from: untrained, in: pong, observing: pong.observation, rounds: 10, limit: 1000,
///       using: &random, expert: pong.expertAction
///     ) { last, demonstrations, random in
///       var cloning = BehaviorCloning(last, optimizer: Adam(learningRate: 1e-3))
///       for _ in 0..<5 { cloning.epoch(on: demonstrations, batchSize: 64, using: &random) }
///       return cloning.policy
///     }
///
/// See ``dagger(_:in:rounds:episodes:limit:expertShare:using:fit:)``. The episodes of a round take
/// their steps together, so that the network looks at all their observations at once.
///
/// - Parameters:
///   - policy: What acts in the first round, if that isn't the expert's alone.
///   - world: Where they go.
///   - observation: What the network sees of a state.
///   - rounds: How many rounds, at least 1.
///   - episodes: How many episodes a round plays, at least 1.
///   - limit: The largest number of steps of an episode, at least 1.
///   - expertShare: βᵢ, in [0, 1], by the number of the round from 0.
///   - generator: Gives one word, the seed of a stream; round i draws from its child i.
///   - expert: The expert's action in a state.
///   - fit: Goes on from the last policy, or starts anew, and learns from all demonstrations so
///     far; the stream is for what it draws.
public func dagger<World: Environment, Rule: NetworkPolicy>(
  from policy: Rule, in world: World, observing observation: (World.State) -> Rule.Observation,
  rounds: Int,
  episodes: Int = 1, limit: Int, expertShare: Schedule = .expertFirst,
  using generator: inout some RandomNumberGenerator,
  expert: (World.State) -> World.Action,
  fit: (Rule, Demonstrations<Rule.Observation, World.Action>, inout RandomStream) -> Rule
) -> DAggerResult<Rule.Observation, World.Action, Rule>
where Rule.Action == World.Action, World.Action: Equatable {
  withoutActuallyEscaping(observation) { observation in
    withoutActuallyEscaping(expert) { expert in
      Aggregation(
        world: world, observation: observation, expert: { state, _ in expert(state) },
        act: { (policy: Rule, observations, streams) in
          policy(observations).sample(using: &streams)
        }
      ).run(
        from: policy, rounds: rounds, episodes: episodes, limit: limit, expertShare: expertShare,
        using: &generator, fit: fit)
    }
  }
}
