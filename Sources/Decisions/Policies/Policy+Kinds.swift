import PortableMath

extension Policy {
  /// Every action of a state with the same probability.
  public static func uniform(over space: StateActionSpace<State, Action>) -> Policy {
    Policy(
      probabilities: space.states.indices.flatMap { state in
        let pairs = space.pairs(ofState: state)
        return [Double](repeating: 1 / Double(pairs.count), count: pairs.count)
      }, over: space)
  }

  /// Every action of a state with the same probability.
  public static func uniform(over process: FiniteMDP<State, Action>) -> Policy {
    uniform(over: process.space)
  }

  /// One action for each state.
  ///
  /// - Precondition: Each state offers the action chosen for it; terminal states are not asked.
  public static func deterministic(
    over space: StateActionSpace<State, Action>, _ action: (State) -> Action
  ) -> Policy {
    var probabilities = [Double](repeating: 0, count: space.pairCount)
    for state in space.states where !space.isTerminal(state) {
      probabilities[space.pair(of: action(state), in: state)] = 1
    }
    return Policy(probabilities: probabilities, over: space)
  }

  /// The policy that takes an action of largest value, the first among those that tie.
  ///
  /// - Parameters:
  ///   - values: Q, one number for each state and action.
  ///   - tolerance: Values this close count as tied, so that rounding does not choose; absolute.
  public static func greedy(
    _ values: ActionValues<State, Action>, tolerance: Double = 1e-9
  ) -> Policy {
    epsilonGreedy(values, epsilon: 0, tolerance: tolerance)
  }

  /// The ε-greedy policy: with probability ε any action, each equally likely; else the greedy one.
  ///
  /// - Parameters:
  ///   - values: Q, one number for each state and action.
  ///   - epsilon: ε, in [0, 1].
  ///   - tolerance: Values this close count as tied; the first of them is the greedy action.
  public static func epsilonGreedy(
    _ values: ActionValues<State, Action>, epsilon: Double, tolerance: Double = 1e-9
  ) -> Policy {
    guard (0...1).contains(epsilon) else { fatalError("ε is \(epsilon); it must be in [0, 1]") }
    let space = values.space
    var probabilities = [Double](repeating: 0, count: space.pairCount)
    for state in space.states.indices {
      let pairs = space.pairs(ofState: state)
      let best = values.values[pairs].reduce(-.infinity, Swift.max)
      guard let greedy = pairs.first(where: { values.values[$0] >= best - tolerance }) else {
        continue
      }
      for pair in pairs { probabilities[pair] = epsilon / Double(pairs.count) }
      probabilities[greedy] += 1 - epsilon
    }
    return Policy(probabilities: probabilities, over: space)
  }

  /// The softmax (Boltzmann) policy, π(a | s) ∝ exp(Q(s, a) / τ).
  ///
  /// - Parameters:
  ///   - values: Q, one number for each state and action.
  ///   - temperature: τ > 0, in units of value; small is nearly greedy, large nearly uniform.
  public static func softmax(
    _ values: ActionValues<State, Action>, temperature: Double = 1
  ) -> Policy {
    guard temperature > 0 else {
      fatalError("the temperature is \(temperature); it must be above 0")
    }
    let space = values.space
    var probabilities = [Double](repeating: 0, count: space.pairCount)
    for state in space.states.indices {
      let pairs = space.pairs(ofState: state)
      let best = values.values[pairs].reduce(-.infinity, Swift.max)
      var sum = 0.0
      for pair in pairs {
        probabilities[pair] = Double.exp((values.values[pair] - best) / temperature)
        sum += probabilities[pair]
      }
      for pair in pairs { probabilities[pair] /= sum }
    }
    return Policy(probabilities: probabilities, over: space)
  }
}
