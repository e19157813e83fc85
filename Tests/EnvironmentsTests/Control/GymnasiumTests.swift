import Decisions
import Environments
import Testing

/// Episodes of Gymnasium's, from the same states with the same actions.
///
/// The last digits of sines differ between NumPy and PortableMath, so not all bits agree.
@Suite struct GymnasiumTests {
  /// Expects an environment to walk as Gymnasium's does, to 1e-9 over whole episodes.
  private func expectAgreement(
    _ comparison: Comparison, steps: Int, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(comparison.ofSteps <= 1e-13, sourceLocation: sourceLocation)
    #expect(comparison.ofEpisodes <= 1e-9, sourceLocation: sourceLocation)
    // A last digit of the single-precision numbers, which are below 32.
    #expect(comparison.ofObservations <= 0x1p-20, sourceLocation: sourceLocation)
    #expect(comparison.stepCount == steps, sourceLocation: sourceLocation)
    #expect(comparison.otherEndings == 0, sourceLocation: sourceLocation)
  }

  @Test func `the cart and its pole move as in CartPole-v1`() throws {
    let comparison = try Comparison(
      CartPole(), with: "cart_pole",
      state: {
        CartPole.State(position: $0[0], velocity: $0[1], angle: $0[2], angularVelocity: $0[3])
      },
      numbers: { [$0.position, $0.velocity, $0.angle, $0.angularVelocity] },
      action: { Int($0).flatMap(CartPole.Action.init) })
    expectAgreement(comparison, steps: 427)
  }

  @Test func `the car rolls as in MountainCar-v0`() throws {
    let comparison = try Comparison(
      MountainCar(), with: "mountain_car",
      state: { MountainCar.State(position: $0[0], velocity: $0[1]) },
      numbers: { [$0.position, $0.velocity] },
      action: { Int($0).flatMap(MountainCar.Action.init) })
    expectAgreement(comparison, steps: 425)
  }

  @Test func `the links swing as in Acrobot-v1`() throws {
    let comparison = try Comparison(
      Acrobot(), with: "acrobot",
      state: {
        Acrobot.State(first: $0[0], second: $0[1], firstVelocity: $0[2], secondVelocity: $0[3])
      },
      numbers: { [$0.first, $0.second, $0.firstVelocity, $0.secondVelocity] },
      action: { Int($0).flatMap(Acrobot.Action.init) })
    expectAgreement(comparison, steps: 363)
  }

  @Test func `the pendulum turns as in Pendulum-v1`() throws {
    let comparison = try Comparison(
      Pendulum(), with: "pendulum",
      state: { Pendulum.State(angle: $0[0], angularVelocity: $0[1]) },
      numbers: { [$0.angle, $0.angularVelocity] }, action: { Double($0) })
    expectAgreement(comparison, steps: 400)
  }
}
