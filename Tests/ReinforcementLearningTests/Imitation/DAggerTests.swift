import Decisions
import Environments
import NeuralNetworks
import PortableMath
import RandomStreams
import ReinforcementLearning
import Testing

@Suite struct DAggerTests {
  private static let rope = Tightrope(looks: 32)

  private typealias Walker = Policy<Tightrope.State, Tightrope.Action>

  /// Rounds on the rope with tables that do what is done on the whole where they know nothing.
  private static func school(
    seed: UInt64, rounds: Int, episodes: Int = 1, limit: Int,
    expertShare: Schedule = .expertFirst
  ) -> DAggerResult<Tightrope.State, Tightrope.Action, Policy<Tightrope.State, Tightrope.Action>> {
    var random = RandomStream(seed: seed)
    return dagger(
      rope.expert, in: rope, rounds: rounds, episodes: episodes, limit: limit,
      expertShare: expertShare, using: &random
    ) { demonstrations, _ in
      .cloned(from: demonstrations, over: rope.space, prior: .overall)
    }
  }

  /// The first round is behaviour cloning: 60 steps of the expert leave about 5 of 32 looks
  /// unknown, and the ground in all. The learner of the second round has met the ground, and looks
  /// that it didn't know.
  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func `cloning never learns to climb, DAgger does`(seed: UInt64) {
    let result = Self.school(seed: seed, rounds: 2, limit: 60)
    let (clone, learner) = (result.rounds[0].learner, result.learner)
    #expect(clone.probability(of: .climb, in: .ground) == 0)
    #expect(learner.probability(of: .climb, in: .ground) == 1)
    let gap = imitationGap(of: clone, expert: Self.rope.expert, on: Self.rope.process, horizon: 500)
    let mistake = gap.mistakeRateOnExpert
    #expect(mistake > 0.01)
    let closed = Self.rope.expectedLoss(mistake: mistake, climb: 0, horizon: 500)
    #expect((gap.loss - closed).magnitude <= 1e-9)
    // 1e-9 is a thousand roundings of a number below 500.
    let after = imitationGap(
      of: learner, expert: Self.rope.expert, on: Self.rope.process, horizon: 500)
    let linear = Self.rope.expectedLoss(
      mistake: after.mistakeRateOnExpert, climb: 1, horizon: 500)
    #expect((after.loss - linear).magnitude <= 1e-9)
    #expect(after.loss < gap.loss / 2)
  }

  /// A prior of weight 2 keeps mistakes in all states: with some 1000 demonstrations of each look,
  /// ε ≈ 1/1000. Up to H = 40 the clone's loss is then ε H(H + 1)/2 less at most 2 %, and the slope
  /// from 20 to 40 steps, log₂(1640/420) = 1.965, less at most 0.02. With c ≈ 1 the learner's is ε
  /// (2H − 1): log₂(79/39) = 1.018.
  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func `the exponents of the horizon are two and one`(seed: UInt64) {
    let rope = Tightrope(looks: 16)
    var random = RandomStream(seed: seed)
    let result = dagger(
      rope.expert, in: rope, rounds: 2, episodes: 40, limit: 400, using: &random
    ) { demonstrations, _ in
      .cloned(from: demonstrations, over: rope.space, prior: .overall, weight: 2)
    }
    let slopes = result.rounds.map { round in
      let losses = [20, 40].map { horizon in
        imitationGap(
          of: round.learner, expert: rope.expert, on: rope.process, horizon: horizon
        ).loss
      }
      return Double.log(losses[1] / losses[0]) / Double.log(2)
    }
    #expect((slopes[0] - 1.965).magnitude <= 0.025)
    #expect((slopes[1] - 1.018).magnitude <= 0.025)
  }

  @Test func `the expert's share of the steps is β`() {
    // A learner that always goes wrong: the mistakes are the learner's share of the steps.
    let wrong = Self.rope.policy(mistake: 1, climb: 0)
    var random = RandomStream(seed: 3)
    let result = dagger(
      Self.rope.expert, in: Self.rope, rounds: 3, episodes: 40, limit: 100,
      expertShare: Schedule { [1, 0.75, 0][$0] }, using: &random
    ) { _, _ in wrong }
    #expect(result.rounds.map(\.expertShare) == [1, 0.75, 0])
    #expect(result.rounds[0].mistakeRate == 0)
    #expect(result.rounds[0].totalRewards == [Double](repeating: 100, count: 40))
    // 4000 coins of 1/4: σ = √(3/16/4000) = 0.0068; five of them.
    #expect((result.rounds[1].mistakeRate - 0.25).magnitude <= 0.035)
    #expect(result.rounds[2].mistakeRate == 1)
    #expect(result.rounds[2].totalRewards.allSatisfy { $0 == 0 })
    #expect(result.rounds.map(\.demonstrationCount) == [4000, 8000, 12000])
  }

  @Test func `each round is played by the last learner, the first by the uniform policy`() {
    let wrong = Self.rope.policy(mistake: 1, climb: 0)
    var random = RandomStream(seed: 4)
    var fits = 0
    let result = dagger(
      Self.rope.expert, in: Self.rope, rounds: 3, episodes: 40, limit: 100,
      expertShare: .constant(0), using: &random
    ) { _, _ in
      fits += 1
      return fits == 1 ? wrong : Self.rope.expert
    }
    // 4000 draws of 2/3: σ = √(2/9/4000) = 0.0075; five of them.
    #expect((result.rounds[0].mistakeRate - 2.0 / 3).magnitude <= 0.0375)
    #expect(result.rounds[1].mistakeRate == 1)
    #expect(result.rounds[2].mistakeRate == 0)
  }

