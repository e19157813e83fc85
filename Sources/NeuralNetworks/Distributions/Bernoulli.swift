import PortableMath
public import RandomStreams
public import Tensors

/// Tosses of coins, each independent of the others, given by log-odds: p(true) = σ(x).
public struct Bernoulli: Differentiable, Sendable {
  /// The log-odds x, of any shape; finite, for an entropy of ±∞ is not a number.
  public var logits: Tensor

  /// The tosses of some log-odds.
  public init(logits: Tensor) { self.logits = logits }

  /// p(true) of each coin; of the logits' shape.
  public var probabilities: Tensor { sigmoid(logits) }

  /// log p of one outcome a coin; of the logits' shape.
  ///
  ///     log p(true) = −log(1 + e⁻ˣ),  log p(false) = −log(1 + eˣ)
  ///
  /// It stays finite where σ rounds to 0, and keeps its digits where σ rounds to 1.
  ///
  /// - Parameter outcomes: In row-major order, one a coin.
  public func logProbability(of outcomes: [Bool]) -> Tensor {
    let signs = Tensor(outcomes.map { $0 ? -1 : 1 }, shape: logits.shape)
    return -softplus(signs * logits)
  }

  /// −p log p − (1 − p) log(1 − p) = log(1 + eˣ) − x σ(x), in nats; of the logits' shape.
  public var entropy: Tensor { softplus(logits) - logits * sigmoid(logits) }

  /// KL(p ‖ q) = (x − y) σ(x) − log(1 + eˣ) + log(1 + eʸ), in nats; of the logits' shape.
  ///
  /// - Parameter other: q with log-odds y, of the same shape.
  public func divergence(from other: Bernoulli) -> Tensor {
    checkSameShape(logits, other.logits, "Bernoulli.divergence(from:)")
    return (logits - other.logits) * sigmoid(logits) - softplus(logits) + softplus(other.logits)
  }

  /// Tosses each coin, each with a stream of its own; one word a coin.
  ///
  /// - Parameter streams: As many as coins.
  public func sample(using streams: inout [RandomStream]) -> [Bool] {
    checkStreams(streams.count, rows: logits.count, "Bernoulli.sample")
    return stopGradient(logits).withElements { elements in
      streams.indices.map {
        Bool.bernoulli(.logistic(Double(elements[$0])), using: &streams[$0])
      }
    }
  }

  /// Whether true is at least as probable as false, for each coin.
  public var mode: [Bool] { logits.withElements { $0.map { $0 >= 0 } } }
}
