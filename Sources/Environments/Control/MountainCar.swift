public import Decisions
public import PortableMath
public import RandomStreams

/// A car in a valley whose engine is too weak for the hill: it must first go back to gain speed.
///
/// - States: ``State``: position and velocity; the height is sin(3 position).
/// - Actions: ``Action``: full throttle back, none, or full throttle ahead.
/// - Dynamics: v ← v + 0.001 · throttle − 0.0025 cos(3 x), x ← x + v, both kept within their
///   bounds; the wall on the left takes all speed away. Nothing is drawn.
/// - Rewards: −1 a step.
/// - Start: At rest, the position uniform on [−0.6, −0.4).
/// - End: Terminated at the flag, at 0.5, when not rolling back. ``v0`` cuts episodes off after 200
///   steps.
///
/// A mean return of −110 over 100 episodes of ``v0`` is taken for solved.
///
/// > Reference: Moore (1990), "Efficient memory-based learning for robot control"; constants and
/// > order of operations as in Gymnasium's `MountainCar-v0`.
public struct MountainCar: ObservedEnvironment {
  /// The two numbers that the future depends on.
  public struct State: Sendable, Hashable {
    /// Where the car is, in −1.2 … 0.6; the bottom of the valley is at −π/6.
    public var position: Double
    /// How far it moves a step, in −0.07 … 0.07, positive to the right.
    public var velocity: Double

    /// A state, by default at rest.
    @inlinable
    public init(position: Double, velocity: Double = 0) {
      self.position = position
      self.velocity = velocity
    }

    /// Whether the flag is reached.
    @inlinable public var isOver: Bool { position >= 0.5 && velocity >= 0 }
  }

  /// What the engine does.
  public enum Action: Int, Sendable, CaseIterable {
    /// Throttle to the left.
    case back
    /// No throttle.
    case coast
    /// Throttle to the right.
    case ahead

    /// −1, 0 or 1.
    @inlinable public var throttle: Double { Double(rawValue - 1) }
  }

  /// The car.
  @inlinable public init() {}

  /// The environment as it is usually measured, at most 200 steps long.
  public static var v0: TimeLimited<MountainCar> { TimeLimited(MountainCar(), limit: 200) }

  /// Draws the position.
  @inlinable
  public func start(using generator: inout some RandomNumberGenerator) -> State {
    State(position: Double.uniform(in: -0.6..<(-0.4), using: &generator))
  }

  /// Back, coasting and ahead; nothing at the flag.
  public func actions(in state: State) -> [Action] { state.isOver ? [] : Action.allCases }

  /// Rolls for one step; nothing is drawn.
  @inlinable
  public func step(
    from state: State, taking action: Action, using generator: inout some RandomNumberGenerator
  ) -> Step<State> {
    guard !state.isOver else { trapOnStep(after: state) }
    let slope = Double.cos(3 * state.position)
    let push = action.throttle * 0.001 + slope * -0.0025
    var velocity = min(max(state.velocity + push, -0.07), 0.07)
    let position = min(max(state.position + velocity, -1.2), 0.6)
    if position == -1.2 && velocity < 0 { velocity = 0 }
    let next = State(position: position, velocity: velocity)
    return Step(reward: -1, next: next, ending: next.isOver ? .terminated : nil)
  }

  /// Position and velocity.
  public var observationSpace: Box { Box([Interval(-1.2...0.6), Interval(-0.07...0.07)]) }

  /// Back, coasting and ahead.
  public var actionSpace: [Action] { Action.allCases }

  /// The two numbers of the state.
  @inlinable
  public func observation(of state: State) -> [Double] { [state.position, state.velocity] }
}
