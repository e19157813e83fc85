import Decisions
import Environments
import PortableMath
import RandomStreams
import Testing

@Suite struct ControlTests {
  @Test func `the uniform policy keeps the pole up for 22 steps`() {
    let random = RandomStream(seed: 4)
    let lengths = (0..<20_000).map { number in
      var stream = random.child(number)
      let episode = rollout(in: CartPole.v1, limit: 500, using: &stream) { _, stream in
        [.left, .right].sample(using: &stream)
      }
      return Double(episode.length)
    }
    let n = Double(lengths.count)
    let mean = lengths.reduce(0, +) / n
    let variance = lengths.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    // Two other programs found 22.268 ± 0.083 and 22.2696. 4.5 standard errors: 7 in a million.
    #expect((mean - 22.27).magnitude < 4.5 * (variance / n).squareRoot() + 0.083)
  }

  @Test func `the cart needs no other sines than those of all angles`() {
    // The angular velocity after one step from rest shows sine and cosine of the angle.
    var random = RandomStream(seed: 5)
    for _ in 0..<10_000 {
      let angle = Double.uniform(in: -0.2..<0.2, using: &random)
      let step = CartPole().step(from: .init(angle: angle), taking: .right, using: &random)
      let (sine, cosine) = (Double.sin(angle), Double.cos(angle))
      let ease = 1 / (0.5 * (4.0 / 3.0 - 0.1 / 1.1 * (cosine * cosine)))
      let pole = (9.8 * sine - cosine * (1 / 1.1 * 10)) * ease
      #expect(step.next.angularVelocity == 0.02 * pole)
    }
  }

  @Test func `an episode that lasts is truncated, one that fails is terminated`() {
    var random = RandomStream(seed: 1)
    let balanced = rollout(in: CartPole.v1, limit: 1000, using: &random) { state, _ in
      let state = state.base
      return 3 * state.angle + state.angularVelocity + 0.3 * state.velocity > 0 ? .right : .left
    }
    #expect(balanced.length == 500 && balanced.ending == .truncated)
    #expect(balanced.totalReward == 500)
    let pushed = rollout(in: CartPole.v1, limit: 1000, using: &random) { _, _ in .right }
    #expect(pushed.length < 15 && pushed.ending == .terminated)
    #expect(pushed.totalReward == Double(pushed.length))
  }

  @Test func `a weak car that rocks gets up the hill, one that only pushes does not`() {
    var random = RandomStream(seed: 2)
    let rocking = rollout(in: MountainCar.v0, limit: 200, using: &random) { state, _ in
      state.base.velocity >= 0 ? .ahead : .back
    }
    #expect(rocking.ending == .terminated && rocking.length < 140)
    let pushing = rollout(in: MountainCar.v0, limit: 200, using: &random) { _, _ in .ahead }
    #expect(pushing.ending == .truncated && pushing.totalReward == -200)
  }

  @Test func `a pendulum left alone upright stays, and its best reward is 0`() {
    var random = RandomStream(seed: 3)
    let step = Pendulum().step(from: .init(angle: 0), taking: 0, using: &random)
    #expect(step.next == .init(angle: 0) && step.reward == 0 && step.ending == nil)
    let worst = Pendulum().step(
      from: .init(angle: Double.pi, angularVelocity: 8), taking: 2, using: &random)
    #expect((worst.reward + 16.273_604_4).magnitude < 1e-7)
  }

  @Test func `a step after the end, or with too strong a motor, is the programmer's error`() async {
    let fallen = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var random = RandomStream(seed: 0)
      _ = CartPole().step(from: .init(angle: 0.5), taking: .left, using: &random)
    }
    #expect(message(of: fallen).contains("0.5"))
    let strong = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var random = RandomStream(seed: 0)
      _ = Pendulum().step(from: .init(angle: 0), taking: 2.5, using: &random)
    }
    #expect(message(of: strong).contains("a torque of 2.5 N m"))
  }
}

@Suite struct RobotHandTests {
  static let hands = [
    RobotHand(), RobotHand(jointCount: 1, notches: 6, grip: 0.3),
    RobotHand(jointCount: 4, notches: 2, distances: 3, reach: 1, grip: 1),
  ]

  @Test(arguments: hands) func `the simulator and the table agree`(hand: RobotHand) {
    #expect(checkConformance(of: hand, seed: 1, drawsPerPair: 200) == [])
  }

  @Test(arguments: hands, [1, 0.9, 0.5])
  func `the threshold is optimal and its value is the formula's`(
    hand: RobotHand, discount: Double
  ) throws {
    let solution = try solve(hand.process, discount: discount, tolerance: 1e-11)
    let policy = hand.policy(threshold: hand.bestThreshold)
    for state in hand.states {
      #expect(
        (solution.values[state] - hand.optimalValue(of: state, discount: discount)).magnitude
          < 1e-9)
      guard let action = policy.mostProbableAction(in: state) else { continue }
      // There is no tie either: the threshold is the only optimal policy.
      #expect(solution.optimalActions(in: state) == [action])
    }
  }

  @Test func `a firm hand takes as long as its slowest joint`() {
    let hand = RobotHand(jointCount: 3, notches: 4, grip: 1)
    #expect(hand.optimalValue(of: .init(distance: 0, joints: [1, 4, 2])) == -3)
    #expect(hand.optimalValue(of: .init(distance: 7, joints: [1, 4, 2])) == -4)
    #expect(hand.optimalValue(of: .init(distance: 0, joints: [4, 4, 4])) == 0)
  }

  @Test func `a soft threshold nears the sharp one, and other thresholds are worse`() throws {
    let hand = RobotHand()
    func value(_ policy: Policy<RobotHand.State, RobotHand.Action>) throws -> Double {
      let values = try evaluate(policy, on: hand.process, discount: 0.95).values
      return zip(hand.process.startProbabilities, hand.states).reduce(0) {
        $0 + $1.0 * values[$1.1]
      }
    }
    let best = try value(hand.policy(threshold: hand.bestThreshold))
    let soft = try [1.0, 4, 30].map {
      try value(hand.policy(threshold: hand.bestThreshold, steepness: $0))
    }
    #expect(soft[0] < soft[1] && soft[1] < soft[2] && soft[2] <= best)
    #expect(best - soft[2] < 1e-4)
    for threshold in [0.5, 2.5, 4.5, 7.5] {
      #expect(try value(hand.policy(threshold: threshold)) < best - 0.1)
    }
  }

  @Test func `every joint matters for the value`() {
    let hand = RobotHand()
    let start = RobotHand.State(distance: 0, joints: [1, 1, 1])
    for joint in 0..<3 {
      var bent = start
      bent.joints[joint] = 3
      #expect(hand.optimalValue(of: bent) > hand.optimalValue(of: start) + 0.1)
    }
  }
}
