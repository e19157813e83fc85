extension Diagram {
  /// A Bellman equation whose right-hand side a backup diagram draws.
  public enum Backup: Sendable, Hashable {
    /// V^π(s): the policy averages over actions, then the world over successors.
    case stateValue
    /// Q^π(s, a): the world averages over successors, then the policy over next actions.
    case actionValue
    /// V*(s): the best action, then the world's average over successors.
    case optimalStateValue
    /// Q*(s, a): the world's average over successors, then the best next action.
    case optimalActionValue

    var isOptimal: Bool { self == .optimalStateValue || self == .optimalActionValue }
    var startsAtState: Bool { self == .stateValue || self == .optimalStateValue }

    var name: String {
      switch self {
      case .stateValue: "V^π(s)"
      case .actionValue: "Q^π(s, a)"
      case .optimalStateValue: "V*(s)"
      case .optimalActionValue: "Q*(s, a)"
      }
    }
  }

  /// The backup diagram of a Bellman equation: open circles are states, dots are actions, an arc
  /// takes the best.
  ///
  /// - Parameters:
  ///   - equation: Which equation.
  ///   - actions: The labels of actions; by default a₁, a₂, a₃ (two with primes below a state).
  ///   - successors: The labels of next states; by default s′₁, s′₂.
  ///   - policy: π(action | state), printed at arrows into actions; `state` is "s" or a successor.
  ///   - transition: P(next | s, action), printed at arrows into states; arrows of probability zero
  ///     are left out. `action` is "a" below a root (s, a).
  ///
  /// > Reference: Sutton & Barto (2018), sections 3.5 and 3.6.
  public static func backup(
    _ equation: Backup, actions: [String]? = nil, successors: [String] = ["$s'_1$", "$s'_2$"],
    policy: ((_ state: String, _ action: String) -> Double)? = nil,
    transition: ((_ action: String, _ next: String) -> Double)? = nil
  ) -> Diagram {
    let tree = BackupTree(
      equation: equation,
      actions: actions
        ?? (equation.startsAtState ? ["$a_1$", "$a_2$", "$a_3$"] : ["$a'_1$", "$a'_2$"]),
      successors: successors, policy: policy, transition: transition)
    return tree.diagram.with { $0.kind = "Backup diagram of \(equation.name)" }
  }
}

/// Grows a backup diagram from its root.
private struct BackupTree {
  let equation: Diagram.Backup
  let actions: [String]
  let successors: [String]
  let policy: ((String, String) -> Double)?
  let transition: ((String, String) -> Double)?

  var diagram: Diagram {
    var diagram = Diagram().layout(.layered(.down))
    if equation.startsAtState {
      diagram = diagram.node("s", .state, label: "$s$")
      diagram = withActions(diagram, below: "s", state: "s") { diagram, name, action in
        withStates(diagram, below: name, action: action) { diagram, _, _ in diagram }
      }
    } else {
      diagram = diagram.node("s, a", .action, label: "$s, a$")
      diagram = withStates(diagram, below: "s, a", action: "a") { diagram, name, next in
        withActions(diagram, below: name, state: next) { diagram, _, _ in diagram }
      }
    }
    for (index, note) in notes.enumerated() {
      diagram = diagram.levelNote(Double(index) / 2, note)
    }
    return diagram
  }

  private typealias Growth = (Diagram, _ name: String, _ label: String) -> Diagram

  /// Adds every action below a state, and what `grow` adds below each.
  private func withActions(
    _ diagram: Diagram, below parent: String, state: String, grow: Growth
  ) -> Diagram {
    var diagram = diagram
    for action in actions {
      let name = equation.startsAtState ? plain(action) : "\(plain(action)) at \(parent)"
      let weight = equation.isOptimal ? nil : policy?(state, action)
      diagram = diagram.node(name, .action, label: action)
        .edge(parent, name, weight.map { NumberText.short($0) } ?? "")
      diagram = grow(diagram, name, action)
    }
    return equation.isOptimal ? diagram.arc(over: parent, "max") : diagram
  }

  /// Adds every state that can follow an action, and what `grow` adds below each.
  private func withStates(
    _ diagram: Diagram, below parent: String, action: String, grow: Growth
  ) -> Diagram {
    var diagram = diagram
    for next in successors {
      let probability = transition?(action, next)
      if probability == 0 { continue }
      let name = equation.startsAtState ? "\(plain(next)) after \(parent)" : plain(next)
      diagram = diagram.node(name, .state, label: next)
        .edge(parent, name, probability.map { NumberText.short($0) } ?? "")
      diagram = grow(diagram, name, next)
    }
    return diagram
  }

  /// What stands beside the layers, nodes and arrows in turn.
  private var notes: [String] {
    switch equation {
    case .stateValue: ["$V^π(s)$", "$π(a|s)$", "$Q^π(s, a)$", "$r, p(s'|s, a)$", "$V^π(s')$"]
    case .actionValue:
      ["$Q^π(s, a)$", "$r, p(s'|s, a)$", "$V^π(s')$", "$π(a'|s')$", "$Q^π(s', a')$"]
    case .optimalStateValue:
      ["$V^*(s)$", "$max over a$", "$Q^*(s, a)$", "$r, p(s'|s, a)$", "$V^*(s')$"]
    case .optimalActionValue:
      ["$Q^*(s, a)$", "$r, p(s'|s, a)$", "$V^*(s')$", "$max over a'$", "$Q^*(s', a')$"]
    }
  }

  private func plain(_ label: String) -> String { DiagramLabel(label).plain }
}
