public import Decisions

/// An environment in which the last few observations are seen together, the oldest first.
///
///     let cart = FrameStack(base, count: 4)   // velocities can be told from positions
///
/// At the start there is no past: the first observation stands for it. The observations are part of
/// the state, because what is seen next depends on them.
///
/// > Reference: Mnih et al. (2015), doi:10.1038/nature14236, where four frames are stacked.
public struct FrameStack<Base: ObservedEnvironment>: ObservedEnvironment
where Base.ObservationSpace: FrameSpace {
  /// A state of the base and what was seen up to it.
  public struct State: Sendable {
    /// The state of the base environment.
    public var base: Base.State
    /// The last observations, the oldest first, the last that of the base's state.
    public var frames: [Base.ObservationSpace.Element]

    /// A state of the base and what was seen up to it.
    public init(_ base: Base.State, frames: [Base.ObservationSpace.Element]) {
      self.base = base
      self.frames = frames
    }
  }

  /// The actions of the base.
  public typealias Action = Base.Action

  /// The environment that is observed.
  public let base: Base
  /// How many observations are seen together.
  public let count: Int

  /// Shows the last observations of an environment together.
  ///
  /// - Precondition: `count` is at least 1.
  public init(_ base: Base, count: Int) {
    guard count >= 1 else { fatalError("a stack of \(count) frames; it must have at least 1") }
    self.base = base
    self.count = count
  }

  /// Starts the base environment and repeats its first observation.
  public func start(using generator: inout some RandomNumberGenerator) -> State {
    let start = base.start(using: &generator)
    return State(
      start, frames: Array(repeating: base.observation(of: start), count: count))
  }

  /// The actions of the base state.
  public func actions(in state: State) -> Base.ActionSpace { base.actions(in: state.base) }

  /// A step of the base environment; the oldest observation is forgotten.
  public func step(
    from state: State, taking action: Action, using generator: inout some RandomNumberGenerator
  ) -> Step<State> {
    let step = base.step(from: state.base, taking: action, using: &generator)
    let frames = Array(state.frames.dropFirst()) + [base.observation(of: step.next)]
    return Step(
      reward: step.reward, next: State(step.next, frames: frames), ending: step.ending)
  }

  /// Where the joined observations lie.
  public var observationSpace: Base.ObservationSpace { base.observationSpace.joined(count) }

  /// The actions of the base.
  public var actionSpace: Base.ActionSpace { base.actionSpace }

  /// The last observations joined, the oldest first.
  public func observation(of state: State) -> Base.ObservationSpace.Element {
    base.observationSpace.join(state.frames)
  }
}

extension FrameStack.State: Equatable where Base.State: Equatable {}
