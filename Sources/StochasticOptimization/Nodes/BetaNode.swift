import PortableMath

/// Independent beta variables, several a row, with density z^(α−1) (1 − z)^(β−1) / B(α, β) on (0, 1). They are
/// given by log α and log β, so that every parameter stands for a distribution.
///
/// > Reference: Figurnov, Mohamed & Mnih (2018), arXiv:1805.08498, for the derivatives of a draw.
public struct BetaNode: VectorNode, MeanNode, ReparameterizedNode {
  /// Each row's log α, then its log β: shape [rows × 2 components].
  public let parameters: [Double]
  /// How many components an outcome has.
  public let components: Int

  /// Beta variables from rows of log α and log β.
  ///
  /// - Parameters:
  ///   - parameters: Each row's log α, then its log β; between ±20. What a network with 2 n outputs gives.
  ///   - components: n, how many components an outcome has.
  public init(parameters: [Double], components: Int) {
    checkPairs(parameters, components, within: 20, "log α and log β between ±20", "BetaNode")
    self.parameters = parameters
    self.components = components
  }

  /// One row of beta variables.
  public init(logAlpha: [Double], logBeta: [Double]) {
    checkRows(logBeta.count, logAlpha.count, "log β", "BetaNode")
    self.init(parameters: logAlpha + logBeta, components: logAlpha.count)
  }

  /// The same kind of variables with other parameters.
  public func withParameters(_ parameters: [Double]) -> BetaNode {
    BetaNode(parameters: parameters, components: components)
  }

  /// How many rows there are.
  public var rows: Int { parameters.count / (2 * components) }

  /// Draws the quantile of a uniform number.
  ///
  /// What would round to 0 is the smallest normal number, and what would round to 1 the number below it: with α or β far
  /// below 1, much of the probability lies nearer to an end than any other number. The mean score for log β is then off
  /// by about (10⁻¹⁶)^β, 2·10⁻⁵ at β = 0.3 and 0.03 at 0.1; that for log α by about (10⁻³⁰⁸)^α, 10⁻³ at α = 0.01.
  public func sample(using chance: inout some Chance) -> [[Double]] {
    mapComponents { row, index in
      let (alpha, beta) = shapes(row, index)
      return insideUnitInterval(Double.betaQuantile(chance.uniform(), alpha, beta))
    }
  }

  /// Σ (α − 1) log z + (β − 1) log(1 − z) − log B(α, β), of each row.
  public func logProbabilities(of outcomes: [[Double]]) -> [Double] {
    check(outcomes, "BetaNode.logProbabilities")
    return outcomes.enumerated().map { row, outcome in
      (0..<components).reduce(0) { sum, index in
        let (alpha, beta) = shapes(row, index)
        return sum + (alpha - 1) * Double.log(outcome[index])
          + (beta - 1) * Double.log1p(-outcome[index]) - logBeta(alpha, beta)
      }
    }
  }

  /// Adds w α (log z − ψ(α) + ψ(α + β)) for log α, and likewise w β (log(1 − z) − ψ(β) + ψ(α + β)) for log β.
  public func addScore(of outcomes: [[Double]], weights: [Double], to gradient: inout [Double]) {
    check(outcomes, "BetaNode.addScore")
    checkRows(weights.count, rows, "weights", "BetaNode.addScore")
    forEachComponent { row, index in
      let (alpha, beta) = shapes(row, index)
      let (logMean, logComplementMean) = logMeans(alpha, beta)
      let outcome = outcomes[row][index]
      let place = place(row, index)
      gradient[place] += weights[row] * alpha * (Double.log(outcome) - logMean)
      gradient[place + components] +=
        weights[row] * beta * (Double.log1p(-outcome) - logComplementMean)
    }
  }

  /// Adds v ∂z/∂log α = −v α (∂I/∂α) / (∂I/∂z), I being the distribution function, and likewise for log β.
  public func addPullback(
    of cotangents: [[Double]], at outcomes: [[Double]], to gradient: inout [Double]
  ) {
    check(outcomes, "BetaNode.addPullback")
    checkVectors(cotangents, rows, components, "cotangents", "BetaNode.addPullback")
    for row in 0..<rows {
      for index in 0..<components where cotangents[row][index] != 0 {
        let (alpha, beta) = shapes(row, index)
        let slopes = Double.incompleteBetaSlopes(outcomes[row][index], alpha, beta)
        let factor = -cotangents[row][index] / slopes.byX
        gradient[place(row, index)] += factor * alpha * slopes.byA
        gradient[place(row, index) + components] += factor * beta * slopes.byB
      }
    }
  }

  /// α/(α + β).
  public var means: [[Double]] {
    mapComponents { row, index in
      let (alpha, beta) = shapes(row, index)
      return alpha / (alpha + beta)
    }
  }

  /// Adds v α β/(α + β)² for log α, and its opposite for log β.
  public func addMeanPullback(of cotangents: [[Double]], to gradient: inout [Double]) {
    checkVectors(cotangents, rows, components, "cotangents", "BetaNode.addMeanPullback")
    forEachComponent { row, index in
      let (alpha, beta) = shapes(row, index)
      let total = alpha + beta
      let slope = cotangents[row][index] * (alpha / total) * (beta / total)
      gradient[place(row, index)] += slope
      gradient[place(row, index) + components] -= slope
    }
  }

  func place(_ row: Int, _ index: Int) -> Int { 2 * row * components + index }

  func shapes(_ row: Int, _ index: Int) -> (alpha: Double, beta: Double) {
    let place = place(row, index)
    return (Double.exp(parameters[place]), Double.exp(parameters[place + components]))
  }

  private func check(_ outcomes: [[Double]], _ name: StaticString) {
    checkVectors(outcomes, rows, components, "outcomes", name)
    for outcome in outcomes where !outcome.allSatisfy({ $0 > 0 && $0 < 1 }) {
      fatalError("\(name): the outcome \(outcome) is not inside of (0, 1)")
    }
  }
}

/// log B(α, β). Terms of size (α + β) log(α + β) cancel, and with them digits: the absolute error is about 10⁻¹⁶ of that.
func logBeta(_ alpha: Double, _ beta: Double) -> Double {
  Double.logGamma(alpha) + Double.logGamma(beta) - Double.logGamma(alpha + beta)
}

/// The means of log z and log(1 − z) of a beta variable: ψ(α) − ψ(α + β) and ψ(β) − ψ(α + β).
func logMeans(_ alpha: Double, _ beta: Double) -> (outcome: Double, complement: Double) {
  let total = Double.digamma(alpha + beta)
  return (Double.digamma(alpha) - total, Double.digamma(beta) - total)
}
