import PortableMath

/// The binary concrete distribution given the corner b that each y rounds to.
///
///     y = σ(z / τ),   z = log(1 + v / ((1 − v) σ(−η))) where b = 1, −log(1 + v / ((1 − v) σ(η))) where b = 0
///
/// with v uniform. With e^−z in place of v, the derivative is ∂z/∂η = σ(η) (1 − e^−z) where b = 1, and
/// σ(−η) (1 − e^z) where b = 0: nothing where y = ½, for there the corner would change.
///
/// > Reference: Tucker, Mnih, Maddison, Lawson & Sohl-Dickstein (2017), arXiv:1703.07370; the
/// > derivative as a function of z is worked out here.
public struct ConditionalBinaryConcreteNode: ElementaryNode, ReparameterizedNode {
  /// The relaxation without the condition.
  public let unconditional: BinaryConcreteNode
  /// b, one corner a row.
  public let corners: [[Double]]

  /// Coins, relaxed at a temperature, given what they round to.
  public init(_ coins: BernoulliNode, temperature: Double, given corners: [[Double]]) {
    checkRows(corners.count, coins.rows, "corners", "ConditionalBinaryConcreteNode")
    for corner in corners
    where corner.count != coins.coins || !corner.allSatisfy({ $0 == 0 || $0 == 1 }) {
      fatalError("ConditionalBinaryConcreteNode: \(corner) are not \(coins.coins) zeros and ones")
    }
    unconditional = BinaryConcreteNode(coins, temperature: temperature)
    self.corners = corners
  }

  private var coins: BernoulliNode { unconditional.coins }
  private var temperature: Double { unconditional.temperature }

  /// The coins' log-odds.
  public var parameters: [Double] { coins.parameters }

  /// How many rows of coins there are.
  public var rows: Int { coins.rows }

  /// The relaxation of the same coins with other log-odds, given the same corners.
  public func withParameters(_ parameters: [Double]) -> ConditionalBinaryConcreteNode {
    ConditionalBinaryConcreteNode(
      coins.withParameters(parameters), temperature: temperature, given: corners)
  }

  /// Draws y; one uniform number a coin. As with ``BinaryConcreteNode``, it is inside of (0, 1).
  public func sample(using chance: inout some Chance) -> [[Double]] {
    coins.mapComponents { row, coin in
      let v = chance.uniform()
      let sign: Double = corners[row][coin] == 1 ? 1 : -1
      let z = Double.log1p(v / ((1 - v) * Double.logistic(-sign * coins.logit(row, coin))))
      return insideUnitInterval(Double.logistic(sign * z / temperature))
    }
  }

  /// log q(y) − log q(b) of each row; −∞ where y doesn't round to b.
  public func logProbabilities(of outcomes: [[Double]]) -> [Double] {
    let joint = unconditional.logProbabilities(of: outcomes)
    let corner = coins.logProbabilities(of: corners)
    let rounded = coins.rounded(outcomes)
    return joint.indices.map {
      rounded[$0] == corners[$0] ? joint[$0] - corner[$0] : -.infinity
    }
  }

  /// Adds w (∇log q(y) − ∇log q(b)).
  public func addScore(of outcomes: [[Double]], weights: [Double], to gradient: inout [Double]) {
    unconditional.addScore(of: outcomes, weights: weights, to: &gradient)
    coins.addScore(of: corners, weights: weights.map { -$0 }, to: &gradient)
  }

  /// Adds v (y (1 − y) / τ) ∂z/∂η.
  public func addPullback(
    of cotangents: [[Double]], at outcomes: [[Double]], to gradient: inout [Double]
  ) {
    checkRows(outcomes.count, rows, "outcomes", "ConditionalBinaryConcreteNode.addPullback")
    coins.forEachComponent { row, coin in
      let (y, logit) = (outcomes[row][coin], coins.logit(row, coin))
      let isHeads = corners[row][coin] == 1
      // e^−|z|, which no y overflows.
      let decay = Double.pow(isHeads ? (1 - y) / y : y / (1 - y), temperature)
      let slope = Double.logistic(isHeads ? logit : -logit) * (1 - decay)
      gradient[coins.place(row, coin)] += cotangents[row][coin] * y * (1 - y) / temperature * slope
    }
  }
}

extension BernoulliNode: RelaxableNode {
  /// The binary concrete distribution.
  public func relaxed(temperature: Double) -> BinaryConcreteNode {
    BinaryConcreteNode(self, temperature: temperature)
  }

  /// The binary concrete distribution given corners.
  public func relaxed(
    temperature: Double, given outcomes: [[Double]]
  ) -> ConditionalBinaryConcreteNode {
    ConditionalBinaryConcreteNode(self, temperature: temperature, given: outcomes)
  }

  /// 1 where y > ½, else 0.
  public func rounded(_ relaxed: [[Double]]) -> [[Double]] {
    relaxed.map { $0.map { $0 > 0.5 ? 1 : 0 } }
  }
}
