import PortableMath

/// The estimator from K different outcomes, drawn without replacement, in whatever order they came.
///
///     g = Σ_{s∈S} q(s) R(S, s) (f(s) − B(S, s)) ∇log q(s)
///     B(S, s) = Σ_{s′∈S} q(s′) R(S∖s, s′) f(s′)
///
/// R(S, s) is how much likelier S is if s comes first, so that Σ q(s) R(S, s) f(s) is the mean of f(s₁) over the orders in
/// which S can have been drawn; R(S∖s, s′) is the same for draws that leave s out, and 1 for s′ = s. So B estimates
/// E[f] given that s was the first, and its mean doesn't depend on s. Once all outcomes are drawn, nothing is random.
///
/// - Requires: Outcomes that can be listed. f is a black box.
/// - Bias: None.
/// - Cost: K calls of f; the probability of every outcome; 2ᴷ K steps of arithmetic a row.
///
/// > Reference: Kool, van Hoof & Welling (2020), "Estimating gradients for discrete random variables by sampling
/// > without replacement", arXiv:2002.06043.
public struct UnorderedSet<Node: EnumerableNode>: GradientEstimator {
  /// K.
  public let count: Int

  /// The estimator from a set.
  ///
  /// - Parameter count: K, from 2 to 16, and not more than there are outcomes.
  public init(count: Int) {
    guard (2...16).contains(count) else {
      fatalError("UnorderedSet: \(count) outcomes; from 2 to 16 can be handled")
    }
    self.count = count
  }

  /// K calls of f.
  public func calls(on node: Node) -> ObjectiveCalls { ObjectiveCalls(values: count) }

  /// One estimate.
  public func estimate(
    of objective: Objective<Node.Outcome>, on node: Node, using chance: inout some Chance
  ) -> GradientEstimate<Node> {
    let table = SupportTable(node)
    if count > table.outcomes.count {
      fatalError("UnorderedSet: \(count) different outcomes, of \(table.outcomes.count)")
    }
    let sets = (0..<node.rows).map { row in
      (0..<count).reduce(into: [Int]()) { set, _ in
        set.append(chance.choice(table.rest(of: row, without: set).probabilities))
      }
    }
    var samples = (0..<count).map { index in
      let outcomes = sets.map { table.outcomes[$0[index]] }
      let values = objective.values(outcomes)
      return GradientEstimate<Node>.Sample(outcomes: outcomes, values: values, weights: values)
    }
    var credits = samples.map(\.values)
    for (row, set) in sets.enumerated() {
      let ratios = InclusionRatios(of: set, in: row, table)
      for index in 0..<count {
        let others = ratios.weights(after: index)
        let baseline = others.indices.reduce(0) { $0 + others[$1] * samples[$1].values[row] }
        samples[index].weights[row] = ratios.weights[index]
        credits[index][row] = ratios.weights[index] * (samples[index].values[row] - baseline)
      }
    }
    var gradient = node.zeroGradient
    for (sample, credit) in zip(samples, credits) {
      node.addScore(of: sample.outcomes, weights: credit, to: &gradient)
    }
    return GradientEstimate(gradient: gradient, samples: samples)
  }
}

/// How likely a set of outcomes is to be drawn without replacement, once some of it have been.
private struct InclusionRatios {
  /// q(s) of each member.
  private let probabilities: [Double]
  /// The probability that the rest of the set follows a part of it, by the part as a bit mask.
  private var completions: [Double]

  init<Node>(of set: [Int], in row: Int, _ table: SupportTable<Node>) {
    let logs = set.map { table.logProbabilities[row][$0] }
    let everything = (1 << set.count) - 1
    let outside =
      set.count == table.outcomes.count ? -.infinity : table.rest(of: row, without: set).logMass
    probabilities = logs.map { Double.exp($0) }
    completions = [Double](repeating: 1, count: everything + 1)
    for part in (0..<everything).reversed() {
      let missing = logs.indices.filter { part >> $0 & 1 == 0 }
      let logMass = logSumExp(missing.map { logs[$0] } + [outside])
      completions[part] = missing.reduce(0) {
        $0 + Double.exp(logs[$1] - logMass) * completions[part | 1 << $1]
      }
    }
  }

  /// q(s) R(S, s) of each member; they sum to 1.
  var weights: [Double] {
    probabilities.indices.map { probabilities[$0] * completions[1 << $0] / completions[0] }
  }

  /// q(s′) R(S∖s, s′) of each member, s having been drawn; q(s) for s itself.
  func weights(after member: Int) -> [Double] {
    probabilities.indices.map {
      probabilities[$0] * completions[1 << member | 1 << $0] / completions[1 << member]
    }
  }
}
