public import StochasticOptimization
import Tensors

extension SequenceModel {
  /// log q(yₜ | y₁ … yₜ₋₁) of each token of known sequences, in nats; shape [sequences][T].
  ///
  /// - Parameters:
  ///   - sequences: Of one length, at least 1.
  ///   - batch: How many go through the model at a time; their logits are stored.
  public func tokenLogProbabilities(of sequences: [[Int]], batch: Int = 64) -> [[Double]] {
    if batch < 1 { fatalError("tokenLogProbabilities: \(batch) sequences at a time.") }
    return stride(from: 0, to: sequences.count, by: batch).flatMap { start in
      let rows = Array(sequences[start..<min(start + batch, sequences.count)])
      let losses = Tensors.crossEntropy(stopGradient(logits(along: rows)), targets: timeMajor(rows))
      return losses.withElements { losses in
        rows.indices.map { row in
          rows[row].indices.map { -Double(losses[$0 * rows.count + row]) }
        }
      }
    }
  }

  /// −log q(y) of known sequences, in nats a token: the mean over sequences of −(1/T) log q(y₁ … y_T).
  ///
  /// - Parameters:
  ///   - sequences: Of one length T ≥ 1; at least one.
  ///   - batch: How many go through the model at a time.
  public func negativeLogLikelihood(of sequences: [[Int]], batch: Int = 64) -> Double {
    let losses = negativeLogLikelihoods(of: sequences, batch: batch)
    return losses.reduce(0, +) / Double(losses.count)
  }

  /// −(1/T) log q(y₁ … y_T) of each known sequence, in nats a token.
  ///
  /// - Parameters:
  ///   - sequences: Of one length T ≥ 1; at least one.
  ///   - batch: How many go through the model at a time.
  public func negativeLogLikelihoods(of sequences: [[Int]], batch: Int = 64) -> [Double] {
    if sequences.isEmpty { fatalError("negativeLogLikelihoods: there are no sequences.") }
    return tokenLogProbabilities(of: sequences, batch: batch).map {
      -$0.reduce(0, +) / Double($0.count)
    }
  }
}
