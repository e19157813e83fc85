/// An environment whose states are seen as observations: what a learner without a table needs.
///
///     let pole = CartPole.v1
///     var state = pole.start(using: &random)
///     pole.observation(of: state)     // [0.0137, −0.0230, −0.0459, −0.0483]
///     pole.observationSpace           // where position, velocity and angles lie
///     pole.actionSpace                // [left, right]: a network needs two outputs
///
/// An observation is a function of the state alone. What an agent remembers of earlier observations
/// belongs to the state of a wrapper, so that everything stays a pure function of values.
public protocol ObservedEnvironment<State, Action>: Environment {
  /// What kind of thing is observed.
  associatedtype ObservationSpace: Space & Sendable where ObservationSpace.Element: Sendable

  /// Where all observations lie, those of ended episodes too.
  var observationSpace: ObservationSpace { get }

  /// Every action that some state offers.
  var actionSpace: ActionSpace { get }

  /// What is seen of a state.
  func observation(of state: State) -> ObservationSpace.Element
}

/// Observations are those of the base: the time is not seen.
extension TimeLimited: ObservedEnvironment where Base: ObservedEnvironment {
  /// Where the base's observations lie.
  public var observationSpace: Base.ObservationSpace { base.observationSpace }

  /// The actions of the base.
  public var actionSpace: Base.ActionSpace { base.actionSpace }

  /// What is seen of the base's state.
  @inlinable
  public func observation(of state: State) -> Base.ObservationSpace.Element {
    base.observation(of: state.base)
  }
}
