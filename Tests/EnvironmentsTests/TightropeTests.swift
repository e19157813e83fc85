import Decisions
import Environments
import RandomStreams
import Testing

@Suite struct TightropeTests {
  private let rope = Tightrope(looks: 3)

  @Test(arguments: [1, 3, 16])
  func `it conforms to its table`(looks: Int) {
    #expect(checkConformance(of: Tightrope(looks: looks), seed: 2025, drawsPerPair: 200) == [])
  }

  @Test func `the right foot stays up, any other falls, and only climbing leads up again`() {
    #expect(rope.states.map(rope.expertAction) == [.left, .right, .left, .climb])
    for state in rope.states {
      for action in rope.actions(in: state) {
        let outcomes = rope.outcomes(of: action, in: state)
        if action == rope.expertAction(in: state) {
          #expect(outcomes.map(\.next) == [.rope(0), .rope(1), .rope(2)])
          #expect(rope.expectedReward(of: action, in: state) == (state == .ground ? 0 : 1))
        } else {
          #expect(outcomes.map(\.next) == [.ground])
          #expect(outcomes.map(\.reward) == [0])
        }
      }
    }
  }

  @Test func `the expert is paid every step, and nobody is paid more`() throws {
    let best = try backwardInduction(rope.process, horizon: 20)
    #expect((rope.process.startValue(best.values[0]) - 20).magnitude <= 1e-12)
    let own = finiteHorizonValues(of: rope.expert, on: rope.process, horizon: 20)
    #expect((rope.process.startValue(own) - 20).magnitude <= 1e-12)
  }

  @Test func `the closed form is the sum that it says`() {
    func sum(_ mistake: Double, _ climb: Double, _ horizon: Int) -> Double {
      var (up, paid) = (1.0, 0.0)
      for _ in 0..<horizon {
        paid += up * (1 - mistake)
        up = up * (1 - mistake) + (1 - up) * climb
      }
      return Double(horizon) - paid
    }
    for mistake in [0, 0.001, 0.1, 0.7, 1] {
      for climb in [0, 0.001, 0.4, 1] {
        for horizon in [0, 1, 2, 7, 300] {
          let loss = rope.expectedLoss(mistake: mistake, climb: climb, horizon: horizon)
          #expect((loss - sum(mistake, climb, horizon)).magnitude <= 1e-11)
        }
      }
    }
    #expect(rope.expectedLoss(mistake: 0.25, climb: 0, horizon: 2) == 0.25 + 0.4375)
  }

  @Test func `what is no rope and no probability is refused`() async {
    let none = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tightrope(looks: 0)
    }
    #expect(text(none).contains("a rope needs at least one look, not 0"))
    let chance = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tightrope().policy(mistake: 0.1, climb: 1.5)
    }
    #expect(text(chance).contains("a mistake has probability 0.1, climbing 1.5"))
  }

  private func text(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }
}
