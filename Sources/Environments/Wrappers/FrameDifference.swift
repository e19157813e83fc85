public import Decisions

/// An environment in which only what changed since the last step is seen.
///
/// What stands still vanishes, and a moving thing shows where it is and where it was. At the start
/// nothing has changed yet. The observation before is part of the state, because what is seen now
/// depends on it.
///
/// > Reference: Karpathy (2016), "Deep reinforcement learning: Pong from pixels", where a policy
/// > sees the difference of two frames.
public struct FrameDifference<Base: ObservedEnvironment>: ObservedEnvironment
where Base.ObservationSpace: FrameSpace {
  /// A state of the base and what was seen before it.
  public struct State: Sendable {
    /// The state of the base environment.
    public var base: Base.State
    /// The observation before the base's state; at the start that of the state itself.
    public var previous: Base.ObservationSpace.Element

    /// A state of the base and what was seen before it.
    public init(_ base: Base.State, previous: Base.ObservationSpace.Element) {
      self.base = base
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
  public func start(using generator: inout some RandomNumberGenerator) -> State {
    let start = base.start(using: &generator)
    return State(start, previous: base.observation(of: start))
  }

  /// The actions of the base state.
  public func actions(in state: State) -> Base.ActionSpace { base.actions(in: state.base) }

  /// A step of the base environment.
  public func step(
    from state: State, taking action: Action, using generator: inout some RandomNumberGenerator
  ) -> Step<State> {
    let step = base.step(from: state.base, taking: action, using: &generator)
    return Step(
      reward: step.reward,
      next: State(step.next, previous: base.observation(of: state.base)), ending: step.ending)
  }

  /// Where the differences lie.
  public var observationSpace: Base.ObservationSpace { base.observationSpace.differences }

  /// The actions of the base.
  public var actionSpace: Base.ActionSpace { base.actionSpace }

  /// What is seen of the base's state less what was seen before it.
  public func observation(of state: State) -> Base.ObservationSpace.Element {
    base.observationSpace.difference(base.observation(of: state.base), state.previous)
  }
}

extension FrameDifference.State: Equatable where Base.State: Equatable {}
