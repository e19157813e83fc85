import PortableMath

/// Independent coins, several a row, given by log-odds η: q(z = 1) = σ(η). Outcomes are vectors of 0s and 1s.
public struct BernoulliNode: ElementaryNode, EnumerableNode, ModalNode, MeanNode {
  /// The log-odds, shape [rows × coins]; finite.
  public let parameters: [Double]
  /// σ(η), shape [rows × coins].
  public let probabilities: [Double]
  /// How many coins a row has.
  public let coins: Int

  @usableFromInline static let zero = [0.0]
  @usableFromInline static let one = [1.0]

  /// Coins of some log-odds.
  ///
  /// - Parameters:
  ///   - logits: η, shape [rows × coins].
  ///   - coins: How many a row has; all of them by default, so that there is one row.
  public init(logits: [Double], coins: Int? = nil) {
    let coins = coins ?? logits.count
    guard coins >= 1, logits.count % coins == 0, logits.allSatisfy(\.isFinite) else {
      fatalError(
        "BernoulliNode: \(logits.count) log-odds, \(coins) coins a row; whole rows of finite ones are needed"
      )
    }
    parameters = logits
    probabilities = logits.map { Double.logistic($0) }
    self.coins = coins
  }

  /// The same coins with other log-odds.
  public func withParameters(_ parameters: [Double]) -> BernoulliNode {
    BernoulliNode(logits: parameters, coins: coins)
  }

  /// How many rows of coins there are.
  @inlinable
  public var rows: Int { parameters.count / coins }

  /// Tosses every coin.
  @inlinable
  public func sample(using chance: inout some Chance) -> [[Double]] {
    // Rows of one coin share their two outcomes, so that no memory is asked for.
    if coins == 1 { return probabilities.map { chance.coin($0) ? Self.one : Self.zero } }
    return (0..<rows).map { row in
      (row * coins..<(row + 1) * coins).map { chance.coin(probabilities[$0]) ? 1 : 0 }
    }
  }

  /// Σ z log σ(η) + (1 − z) log σ(−η), of each row.
  public func logProbabilities(of outcomes: [[Double]]) -> [Double] {
    checkVectors(outcomes, rows, coins, "outcomes", "BernoulliNode.logProbabilities")
    for outcome in outcomes where !outcome.allSatisfy({ $0 == 0 || $0 == 1 }) {
      fatalError("BernoulliNode.logProbabilities: \(outcome) are not zeros and ones")
    }
    return outcomes.enumerated().map { row, outcome in
      outcome.enumerated().reduce(0) { sum, coin in
        let logit = parameters[row * coins + coin.offset]
        return sum - softplus(coin.element == 1 ? -logit : logit)
      }
    }
  }

  /// Adds w (z − σ(η)).
  @inlinable
  public func addScore(of outcomes: [[Double]], weights: [Double], to gradient: inout [Double]) {
    checkRows(outcomes.count, rows, "outcomes", "BernoulliNode.addScore")
    checkRows(weights.count, rows, "weights", "BernoulliNode.addScore")
    for row in 0..<rows {
      for coin in 0..<coins {
        let place = row * coins + coin
        gradient[place] += weights[row] * (outcomes[row][coin] - probabilities[place])
      }
    }
  }

  /// All 2ⁿ outcomes of n coins, as the numbers 0 … 2ⁿ − 1 in binary, the first coin counting least.
  public var support: [[Double]] {
    if coins > 24 { fatalError("BernoulliNode: 2^\(coins) outcomes are too many to list") }
    return (0..<1 << coins).map { number in
      (0..<coins).map { number >> $0 & 1 == 1 ? 1 : 0 }
    }
  }

  /// 1 where σ(η) > ½, else 0.
  public var modes: [[Double]] { mapComponents { logit($0, $1) > 0 ? 1 : 0 } }

  /// σ(η).
  public var means: [[Double]] { mapComponents { probabilities[place($0, $1)] } }

  /// Adds v σ(η) (1 − σ(η)).
  public func addMeanPullback(of cotangents: [[Double]], to gradient: inout [Double]) {
    checkVectors(cotangents, rows, coins, "cotangents", "BernoulliNode.addMeanPullback")
    forEachComponent { row, coin in
      let place = place(row, coin)
      gradient[place] +=
        cotangents[row][coin] * probabilities[place] * Double.logistic(-parameters[place])
    }
  }

  func place(_ row: Int, _ coin: Int) -> Int { row * coins + coin }
  func logit(_ row: Int, _ coin: Int) -> Double { parameters[place(row, coin)] }
}
