/// A world to act in: where an episode starts and what an action leads to, with randomness as a
/// parameter.
///
/// A state is a value, so an episode can be kept, replayed, or continued in two ways. All functions
/// are pure: the same arguments and the same generator give the same answer.
public protocol Environment<State, Action>: Sendable {
  /// What the world is like at one moment; everything the future depends on.
  associatedtype State: Sendable
  /// What can be done.
  associatedtype Action: Sendable
  /// The kind of set that a state's actions are: a list of them, or an interval of numbers.
  associatedtype ActionSpace: Space<Action> & Sendable

  /// Draws the state an episode starts in.
  func start(using generator: inout some RandomNumberGenerator) -> State

  /// The actions a state offers; none when the episode has ended there.
  func actions(in state: State) -> ActionSpace

  /// Draws what happens after an action.
  ///
  /// - Precondition: The state offers the action.
  func step(
    from state: State, taking action: Action, using generator: inout some RandomNumberGenerator
  ) -> Step<State>
}

/// What one action led to.
public struct Step<State: Sendable>: Sendable {
  /// The reward.
  public var reward: Double
  /// The next state.
  public var next: State
  /// Whether and why the episode ends with it; `nil` when it goes on.
  public var ending: Ending?

  /// What one action led to.
  @inlinable
  public init(reward: Double, next: State, ending: Ending? = nil) {
    self.reward = reward
    self.next = next
    self.ending = ending
  }
}

/// Why an episode ended.
public enum Ending: Sendable, Hashable {
  /// The process reached a terminal state: nothing follows, the value is 0.
  case terminated
  /// A time limit cut it off: the state still has a value, which nobody saw.
  case truncated
}

/// An environment small enough that its whole table of dynamics can be written down.
public protocol FiniteEnvironment<State, Action>: Environment
where State: Hashable, Action: Hashable, ActionSpace == [Action] {
  /// The exact process that ``Environment/step(from:taking:using:)`` samples from.
  var process: FiniteMDP<State, Action> { get }
}
