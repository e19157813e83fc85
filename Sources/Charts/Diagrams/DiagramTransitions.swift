extension Diagram {
  /// One way a process can go: from a state, by an action if it has any, to the next state.
  public struct Transition: Sendable, Hashable {
    /// The state before.
    public var from: String
    /// The action; `nil` for a process that only runs.
    public var action: String?
    /// The state after.
    public var to: String
    /// The probability of this outcome, 0…1.
    public var probability: Double
    /// The reward on the way, in reward units; `nil` leaves it out of the drawing.
    public var reward: Double?

    /// The transition from one state to the next.
    public init(
      _ from: String, _ action: String? = nil, to: String, probability: Double = 1,
      reward: Double? = nil
    ) {
      self.from = from
      self.action = action
      self.to = to
      self.probability = probability
      self.reward = reward
    }
  }

  /// The transition graph of a process: a circle for each state, a dot for each action that chance
  /// has a say in.
  ///
  /// Arrows out of a dot, or of a state without actions, carry the probability and the signed
  /// reward; an action with one certain outcome is an arrow that carries its name.
  ///
  /// - Parameters:
  ///   - states: The names of states, in the order they are laid out.
  ///   - terminal: Those of them where the process ends.
  ///   - edges: Every transition of a probability above zero.
  /// - Precondition: Transitions name only `states`.
  public static func transitions(
    states: [String], terminal: [String] = [], edges: [Transition]
  ) -> Diagram {
    var diagram = Diagram().with {
      $0.kind = "Transition graph of \(Phrase.counted(states.count, "state"))"
    }
    for state in states {
      diagram = diagram.node(state, terminal.contains(state) ? .terminal : .state)
    }
    var drawn: [String] = []
    for transition in edges {
      guard let action = transition.action else {
        diagram = diagram.edge(transition.from, transition.to, transition.chance)
        continue
      }
      let dot = "\(transition.from), \(action)"
      if drawn.contains(dot) { continue }
      drawn.append(dot)
      let outcomes = edges.filter { $0.from == transition.from && $0.action == action }
      diagram = diagram.adding(outcomes, of: action, through: dot)
    }
    return diagram
  }

  private func adding(_ outcomes: [Transition], of action: String, through dot: String)
    -> Diagram
  {
    if let only = outcomes.first, outcomes.count == 1, only.probability == 1 {
      let reward = only.reward.map { ", \(Transition.signed($0))" } ?? ""
      return edge(only.from, only.to, action + reward)
    }
    var diagram = node(dot, .action, label: action)
    if let first = outcomes.first { diagram = diagram.edge(first.from, dot) }
    for outcome in outcomes { diagram = diagram.edge(dot, outcome.to, outcome.chance) }
    return diagram
  }
}

extension Diagram.Transition {
  /// The probability, and the reward if there is one: `0.8, +2`.
  fileprivate var chance: String {
    let chance = NumberText.short(probability)
    return reward.map { "\(chance), \(Diagram.Transition.signed($0))" } ?? chance
  }

  fileprivate static func signed(_ number: Double) -> String {
    number > 0 ? "+\(NumberText.short(number))" : NumberText.short(number)
  }
}
