public import Decisions
public import PortableMath
public import RandomStreams

/// A pole on a cart, to be kept upright by pushing the cart left and right.
///
/// - States: ``State``: where the cart is, how the pole leans, and how fast both move.
/// - Actions: ``Action``: a push of 10 N to the left or to the right.
/// - Dynamics: A step is one of Euler's, of 0.02 s; nothing is drawn.
/// - Rewards: 1 a step, the last one included.
/// - Start: All four numbers uniform on [−0.05, 0.05).
/// - End: Terminated when the cart is more than 2.4 m from the middle or the pole leans by more
///   than 12°. ``v1`` cuts episodes off after 500 steps.
///
/// A mean return of 475 over 100 episodes of ``v1`` is taken for solved. The uniform policy keeps
/// the pole up for 22.3 steps in the mean.
///
/// > Reference: Barto, Sutton & Anderson (1983), doi:10.1109/TSMC.1983.6313077; equations without
/// > friction and constants as in Gymnasium's `CartPole-v1`, from which it differs by
/// > rounding alone.
public struct CartPole: ObservedEnvironment {
  /// The four numbers that the future depends on.
  public struct State: Sendable, Hashable {
    /// Where the cart is, in m from the middle, positive to the right.
    public var position: Double
    /// How fast the cart moves, in m/s.
    public var velocity: Double
    /// How the pole leans, in rad from upright, positive to the right.
    public var angle: Double
    /// How fast the pole turns, in rad/s.
    public var angularVelocity: Double

    /// A state, by default at rest in the middle and upright.
    @inlinable
    public init(
      position: Double = 0, velocity: Double = 0, angle: Double = 0, angularVelocity: Double = 0
    ) {
      self.position = position
      self.velocity = velocity
      self.angle = angle
      self.angularVelocity = angularVelocity
    }

    /// Whether the cart has left the track or the pole has fallen.
    @inlinable public var isOver: Bool {
      position.magnitude > CartPole.farthestPosition || angle.magnitude > CartPole.largestAngle
    }
  }

  /// Where to push.
  public enum Action: Int, Sendable, CaseIterable {
    /// To the left, −10 N.
    case left
    /// To the right, 10 N.
    case right

    /// The force in N.
    @inlinable public var force: Double { self == .right ? 10 : -10 }
  }

  /// How far the cart may be from the middle: 2.4 m.
  @inlinable public static var farthestPosition: Double { 2.4 }
  /// How far the pole may lean: 12°, in rad.
  @inlinable public static var largestAngle: Double { 12 * 2 * Double.pi / 360 }
  /// The length of a step: 0.02 s.
  @inlinable public static var timeStep: Double { 0.02 }

  /// The cart and its pole.
  @inlinable public init() {}

  /// The environment as it is usually measured, at most 500 steps long.
  public static var v1: TimeLimited<CartPole> { TimeLimited(CartPole(), limit: 500) }

  /// Draws position, velocity, angle and angular velocity, in this order.
  @inlinable
  @inline(never)
  public func start(using generator: inout some RandomNumberGenerator) -> State {
    State(
      position: Double.uniform(in: -0.05..<0.05, using: &generator),
      velocity: Double.uniform(in: -0.05..<0.05, using: &generator),
      angle: Double.uniform(in: -0.05..<0.05, using: &generator),
      angularVelocity: Double.uniform(in: -0.05..<0.05, using: &generator))
  }

  /// Left and right; none when it is over.
  public func actions(in state: State) -> [Action] { state.isOver ? [] : Action.allCases }

  /// Pushes for one step; nothing is drawn.
  @inlinable
  @inline(__always)
  public func step(
    from state: State, taking action: Action, using generator: inout some RandomNumberGenerator
  ) -> Step<State> {
    guard !state.isOver else { trapOnStep(after: state) }
    let acceleration = cartPoleAcceleration(
      force: action.force, angle: state.angle, angularVelocity: state.angularVelocity)
    let time = Self.timeStep
    let next = State(
      position: state.position + time * state.velocity,
      velocity: state.velocity + time * acceleration.cart,
      angle: state.angle + time * state.angularVelocity,
      angularVelocity: state.angularVelocity + time * acceleration.pole)
    return Step(reward: 1, next: next, ending: next.isOver ? .terminated : nil)
  }

  /// Position, velocity, angle and angular velocity; the bounds are twice those where it is over.
  public var observationSpace: Box {
    Box([
      Interval(lower: -2 * Self.farthestPosition, upper: 2 * Self.farthestPosition), .real,
      Interval(lower: -2 * Self.largestAngle, upper: 2 * Self.largestAngle), .real,
    ])
  }

  /// Left and right.
  public var actionSpace: [Action] { Action.allCases }

  /// The four numbers of the state.
  @inlinable
  public func observation(of state: State) -> [Double] {
    [state.position, state.velocity, state.angle, state.angularVelocity]
  }
}

@usableFromInline
func trapOnStep(after state: some Sendable) -> Never {
  fatalError("a step from a state where the episode is over: \(state)")
}
