import Decisions
import Environments
import RandomStreams
import Testing

@Suite struct ClampedTests {
  @Test func `any number acts like the nearest that the pendulum takes`() {
    let clamped = Clamped(Pendulum())
    let state = Pendulum.State(angle: 1, angularVelocity: -0.5)
    var random = RandomStream(seed: 1)
    for (action, nearest) in [(-1e9, -2.0), (-2.5, -2), (-2, -2), (0.3, 0.3), (2, 2), (7, 2)] {
      let found = clamped.step(from: state, taking: action, using: &random)
      let expected = Pendulum().step(from: state, taking: nearest, using: &random)
      #expect(found.next == expected.next && found.reward == expected.reward)
      #expect(found.ending == expected.ending)
    }
  }

  @Test func `it starts, is seen and ends as its base, and takes all numbers until then`() {
    let (base, clamped) = (Pendulum.v1, Clamped(Pendulum.v1))
    var (random, same) = (RandomStream(seed: 2), RandomStream(seed: 2))
    let start = clamped.start(using: &random)
    #expect(start == base.start(using: &same) && random == same)
    #expect(clamped.observation(of: start) == base.observation(of: start))
    #expect(clamped.observationSpace == base.observationSpace)
    #expect(clamped.actionSpace == .real && clamped.actions(in: start) == .real)
    let walk = rollout(in: clamped, limit: 1000, using: &random) { _, _ in 5 }
    #expect(walk.length == 200 && walk.ending == .truncated)
    #expect(clamped.actions(in: walk.states[200]) == .empty)
    #expect(walk.actions.allSatisfy { $0 == 5 })
  }

  @Test func `it keeps the contract of observed environments`() {
    #expect(checkContract(observing: Clamped(Pendulum.v1), seed: 2025) == [])
  }
}
