public import Decisions

/// An environment that takes any real number for an action and moves it to the nearest that the
/// base takes.
///
///     Clamped(Pendulum.v1)    // for a policy that draws from a normal distribution
///
/// The trajectory keeps the number that was drawn, so that its density is known. Gymnasium calls it
/// `ClipAction`.
public struct Clamped<Base: ObservedEnvironment>: ObservedEnvironment
where Base.ActionSpace == Interval {
  /// A state of the base.
  public typealias State = Base.State
  /// Any real number.
  public typealias Action = Double

  /// The environment that is acted in.
  public let base: Base

  /// Lets any number act in an environment.
  public init(_ base: Base) { self.base = base }

  /// Starts the base environment.
  public func start(using generator: inout some RandomNumberGenerator) -> State {
    base.start(using: &generator)
  }

  /// All real numbers where the base offers an action, else none.
  public func actions(in state: State) -> Interval {
    base.actions(in: state).isEmpty ? .empty : .real
  }

  /// A step of the base environment with the nearest of its actions.
  public func step(
    from state: State, taking action: Double, using generator: inout some RandomNumberGenerator
  ) -> Step<State> {
    base.step(
      from: state, taking: base.actions(in: state).clamping(action), using: &generator)
  }

  /// Where the base's observations lie.
  public var observationSpace: Base.ObservationSpace { base.observationSpace }

  /// All real numbers.
  public var actionSpace: Interval { .real }

  /// What is seen of the base's state.
  public func observation(of state: State) -> Base.ObservationSpace.Element {
    base.observation(of: state)
  }
}
