public import Decisions

/// An environment in which only what changed since the last step is seen.
///
/// What stands still vanishes, and a moving thing shows where it is and where it was. At the start
/// nothing has changed yet. The last two observations are part of the state, because what is seen now
/// depends on them.
///
/// > Reference: Karpathy (2016), "Deep reinforcement learning: Pong from pixels", where a policy
/// > sees the difference of two frames.
public struct FrameDifference<Base: ObservedEnvironment>: ObservedEnvironment
where Base.ObservationSpace: FrameSpace {
  /// A state of the base, what is seen of it, and what was seen before it.
  public struct State: Sendable {
    /// The state of the base environment.
    public let base: Base.State
    /// The observation of the base's state.
    public let current: Base.ObservationSpace.Element
    /// The observation before it; at the start the same.
    public let previous: Base.ObservationSpace.Element

    /// A state of the base and the last two observations.
    @inlinable
    public init(
      _ base: Base.State, current: Base.ObservationSpace.Element,
      previous: Base.ObservationSpace.Element
    ) {
      self.base = base
      self.current = current
      self.previous = previous
    }
  }

  /// The actions of the base.
  public typealias Action = Base.Action

  /// The environment that is observed.
  public let base: Base

  /// Shows what changes in an environment.
  public init(_ base: Base) { self.base = base }

  /// Starts the base environment, as if it had stood still.
  @inlinable
  public func start(using generator: inout some RandomNumberGenerator) -> State {
    let start = base.start(using: &generator)
    let seen = base.observation(of: start)
    return State(start, current: seen, previous: seen)
  }

  /// The actions of the base state.
  @inlinable
  public func actions(in state: State) -> Base.ActionSpace { base.actions(in: state.base) }

  /// A step of the base environment.
  @inlinable
  public func step(
    from state: State, taking action: Action, using generator: inout some RandomNumberGenerator
  ) -> Step<State> {
    let step = base.step(from: state.base, taking: action, using: &generator)
    return Step(
      reward: step.reward,
      next: State(
        step.next, current: base.observation(of: step.next), previous: state.current),
      ending: step.ending)
  }

  /// Where the differences lie.
  public var observationSpace: Base.ObservationSpace { base.observationSpace.differences }

  /// The actions of the base.
  public var actionSpace: Base.ActionSpace { base.actionSpace }

  /// What is seen of the base's state less what was seen before it.
  @inlinable
  public func observation(of state: State) -> Base.ObservationSpace.Element {
    base.observationSpace.difference(state.current, state.previous)
  }
}

extension FrameDifference.State: Equatable where Base.State: Equatable {}
