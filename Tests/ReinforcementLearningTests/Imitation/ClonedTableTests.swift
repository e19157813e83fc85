import Decisions
import Environments
import RandomStreams
import ReinforcementLearning
import Testing

@Suite struct ClonedTableTests {
  private let rope = Tightrope(looks: 4)
  /// Look 0 three times, look 1 twice; looks 2 and 3 and the ground never.
  private let demonstrations = Demonstrations(
    observations: [.rope(0), .rope(1), .rope(0), .rope(0), .rope(1)] as [Tightrope.State],
    actions: [.left, .right, .left, .right, .right] as [Tightrope.Action])

  private func row(_ policy: Policy<Tightrope.State, Tightrope.Action>, _ state: Tightrope.State)
    -> [Double]
  {
    Tightrope.Action.allCases.map { policy.probability(of: $0, in: state) }
  }

  @Test func `a table does what was done as often as it was done`() {
    let clone = Policy.cloned(from: demonstrations, over: rope.space)
    #expect(distance(row(clone, .rope(0)), [2.0 / 3, 1.0 / 3, 0]) <= 1e-15)
    #expect(row(clone, .rope(1)) == [0, 1, 0])
  }

  @Test func `where nothing was seen it does anything, or what is done on the whole`() {
    let anything = Policy.cloned(from: demonstrations, over: rope.space)
    let overall = Policy.cloned(from: demonstrations, over: rope.space, prior: .overall)
    for state in [Tightrope.State.rope(2), .rope(3), .ground] {
      #expect(distance(row(anything, state), [1.0 / 3, 1.0 / 3, 1.0 / 3]) <= 1e-15)
      #expect(distance(row(overall, state), [0.4, 0.6, 0]) <= 1e-15)
    }
    #expect(row(overall, .rope(1)) == [0, 1, 0])
    let nothing = Policy.cloned(from: Demonstrations(), over: rope.space, prior: .overall)
    #expect(nothing.probabilities == Policy.uniform(over: rope.space).probabilities)
  }

  @Test func `a prior of weight w is w demonstrations more`() {
    let uniform = Policy.cloned(from: demonstrations, over: rope.space, weight: 3)
    #expect(distance(row(uniform, .rope(0)), [3.0 / 6, 2.0 / 6, 1.0 / 6]) <= 1e-15)
    #expect(distance(row(uniform, .ground), [1.0 / 3, 1.0 / 3, 1.0 / 3]) <= 1e-15)
    let overall = Policy.cloned(from: demonstrations, over: rope.space, prior: .overall, weight: 5)
    #expect(distance(row(overall, .rope(1)), [2.0 / 7, 5.0 / 7, 0]) <= 1e-15)
  }

  @Test func `only actions that a state offers count, and terminal states have none`() {
    let process = FiniteMDP<Int, Int>(
      states: [0, 1, 2], actions: [0, 1, 2], start: 0,
      offered: { [[0, 1], [1, 2], []][$0] }, outcomes: { _, _ in [Outcome(reward: 0, next: 2)] })
    let seen = Demonstrations(observations: [0, 0, 0], actions: [0, 0, 1])
    let clone = Policy.cloned(from: seen, over: process.space, prior: .overall)
    #expect(clone.probabilities == [2 / 3.0, 1 / 3.0, 1, 0])
    let strange = Policy.cloned(
      from: seen.prefix(2), over: process.space, prior: .overall)
    #expect(strange.probabilities == [1, 0, 0.5, 0.5])
  }

  /// The likelihood of the demonstrations is largest at the counts.
  @Test func `no other table makes the demonstrations more likely`() {
    let clone = Policy.cloned(from: demonstrations, over: rope.space)
    func likelihood(_ policy: Policy<Tightrope.State, Tightrope.Action>) -> Double {
      zip(demonstrations.observations, demonstrations.actions).reduce(1) {
        $0 * policy.probability(of: $1.1, in: $1.0)
      }
    }
    var random = RandomStream(seed: 3)
    for _ in 0..<200 {
      let other = Policy(
        probabilities: rope.states.flatMap { _ in
          let weights = (0..<3).map { _ in Double.uniform(using: &random) }
          return weights.map { $0 / weights.reduce(0, +) }
        }, over: rope.space)
      #expect(likelihood(other) < likelihood(clone))
    }
  }

  @Test func `a prior of negative weight is refused`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Policy.cloned(
        from: Demonstrations(), over: Tightrope().space, weight: -1)
    }
    #expect(message(of: result).contains("the weight of the prior is -1.0"))
  }
}
