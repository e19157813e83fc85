import PortableMath

/// The binary concrete distribution: coins relaxed to numbers in (0, 1).
///
///     y = σ((η + log u − log(1 − u)) / τ),   u uniform
///
/// y > ½ with probability σ(η), at any temperature τ; as τ falls, y comes near to 0 or 1.
///
/// > Reference: Maddison, Mnih & Teh (2017), arXiv:1611.00712, appendix B.
public struct BinaryConcreteNode: ElementaryNode, ReparameterizedNode {
  /// The coins that are relaxed.
  public let coins: BernoulliNode
  /// τ, positive.
  public let temperature: Double

  /// Coins, relaxed at a temperature.
  public init(_ coins: BernoulliNode, temperature: Double) {
    checkTemperature(temperature, "BinaryConcreteNode")
    self.coins = coins
    self.temperature = temperature
  }

  /// The coins' log-odds.
  public var parameters: [Double] { coins.parameters }

  /// How many rows of coins there are.
  public var rows: Int { coins.rows }

  /// The relaxation of the same coins with other log-odds.
  public func withParameters(_ parameters: [Double]) -> BinaryConcreteNode {
    BinaryConcreteNode(coins.withParameters(parameters), temperature: temperature)
  }

  /// Draws y; one uniform number a coin.
  ///
  /// What would round to 1 is the number below it, and what would round to 0 the smallest normal number: 1 with probability
  /// p = σ(η − 36.7 τ), 0.025 for an even coin at τ = 0.1. The mean score is then off by p².
  public func sample(using chance: inout some Chance) -> [[Double]] {
    coins.mapComponents { row, coin in
      let u = chance.uniform()
      return insideUnitInterval(
        Double.logistic((coins.logit(row, coin) + Double.log(u) - Double.log1p(-u)) / temperature))
    }
  }

  /// Σ log σ(x) + log σ(−x) + log τ − log y − log(1 − y) of each row, with x = τ logit(y) − η.
  public func logProbabilities(of outcomes: [[Double]]) -> [Double] {
    checkRows(outcomes.count, rows, "outcomes", "BinaryConcreteNode.logProbabilities")
    return coins.mapComponents { row, coin in
      let y = outcomes[row][coin]
      let x = temperature * logOdds(y) - coins.logit(row, coin)
      let slope = Double.log(temperature) - Double.log(y) - Double.log1p(-y)
      return slope - softplus(x) - softplus(-x)
    }.map { $0.reduce(0, +) }
  }

  /// Adds w (2 σ(x) − 1), with x = τ logit(y) − η.
  public func addScore(of outcomes: [[Double]], weights: [Double], to gradient: inout [Double]) {
    checkRows(outcomes.count, rows, "outcomes", "BinaryConcreteNode.addScore")
    coins.forEachComponent { row, coin in
      let x = temperature * logOdds(outcomes[row][coin]) - coins.logit(row, coin)
      gradient[coins.place(row, coin)] += weights[row] * (2 * Double.logistic(x) - 1)
    }
  }

  /// Adds v y (1 − y) / τ.
  public func addPullback(
    of cotangents: [[Double]], at outcomes: [[Double]], to gradient: inout [Double]
  ) {
    checkRows(outcomes.count, rows, "outcomes", "BinaryConcreteNode.addPullback")
    coins.forEachComponent { row, coin in
      let y = outcomes[row][coin]
      gradient[coins.place(row, coin)] += cotangents[row][coin] * y * (1 - y) / temperature
    }
  }
}

/// log(y / (1 − y)).
func logOdds(_ y: Double) -> Double { Double.log(y) - Double.log1p(-y) }
