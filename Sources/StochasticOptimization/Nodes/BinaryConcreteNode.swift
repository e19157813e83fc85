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
  public func sample(using chance: inout some Chance) -> [[Double]] {
    coins.map { logit, _, _ in
      let u = chance.uniform()
      return Double.logistic((logit + Double.log(u) - Double.log1p(-u)) / temperature)
    }
  }

  /// Σ log σ(x) + log σ(−x) + log τ − log y − log(1 − y) of each row, with x = τ logit(y) − η.
  public func logProbabilities(of outcomes: [[Double]]) -> [Double] {
    checkRows(outcomes.count, rows, "outcomes", "BinaryConcreteNode.logProbabilities")
    return coins.map { logit, row, coin in
      let y = outcomes[row][coin]
      let x = temperature * logOdds(y) - logit
      let slope = Double.log(temperature) - Double.log(y) - Double.log1p(-y)
      return slope - softplus(x) - softplus(-x)
    }.map { $0.reduce(0, +) }
  }

  /// Adds w (2 σ(x) − 1), with x = τ logit(y) − η.
  public func addScore(of outcomes: [[Double]], weights: [Double], to gradient: inout [Double]) {
    checkRows(outcomes.count, rows, "outcomes", "BinaryConcreteNode.addScore")
    coins.forEach { logit, row, coin, place in
      let x = temperature * logOdds(outcomes[row][coin]) - logit
      gradient[place] += weights[row] * (2 * Double.logistic(x) - 1)
    }
  }

  /// Adds v y (1 − y) / τ.
  public func addPullback(
    of cotangents: [[Double]], at outcomes: [[Double]], to gradient: inout [Double]
  ) {
    checkRows(outcomes.count, rows, "outcomes", "BinaryConcreteNode.addPullback")
    coins.forEach { _, row, coin, place in
      let y = outcomes[row][coin]
      gradient[place] += cotangents[row][coin] * y * (1 - y) / temperature
    }
  }
}

/// log(y / (1 − y)).
func logOdds(_ y: Double) -> Double { Double.log(y) - Double.log1p(-y) }

/// Ends the program unless a temperature is positive.
func checkTemperature(_ temperature: Double, _ name: StaticString) {
  guard temperature > 0, temperature.isFinite else {
    fatalError("\(name): a temperature of \(temperature); it must be positive and finite")
  }
}

extension BernoulliNode {
  /// Calls a body with the log-odds of each coin, its row, its place in the row, and that in all.
  func forEach(_ body: (_ logit: Double, _ row: Int, _ coin: Int, _ place: Int) -> Void) {
    for row in 0..<rows {
      for coin in 0..<coins {
        let place = row * coins + coin
        body(parameters[place], row, coin, place)
      }
    }
  }

  /// A number for each coin, from its log-odds, its row, and its place in the row; shape [rows][coins].
  func map(_ transform: (_ logit: Double, _ row: Int, _ coin: Int) -> Double) -> [[Double]] {
    (0..<rows).map { row in
      (0..<coins).map { transform(parameters[row * coins + $0], row, $0) }
    }
  }
}
