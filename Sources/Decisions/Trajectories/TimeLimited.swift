/// An environment whose episodes are cut off after a number of steps.
///
/// Being cut off is no fact of the world, so the last step reports ``Ending/truncated``: its state
/// still has a value. A step that ends the episode by itself, at the limit too, reports
/// ``Ending/terminated``. The time left is part of the state, because everything the future depends
/// on is.
public struct TimeLimited<Base: Environment>: Environment {
  /// A state of the base and the steps taken so far.
  public struct State: Sendable {
    /// The state of the base environment.
    public var base: Base.State
    /// How many steps the episode has taken.
    public var elapsed: Int

    /// A state of the base at a time.
    @inlinable
    public init(_ base: Base.State, elapsed: Int) {
      self.base = base
      self.elapsed = elapsed
    }
  }

  /// The actions of the base.
  public typealias Action = Base.Action

  /// The environment that is cut off.
  public let base: Base
  /// The largest number of steps.
  public let limit: Int

  /// Cuts episodes of an environment off after a number of steps.
  ///
  /// - Precondition: `limit` is at least 1.
  public init(_ base: Base, limit: Int) {
    guard limit >= 1 else { fatalError("a time limit of \(limit) steps; it must be at least 1") }
    self.base = base
    self.limit = limit
  }

  /// Starts the base environment at time 0.
  @inlinable
  public func start(using generator: inout some RandomNumberGenerator) -> State {
    State(base.start(using: &generator), elapsed: 0)
  }

  /// The actions of the base state; none once the limit is reached.
  @inlinable
  public func actions(in state: State) -> Base.ActionSpace {
    state.elapsed < limit ? base.actions(in: state.base) : .empty
  }

  /// A step of the base environment; truncated when it is the last the limit allows and did not end
  /// the episode itself.
  @inlinable
  @inline(__always)
  public func step(
    from state: State, taking action: Action, using generator: inout some RandomNumberGenerator
  ) -> Step<State> {
    guard state.elapsed < limit else { trapOnStep(at: state.elapsed, limit: limit) }
    let step = base.step(from: state.base, taking: action, using: &generator)
    let elapsed = state.elapsed + 1
    return Step(
      reward: step.reward, next: State(step.next, elapsed: elapsed),
      ending: step.ending ?? (elapsed == limit ? .truncated : nil))
  }
}

extension TimeLimited.State: Equatable where Base.State: Equatable {}
extension TimeLimited.State: Hashable where Base.State: Hashable {}

@usableFromInline
func trapOnStep(at elapsed: Int, limit: Int) -> Never {
  fatalError("a step at time \(elapsed) of an episode limited to \(limit) steps")
}
