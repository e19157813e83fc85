public import Decisions

/// What a cloned table does where there is little or nothing to go by.
public enum CloningPrior: Sendable, Hashable, CaseIterable {
  /// Every action of the state, equally likely.
  case uniform
  /// What the expert does on the whole: its actions as often as in all demonstrations together,
  /// among those that the state offers; uniform where it offers none of them. A learner whose
  /// states share a bias does so.
  case overall
}

extension Policy {
  /// The table that an expert's actions are most probable under: it does what the expert did, as
  /// often.
  ///
  ///     π(a | s) = (n(s, a) + w q(a | s)) / (n(s) + w)
  ///
  /// n counts demonstrations, q is the prior. With w = 0 it is maximum likelihood, and q is what it
  /// does in states of which there is no demonstration at all. With w > 0 it has seen w more in
  /// every state, distributed as q.
  ///
  /// - Parameters:
  ///   - demonstrations: States and what the expert did in them.
  ///   - space: All states and actions.
  ///   - prior: q.
  ///   - weight: w, in demonstrations, not negative and finite.
  /// - Precondition: States of the space, which offer what was done in them.
  /// - Complexity: O(demonstrations + pairs).
  public static func cloned(
    from demonstrations: Demonstrations<State, Action>, over space: StateActionSpace<State, Action>,
    prior: CloningPrior = .uniform, weight: Double = 0
  ) -> Policy {
    guard weight >= 0, weight.isFinite else {
      fatalError("the weight of the prior is \(weight); it must be finite and not negative")
    }
    var counts = [Double](repeating: 0, count: space.pairCount)
    var totals = [Double](repeating: 0, count: space.actions.count)
    for (state, action) in zip(demonstrations.observations, demonstrations.actions) {
      let pair = space.pair(of: action, in: state)
      counts[pair] += 1
      totals[space.pairActions[pair]] += 1
    }
    var probabilities = counts
    for state in space.states.indices {
      let pairs = space.pairs(ofState: state)
      let seen = counts[pairs].reduce(0, +)
      let weight = seen == 0 ? 1 : weight
      var prior =
        prior == .uniform ? pairs.map { _ in 1.0 } : pairs.map { totals[space.pairActions[$0]] }
      if prior.allSatisfy({ $0 == 0 }) { prior = pairs.map { _ in 1 } }
      let sum = prior.reduce(0, +)
      for (pair, share) in zip(pairs, prior) {
        probabilities[pair] = (counts[pair] + weight * share / sum) / (seen + weight)
      }
    }
    return Policy(probabilities: probabilities, over: space)
  }
}