  @Test func `rounds and episodes draw from streams of their own`() {
    var random = RandomStream(seed: 8)
    let result = dagger(
      Self.rope.expert, in: Self.rope, rounds: 2, episodes: 2, limit: 20, using: &random
    ) { _, _ in Self.rope.expert }
    let states = result.demonstrations.observations
    let parts = stride(from: 0, to: 80, by: 20).map { Array(states[$0..<($0 + 20)]) }
    #expect(Set(parts).count == 4)
  }

  @Test func `every state that was met is labelled by the expert, in order, and data add up`() {
    var sizes: [Int] = []
    var random = RandomStream(seed: 7)
    let wrong = Self.rope.policy(mistake: 1, climb: 0)
    let result = dagger(
      Self.rope.expert, in: Self.rope, rounds: 2, episodes: 2, limit: 3, using: &random
    ) { demonstrations, _ in
      sizes.append(demonstrations.count)
      return wrong
    }
    let (states, actions) = (result.demonstrations.observations, result.demonstrations.actions)
    #expect(sizes == [6, 12])
    #expect(actions == states.map(Self.rope.expertAction))
    #expect(states.prefix(6).allSatisfy { $0 != .ground })
    #expect(states[6] != .ground && states[9] != .ground)
    #expect([7, 8, 10, 11].allSatisfy { states[$0] == .ground })
  }

  @Test func `episodes end where the world ends them`() {
    let cliff = CliffWalking()
    var random = RandomStream(seed: 1)
    let result = dagger(
      shortestPathExpert(on: cliff.process), in: cliff, rounds: 2, episodes: 3, limit: 50,
      using: &random
    ) { demonstrations, _ in .cloned(from: demonstrations, over: cliff.space) }
    #expect(result.rounds.map(\.demonstrationCount) == [39, 78])
    #expect(result.rounds.allSatisfy { $0.totalRewards == [-13, -13, -13] })
  }

  @Test func `the same seed gives the same rounds, another others, and a round needs no later one`()
  {
    let first = Self.school(seed: 5, rounds: 3, episodes: 2, limit: 20)
    let same = Self.school(seed: 5, rounds: 3, episodes: 2, limit: 20)
    let other = Self.school(seed: 6, rounds: 3, episodes: 2, limit: 20)
    let fewer = Self.school(seed: 5, rounds: 2, episodes: 2, limit: 20)
    #expect(first.demonstrations.observations == same.demonstrations.observations)
    #expect(first.learner.probabilities == same.learner.probabilities)
    #expect(first.demonstrations.observations != other.demonstrations.observations)
    #expect(
      fewer.demonstrations.observations
        == first.demonstrations.prefix(fewer.demonstrations.count).observations)
    // One episode more leaves the others of the first round as they were.
    let more = Self.school(seed: 5, rounds: 1, episodes: 3, limit: 20)
    #expect(
      more.demonstrations.prefix(40).observations == first.demonstrations.prefix(40).observations)
  }

  /// A network that sees look and ground as one-hot numbers. Untaught it never climbs; taught, it
  /// does.
  @Test(arguments: [1, 2] as [UInt64])
  func `networks are taught too`(seed: UInt64) throws {
    let rope = Tightrope(looks: 8)
    let seen: @Sendable (Tightrope.State) -> [Double] = { state in
      rope.states.map { $0 == state ? 1 : 0 }
    }
    var random = RandomStream(seed: seed)
    let start = CategoricalPolicy(Dense(9, 3, using: &random), actions: Tightrope.Action.allCases)
    let result = dagger(
      from: start, in: rope, observing: seen, rounds: 4, episodes: 4, limit: 20, using: &random,
      expert: rope.expertAction
    ) { _, demonstrations, random in
      var cloning = BehaviorCloning(start, optimizer: Adam(learningRate: 0.05))
      for _ in 0..<30 { cloning.epoch(on: demonstrations, batchSize: 16, using: &random) }
      return cloning.policy
    }
    let all = Demonstrations(
      observations: rope.states.map(seen), actions: rope.states.map(rope.expertAction))
    #expect(agreement(of: result.learner, with: all) == 1)
    let gaps = result.rounds.map { round in
      imitationGap(
        of: ProcessPolicy(round.learner, over: rope.space, observation: seen).tabulated,
        expert: rope.expert, on: rope.process, horizon: 200)
    }
    #expect(gaps[3].loss < gaps[0].loss / 2)
    #expect(result.demonstrations.count == 4 * 4 * 20)
  }

  @Test func `rounds that can't be played are refused`() async {
    let later = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Self.school(seed: 1, rounds: 2, limit: 5, expertShare: Schedule { 1 + Double($0) })
    }
    #expect(message(of: later).contains("the expert's share of round 1 is 2.0"))
    let none = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Self.school(seed: 1, rounds: 0, limit: 5)
    }
    #expect(message(of: none).contains("0 rounds of 1 episodes"))
  }
}
