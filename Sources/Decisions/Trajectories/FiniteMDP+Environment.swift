import RandomStreams

/// A table is a world too: what it lists can be drawn.
extension FiniteMDP: FiniteEnvironment {
  /// The process itself.
  public var process: FiniteMDP { self }

  /// Draws a state from the start probabilities.
  ///
  /// - Complexity: O(number of states).
  public func start(using generator: inout some RandomNumberGenerator) -> State {
    states[Int.categorical(startProbabilities, using: &generator)]
  }

  /// Draws one of the outcomes of an action; entering a terminal state ends the episode.
  ///
  /// - Complexity: O(outcomes of the action).
  public func step(
    from state: State, taking action: Action, using generator: inout some RandomNumberGenerator
  ) -> Step<State> {
    let outcomes = table.outcomes(ofPair: space.pair(of: action, in: state))
    let outcome =
      outcomes.lowerBound
      + Int.categorical(table.probabilities[outcomes], using: &generator)
    let next = Int(table.successors[outcome])
    return Step(
      reward: table.rewards[outcome], next: states[next],
      ending: table.isTerminal(next) ? .terminated : nil)
  }
}
