import Decisions
import Environments
import RandomStreams

/// An environment with one thing changed, to see that it is noticed.
struct Mutant<Base: FiniteEnvironment>: FiniteEnvironment {
  typealias State = Base.State
  typealias Action = Base.Action

  let base: Base
  var process: FiniteMDP<State, Action>
  /// What happens to a drawn start.
  var changeStart: @Sendable (State) -> State = { $0 }
  /// What happens to the actions offered.
  var changeActions: @Sendable (State, [Action]) -> [Action] = { _, actions in actions }
  /// What happens to a drawn step; the last argument is uniform on [0, 1).
  var changeStep: @Sendable (State, Action, Step<State>, Double) -> Step<State> = {
    _, _, step, _ in step
  }

  init(_ base: Base, process: FiniteMDP<State, Action>? = nil) {
    self.base = base
    self.process = process ?? base.process
  }

  func start(using generator: inout some RandomNumberGenerator) -> State {
    changeStart(base.start(using: &generator))
  }

  func actions(in state: State) -> [Action] { changeActions(state, base.actions(in: state)) }

  func step(
    from state: State, taking action: Action, using generator: inout some RandomNumberGenerator
  ) -> Step<State> {
    let step = base.step(from: state, taking: action, using: &generator)
    return changeStep(state, action, step, Double.uniform(using: &generator))
  }
}
