/// K independent draws from one node, as one outcome: what a function of several draws is a mean over.
///
///     exactGradient(of: .multiSampleBound(of: f), on: IndependentDraws(of: node, count: 3))
public struct IndependentDraws<Base: StochasticNode>: StochasticNode {
  /// What each draw is from.
  public let base: Base
  /// K.
  public let count: Int

  /// Independent draws.
  ///
  /// - Parameters:
  ///   - base: What each is from.
  ///   - count: K, at least 1.
  public init(of base: Base, count: Int) {
    if count < 1 { fatalError("IndependentDraws: \(count) draws; at least one is needed") }
    self.base = base
    self.count = count
  }

  /// As many as the base has.
  public var rows: Int { base.rows }

  /// The gradient 0.
  public var zeroGradient: Base.Gradient { base.zeroGradient }

  /// Draws K outcomes of each row.
  public func sample(using chance: inout some Chance) -> [[Base.Outcome]] {
    let draws = (0..<count).map { _ in base.sample(using: &chance) }
    return (0..<rows).map { row in draws.map { $0[row] } }
  }

  /// The sum over the draws.
  public func logProbabilities(of outcomes: [[Base.Outcome]]) -> [Double] {
    check(outcomes, "IndependentDraws.logProbabilities")
    var sums = [Double](repeating: 0, count: rows)
    for draw in 0..<count {
      sums.add(base.logProbabilities(of: outcomes.map { $0[draw] }), times: 1)
    }
    return sums
  }

  /// The sum over the draws.
  public func addScore(
    of outcomes: [[Base.Outcome]], weights: [Double], to gradient: inout Base.Gradient
  ) {
    check(outcomes, "IndependentDraws.addScore")
    for draw in 0..<count {
      base.addScore(of: outcomes.map { $0[draw] }, weights: weights, to: &gradient)
    }
  }

  private func check(_ outcomes: [[Base.Outcome]], _ name: StaticString) {
    checkRows(outcomes.count, rows, "outcomes", name)
    for outcome in outcomes where outcome.count != count {
      fatalError("\(name): an outcome of \(outcome.count) draws, not \(count)")
    }
  }
}

extension IndependentDraws: EnumerableNode where Base: EnumerableNode {
  /// All sequences of K outcomes, the first draw going round fastest.
  public var support: [[Base.Outcome]] {
    let outcomes = base.support
    return (0..<count).reduce([[]]) { sequences, _ in
      if sequences.count > (1 << 24) / max(1, outcomes.count) {
        fatalError("IndependentDraws: \(outcomes.count)^\(count) outcomes are too many to list")
      }
      return outcomes.flatMap { last in sequences.map { $0 + [last] } }
    }
  }
}
