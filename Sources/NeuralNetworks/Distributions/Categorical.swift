public import RandomStreams
public import Tensors

/// Distributions over a finite number of choices, given by logits: p = softmax(logits) along the last axis.
///
/// A logit of −∞ makes a choice impossible; entropies and divergences, and their gradients, stay finite. Its logarithm of
/// the probability is −∞ too, which `Tensor.trapOnNonFinite` doesn't let pass: while that is on, take −1e30 instead, whose
/// probability is 0 as well.
public struct Categorical: Differentiable, Sendable {
  /// Shape [..., choices].
  public var logits: Tensor

  /// The distributions of some logits.
  public init(logits: Tensor) { self.logits = logits }

  /// log p of every choice; shape [..., choices].
  public var logProbabilities: Tensor { logSoftmax(logits) }

  /// log p of one choice a row; shape [...].
  ///
  /// - Parameter choices: In row-major order.
  public func logProbability(of choices: [Int]) -> Tensor {
    -crossEntropy(logits, targets: choices)
  }

  /// Draws a choice for each row, each row from a stream of its own; one word a row.
  ///
  /// - Parameter streams: As many as rows.
  /// - Complexity: O(n).
  public func sample(using streams: inout [RandomStream]) -> [Int] {
    let choices = logits.shape[logits.rank - 1]
    checkStreams(streams.count, rows: logits.count / max(1, choices), "Categorical.sample")
    let probabilities = softmax(stopGradient(logits))
    return probabilities.withElements { elements in
      streams.indices.map { row in
        Int.categorical(
          elements[(row * choices)..<((row + 1) * choices)].lazy.map(Double.init),
          using: &streams[row])
      }
    }
  }

  /// The most probable choice of each row, the first among equals.
  public var mode: [Int] { logits.argmax() }

  /// −Σ p log p, in nats; shape [...].
  public var entropy: Tensor {
    let logProbabilities = logProbabilities
    let probabilities = exp(logProbabilities)
    return -(probabilities * logProbabilities.zeroed(where: probabilities)).sum(along: -1)
  }

  /// KL(p ‖ q) = Σ p (log p − log q), in nats; shape [...].
  ///
  /// - Parameter other: q, of the same shape; infinite where it holds a choice for impossible that p does not.
  public func divergence(from other: Categorical) -> Tensor {
    checkSameShape(logits, other.logits, "Categorical.divergence(from:)")
    let logProbabilities = logProbabilities
    let probabilities = exp(logProbabilities)
    let ratios =
      logProbabilities.zeroed(where: probabilities)
      - other.logProbabilities.zeroed(where: probabilities)
    return (probabilities * ratios).sum(along: -1)
  }
}

extension Tensor {
  /// Itself, with zeros where probabilities are 0: 0 · log 0 is 0.
  fileprivate func zeroed(where probabilities: Tensor) -> Tensor {
    select(stopGradient(probabilities) .> 0, self, Tensor(0))
  }
}

/// Ends the program unless there is a stream for each row.
func checkStreams(_ streams: Int, rows: Int, _ name: StaticString) {
  if streams != rows { fatalError("\(name): \(streams) streams for \(rows) rows.") }
}
