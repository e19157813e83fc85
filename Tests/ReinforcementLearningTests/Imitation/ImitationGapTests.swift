import Decisions
import Environments
import PortableMath
import ReinforcementLearning
import Testing

@Suite struct ImitationGapTests {
  private let rope = Tightrope(looks: 4)

  /// The slope of a straight line through the logarithms of two points a factor of two apart.
  private func slope(_ loss: (Int) -> Double, from horizon: Int) -> Double {
    Double.log(loss(2 * horizon) / loss(horizon)) / Double.log(2)
  }

  @Test(
    arguments: [(0.01, 0), (0.01, 1), (0.2, 0.3), (1, 1), (0.05, 0.02), (0, 0.5), (0, 0)]
      as [(Double, Double)])
  func `on the rope the loss is the closed form`(mistake: Double, climb: Double) {
    for horizon in [0, 1, 2, 10, 100] {
      let gap = imitationGap(
        of: rope.policy(mistake: mistake, climb: climb), expert: rope.expert, on: rope.process,
        horizon: horizon)
      #expect((gap.expertReturn - Double(horizon)).magnitude <= 1e-12)
      let closed = rope.expectedLoss(mistake: mistake, climb: climb, horizon: horizon)
      #expect((gap.loss - closed).magnitude <= 1e-12 * Double(max(1, horizon)))
      #expect(gap.horizon == horizon)
      #expect(horizon == 0 || (gap.mistakeRateOnExpert - mistake).magnitude <= 1e-12)
      #expect(gap.loss <= gap.quadraticBound + 1e-9)
      #expect(gap.loss <= gap.linearBound + 1e-9)
    }
  }

  /// 1 − (1 − ε)ᵗ = ε t up to a relative error of ε t / 2, which is 5 % at ε t = 0.1.
  @Test func `who never climbs loses the square of the horizon, who climbs loses in proportion`() {
    func loss(climb: Double) -> (Int) -> Double {
      { horizon in
        imitationGap(
          of: rope.policy(mistake: 1e-4, climb: climb), expert: rope.expert, on: rope.process,
          horizon: horizon
        ).loss
      }
    }
    #expect((slope(loss(climb: 0), from: 200) - 2).magnitude <= 0.03)
    #expect((slope(loss(climb: 1), from: 200) - 1).magnitude <= 0.01)
  }

  @Test func `by hand, for two steps`() {
    // One of four looks is not known. The learner is up at time 1 with probability 3/4.
    let learner = Policy(over: rope.space) { state, action in
      switch state {
      case .rope(3): action == .left ? 1 : 0
      case .rope: action == rope.expertAction(in: state) ? 1 : 0
      case .ground: action == .right ? 1 : 0
      }
    }
    let gap = imitationGap(of: learner, expert: rope.expert, on: rope.process, horizon: 2)
    #expect(gap.mistakesOnExpert == [0.25, 0.25])
    #expect(gap.mistakesOnLearner == [0.25, 0.75 * 0.25 + 0.25])
    #expect(gap.learnerReturn == 0.75 + 0.75 * 0.75)
    #expect(gap.rewardRange == 1)
    // A fall at time 0 costs its own step and the climb.
    #expect(gap.costliestMistake == 2)
    #expect(gap.quadraticBound == 1)
    #expect(gap.linearBound == 2 * (0.25 + 0.4375))
  }

  /// Random processes with and without an end, and any two policies.
  @Test(arguments: Array(1...40) as [UInt64])
  func `neither bound is exceeded`(seed: UInt64) {
    let process = Sample.process(seed: seed)
    let expert = Sample.policy(seed: seed, over: process.space).tabulated
    let other = Sample.policy(seed: seed + 1000, over: process.space).tabulated
    for policy in [other, .greedy(ActionValues(other.probabilities, over: process.space))] {
      let gap = imitationGap(of: policy, expert: expert, on: process, horizon: 7)
      #expect(gap.loss.magnitude <= gap.quadraticBound + 1e-12)
      #expect(gap.loss <= gap.linearBound + 1e-12)
      let value = process.startValue(finiteHorizonValues(of: policy, on: process, horizon: 7))
      #expect((gap.learnerReturn - value).magnitude <= 1e-12)
    }
    let same = imitationGap(of: expert, expert: expert, on: process, horizon: 7)
    #expect(same.loss == 0)
    #expect(same.costliestMistake == 0)
    #expect(same.mistakeRateOnLearner == 0)
  }

  @Test func `where an episode has ended no mistake is made and nothing paid`() {
    // The third action is the worst by far, and nobody takes it.
    let process = FiniteMDP<Int, Int>(
      states: [0, 1], actions: [2, 3, -7], start: 0, offered: { $0 == 1 ? [] : [2, 3, -7] }
    ) { _, action in [Outcome(reward: Double(action), next: 1)] }
    let expert = Policy.deterministic(over: process.space) { _ in 3 }
    let learner = Policy.deterministic(over: process.space) { _ in 2 }
    let gap = imitationGap(of: learner, expert: expert, on: process, horizon: 3)
    #expect(gap.mistakesOnLearner == [1, 0, 0])
    #expect(gap.loss == 1)
    #expect(gap.rewardRange == 10)
    #expect(gap.costliestMistake == 1)
  }

  @Test func `the range of the rewards includes the 0 of ended episodes`() {
    let process = FiniteMDP<Int, Int>(
      states: [0, 1], actions: [2, 3], start: 0, offered: { $0 == 1 ? [] : [2, 3] }
    ) { _, action in [Outcome(reward: Double(action), next: 1)] }
    let any = Policy.uniform(over: process)
    #expect(imitationGap(of: any, expert: any, on: process, horizon: 1).rewardRange == 3)
  }

  @Test func `what doesn't fit is refused`() async {
    let other = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let (two, three) = (Tightrope(looks: 2), Tightrope(looks: 3))
      _ = imitationGap(of: three.expert, expert: two.expert, on: two.process, horizon: 1)
    }
    #expect(message(of: other).contains("the policy is over 12 pairs, the process has 9"))
    let past = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let rope = Tightrope(looks: 2)
      _ = imitationGap(of: rope.expert, expert: rope.expert, on: rope.process, horizon: -1)
    }
    #expect(message(of: past).contains("the horizon is -1"))
  }
}
