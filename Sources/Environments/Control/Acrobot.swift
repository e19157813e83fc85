public import Decisions
import PortableMath
import RandomStreams

/// Two links that hang from a hinge, moved by a motor between them, like a gymnast on a bar: the
/// free end is to be swung above the height of one link over the hinge.
///
/// - States: ``State``: two angles and how fast they change.
/// - Actions: ``Action``: a torque of −1, 0 or 1 N m between the links.
/// - Dynamics: A step is one of Runge and Kutta's, of 0.2 s; then angles are brought to [−π, π] and
///   velocities kept within 4π and 9π rad/s. Nothing is drawn.
/// - Rewards: −1 a step, 0 for the last.
/// - Start: All four numbers uniform on [−0.1, 0.1).
/// - End: Terminated when −cos θ₁ − cos(θ₁ + θ₂) > 1. ``v1`` cuts episodes off after 500 steps.
///
/// A mean return of −100 over 100 episodes of ``v1`` is taken for solved.
///
/// > Reference: Sutton (1996), "Generalization in reinforcement learning", with the equations of
/// > Sutton & Barto's book; constants and order of operations as in Gymnasium's `Acrobot-v1`, which
/// > rounds the start to single precision, where this does not.
public struct Acrobot: ObservedEnvironment {
  /// The four numbers that the future depends on.
  public struct State: Sendable, Hashable {
    /// θ₁: how the first link leans, in rad from hanging.
    public var first: Double
    /// θ₂: how the second link leans, in rad from the direction of the first.
    public var second: Double
    /// How fast θ₁ changes, in −4π … 4π rad/s.
    public var firstVelocity: Double
    /// How fast θ₂ changes, in −9π … 9π rad/s.
    public var secondVelocity: Double

    /// A state, by default hanging at rest.
    public init(
      first: Double = 0, second: Double = 0, firstVelocity: Double = 0, secondVelocity: Double = 0
    ) {
      self.first = first
      self.second = second
      self.firstVelocity = firstVelocity
      self.secondVelocity = secondVelocity
    }

    /// How high the free end is above the hinge, in m.
    public var height: Double { -Double.cos(first) - Double.cos(second + first) }

    /// Whether the free end is high enough.
    public var isOver: Bool { height > 1 }
  }

  /// What the motor does.
  public enum Action: Int, Sendable, CaseIterable {
    /// −1 N m.
    case negative
    /// 0 N m.
    case zero
    /// 1 N m.
    case positive

    /// The torque in N m.
    public var torque: Double { Double(rawValue - 1) }
  }

  /// The two links.
  public init() {}

  /// The environment as it is usually measured, at most 500 steps long.
  public static var v1: TimeLimited<Acrobot> { TimeLimited(Acrobot(), limit: 500) }

  /// Draws the two angles and the two velocities, in this order.
  public func start(using generator: inout some RandomNumberGenerator) -> State {
    State(
      first: Double.uniform(in: -0.1..<0.1, using: &generator),
      second: Double.uniform(in: -0.1..<0.1, using: &generator),
      firstVelocity: Double.uniform(in: -0.1..<0.1, using: &generator),
      secondVelocity: Double.uniform(in: -0.1..<0.1, using: &generator))
  }

  /// The three torques; none when the end is high enough.
  public func actions(in state: State) -> [Action] { state.isOver ? [] : Action.allCases }

  /// Swings for one step; nothing is drawn.
  public func step(
    from state: State, taking action: Action, using generator: inout some RandomNumberGenerator
  ) -> Step<State> {
    guard !state.isOver else { trapOnStep(after: state) }
    let next = state.swung(by: action.torque)
    let isOver = next.isOver
    return Step(reward: isOver ? 0 : -1, next: next, ending: isOver ? .terminated : nil)
  }

  /// Cosines and sines of the two angles in turn, and their velocities.
  public var observationSpace: Box {
    let (unit, pi) = (Interval(-1...1), Double.pi)
    return Box([unit, unit, unit, unit, Interval(-4 * pi...4 * pi), Interval(-9 * pi...9 * pi)])
  }

  /// The three torques.
  public var actionSpace: [Action] { Action.allCases }

  /// cos θ₁, sin θ₁, cos θ₂, sin θ₂, and the velocities of both.
  public func observation(of state: State) -> [Double] {
    [
      Double.cos(state.first), Double.sin(state.first), Double.cos(state.second),
      Double.sin(state.second), state.firstVelocity, state.secondVelocity,
    ]
  }
}
