public import Decisions
public import PortableMath
public import RandomStreams

/// A pendulum to be swung up and held upright by a motor too weak to lift it at once.
///
/// - States: ``State``: angle and angular velocity.
/// - Actions: Any torque from −2 to 2 N m, to the left when positive.
/// - Dynamics: ω ← ω + (15 sin θ + 3 u) · 0.05 s, kept within ±8 rad/s; then θ ← θ + ω · 0.05 s.
///   Nothing is drawn.
/// - Rewards: −(θ² + 0.1 ω² + 0.001 u²) of the state before the step, θ taken from −π to π; from
///   −16.27 to 0.
/// - Start: The angle uniform on [−π, π), the angular velocity on [−1, 1).
/// - End: Never by itself. ``v1`` cuts episodes off after 200 steps.
///
/// > Reference: Gymnasium's `Pendulum-v1`: a rod of 1 m and 1 kg in a gravity of 10 m/s²; constants
/// > and order of operations are its own.
public struct Pendulum: ObservedEnvironment {
  /// The two numbers that the future depends on.
  public struct State: Sendable, Hashable {
    /// The angle in rad from upright, positive to the left; whole turns are counted.
    public var angle: Double
    /// How fast it turns, in −8 … 8 rad/s.
    public var angularVelocity: Double

    /// A state, by default at rest.
    @inlinable
    public init(angle: Double, angularVelocity: Double = 0) {
      self.angle = angle
      self.angularVelocity = angularVelocity
    }
  }

  /// The torque of the motor, in N m.
  public typealias Action = Double

  /// The pendulum.
  @inlinable public init() {}

  /// The environment as it is usually measured, 200 steps long.
  public static var v1: TimeLimited<Pendulum> { TimeLimited(Pendulum(), limit: 200) }

  /// Draws angle and angular velocity, in this order.
  @inlinable
  public func start(using generator: inout some RandomNumberGenerator) -> State {
    State(
      angle: Double.uniform(in: -Double.pi..<Double.pi, using: &generator),
      angularVelocity: Double.uniform(in: -1..<1, using: &generator))
  }

  /// The torques from −2 to 2 N m.
  public func actions(in state: State) -> Interval { actionSpace }

  /// Turns for one step; nothing is drawn.
  ///
  /// - Precondition: The torque is between −2 and 2 N m; Gymnasium cuts it to that range, here a
  ///   policy does so itself, with ``Interval/clamping(_:)``.
  @inlinable
  public func step(
    from state: State, taking action: Double, using generator: inout some RandomNumberGenerator
  ) -> Step<State> {
    guard action.magnitude <= 2 else { trapOnTorque(action) }
    let (angle, speed) = (state.angle, state.angularVelocity)
    let lean = fromMinusPiToPi(angle)
    let cost = lean * lean + 0.1 * (speed * speed) + 0.001 * (action * action)
    let push = (15 * Double.sin(angle) + 3 * action) * 0.05
    let newSpeed = min(max(speed + push, -8), 8)
    let next = State(angle: angle + newSpeed * 0.05, angularVelocity: newSpeed)
    return Step(reward: -cost, next: next)
  }

  /// Cosine and sine of the angle, and the angular velocity.
  public var observationSpace: Box {
    Box([Interval(-1...1), Interval(-1...1), Interval(-8...8)])
  }

  /// The torques from −2 to 2 N m.
  public var actionSpace: Interval { Interval(-2...2) }

  /// Cosine and sine of the angle, and the angular velocity.
  @inlinable
  public func observation(of state: State) -> [Double] {
    [Double.cos(state.angle), Double.sin(state.angle), state.angularVelocity]
  }
}

/// The same direction as an angle from −π to π.
@inlinable
func fromMinusPiToPi(_ angle: Double) -> Double {
  let turn = 2 * Double.pi
  let remainder = (angle + Double.pi).truncatingRemainder(dividingBy: turn)
  return (remainder < 0 ? remainder + turn : remainder) - Double.pi
}

@usableFromInline
func trapOnTorque(_ torque: Double) -> Never {
  fatalError("a torque of \(torque) N m; it must be between -2 and 2")
}
