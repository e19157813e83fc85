import PortableMath

/// A node whose derivative with respect to each parameter is known as a difference of two distributions.
///
///     ∂q/∂ηⱼ = cⱼ (qⱼ⁺ − qⱼ⁻)
///
/// > Reference: Mohamed, Rosca, Figurnov & Mnih (2020), "Monte Carlo gradient estimation in machine
/// > learning", JMLR 21(132), section 6.
public protocol MeasureValuedNode: ElementaryNode {
  /// Draws from both distributions of each parameter of a row, in the order of the parameters.
  func derivativePairs(using chance: inout some Chance) -> [DerivativePair]
}

/// Draws from the two distributions that the derivative with respect to one parameter is the difference of.
public struct DerivativePair: Sendable {
  /// One of the two.
  public struct Side: Sendable {
    /// z⁺ or z⁻, one a row.
    public var outcomes: [[Double]]
    /// How much f(z) counts in an estimate of E[f], one a row; shape [rows]. All of a row's are the weights of
    /// a mean, but for a common factor.
    public var shares: [Double]

    /// One side.
    public init(outcomes: [[Double]], shares: [Double]) {
      self.outcomes = outcomes
      self.shares = shares
    }
  }

  /// c, one a row.
  public var factors: [Double]
  /// From q⁺.
  public var positive: Side
  /// From q⁻.
  public var negative: Side

  /// A pair.
  public init(factors: [Double], positive: Side, negative: Side) {
    self.factors = factors
    self.positive = positive
    self.negative = negative
  }
}

extension BernoulliNode: MeasureValuedNode {
  /// For each coin the sides 1 and 0, with c = σ(η) σ(−η); the other coins are tossed.
  public func derivativePairs(using chance: inout some Chance) -> [DerivativePair] {
    let outcomes = sample(using: &chance)
    return (0..<coins).map { coin in
      let logits = (0..<rows).map { parameters[$0 * coins + coin] }
      let heads = logits.map { Double.logistic($0) }
      let tails = logits.map { Double.logistic(-$0) }
      return DerivativePair(
        factors: zip(heads, tails).map { $0 * $1 },
        positive: .init(outcomes: outcomes.map { $0.replacing([1], at: coin) }, shares: heads),
        negative: .init(outcomes: outcomes.map { $0.replacing([0], at: coin) }, shares: tails))
    }
  }
}

extension CategoricalNode: MeasureValuedNode {
  /// For each choice k of each variable, k itself and a draw from the other choices, with c = pₖ (1 − pₖ) and
  /// p = softmax(η); the other variables are drawn.
  ///
  /// - Precondition: At least two choices.
  public func derivativePairs(using chance: inout some Chance) -> [DerivativePair] {
    if choices < 2 { fatalError("CategoricalNode: there is only \(choices) choice") }
    let outcomes = sample(using: &chance)
    var pairs: [DerivativePair] = []
    for variable in 0..<variables {
      for choice in 0..<choices {
        pairs.append(
          derivativePair(variable, choice, around: outcomes, using: &chance))
      }
    }
    return pairs
  }

  private func derivativePair(
    _ variable: Int, _ choice: Int, around outcomes: [[Double]], using chance: inout some Chance
  ) -> DerivativePair {
    let empty = DerivativePair.Side(outcomes: outcomes, shares: [])
    var pair = DerivativePair(factors: [], positive: empty, negative: empty)
    let hot = (0..<choices).map { place in (0..<choices).map { $0 == place ? 1.0 : 0 } }
    for row in 0..<rows {
      var logits = Array(parameters[block(row, variable)])
      let probabilities = softmax(logits)
      logits.remove(at: choice)
      let other = chance.choice(softmax(logits))
      let rest = probabilities.enumerated().reduce(0) {
        $0 + ($1.offset == choice ? 0 : $1.element)
      }
      pair.factors.append(probabilities[choice] * rest)
      pair.positive.shares.append(probabilities[choice])
      pair.negative.shares.append(rest)
      let place = variable * choices
      pair.positive.outcomes[row] = outcomes[row].replacing(hot[choice], at: place)
      pair.negative.outcomes[row] = outcomes[row].replacing(
        hot[other < choice ? other : other + 1], at: place)
    }
    return pair
  }
}

extension [Double] {
  /// The vector with some components replaced, from a place on.
  func replacing(_ components: [Double], at place: Int) -> [Double] {
    var result = self
    result.replaceSubrange(place..<place + components.count, with: components)
    return result
  }
}
