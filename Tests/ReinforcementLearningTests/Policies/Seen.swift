import Decisions
import Environments
import NeuralNetworks
import ReinforcementLearning
import Tensors

/// A finite process whose states are seen as vectors, for policies that are networks.
struct Seen<State: Hashable & Sendable, Action: Hashable & Sendable>: ObservedEnvironment {
  let process: FiniteMDP<State, Action>
  let dimension: Int
  let view: @Sendable (State) -> [Double]

  init(
    _ process: FiniteMDP<State, Action>, dimension: Int,
    as view: @escaping @Sendable (State) -> [Double]
  ) {
    (self.process, self.dimension, self.view) = (process, dimension, view)
  }

  /// Each state as a vector of zeros with a 1 at its number.
  static func oneHot(_ process: FiniteMDP<State, Action>) -> Seen {
    let space = process.space
    return Seen(process, dimension: space.states.count) { state in
      space.states.indices.map { $0 == space.number(of: state) ? 1 : 0 }
    }
  }

  /// All states alike, as the vector [1].
  static func alike(_ process: FiniteMDP<State, Action>) -> Seen {
    Seen(process, dimension: 1) { _ in [1] }
  }

  /// A network in all states of the process.
  func exact<Rule: NetworkPolicy<[Double], Action>>(_ rule: Rule) -> ProcessPolicy<State, Rule> {
    ProcessPolicy(rule, over: process.space, observation: view)
  }

  func start(using generator: inout some RandomNumberGenerator) -> State {
    process.start(using: &generator)
  }

  func actions(in state: State) -> [Action] { process.actions(in: state) }

  func step(
    from state: State, taking action: Action, using generator: inout some RandomNumberGenerator
  ) -> Step<State> {
    process.step(from: state, taking: action, using: &generator)
  }

  var observationSpace: Box { Box(.real, dimension: dimension) }

  var actionSpace: [Action] { process.actions }

  func observation(of state: State) -> [Double] { view(state) }
}

extension Sample {
  /// A process of ``process(seed:)`` whose states are seen one-hot.
  static func seen(seed: UInt64) -> Seen<Int, Int> { .oneHot(process(seed: seed)) }

  /// A linear policy for such observations: one logit for each state and action, as in a table.
  static func linearPolicy(seed: UInt64) -> CategoricalPolicy<Dense, Int> {
    let numbers = parameters(seed: seed, count: 6).map { Float($0) }
    return CategoricalPolicy(
      Dense(weights: Tensor(numbers, shape: [3, 2]), bias: nil), actions: [0, 1])
  }
}
