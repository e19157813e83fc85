public import NeuralNetworks
public import RandomStreams
import StochasticOptimization
public import Tensors

/// Tells real sequences from generated ones, and says so after every token: a long short-term memory reads the sequence,
/// and its normalised output gives the log-odds that what was read so far is real.
///
///     hₜ = LSTM(e(yₜ), hₜ₋₁),  D(y₁ … yₜ) = σ(norm(hₜ) · w + b)
///
/// Trained until nothing is left to learn, D of a beginning is p / (p + q), where p and q are the probabilities that real
/// and generated sequences begin so.
///
/// > Reference: de Masson d'Autume, Rosca, Rae & Mohamed (2019), "Training language GANs from scratch", arXiv:1905.09922.
/// > Note: Their memory has its gates normalised, ours its output; their vectors of tokens have a part that is pretrained,
/// > and one that tells the place in the sequence.
public struct RecurrentDiscriminator: Differentiable, Sendable {
  /// e, the vectors of tokens, shape [V, features].
  public var embedding: Embedding
  /// What is remembered of the tokens so far.
  public var memory: LSTM
  /// Normalises what is remembered.
  public var normalization: LayerNorm
  /// w and b, from [hidden] to one logit.
  public var output: Dense
  /// In training, what share of the numbers in the table of vectors is left out of a step, as theirs are.
  public let dropout: Dropout
  /// The token that ends a sentence; what stands behind it isn't judged, its D is ½. `nil` where sequences don't end.
  public let end: Int?

  /// A discriminator that has learned nothing.
  ///
  /// - Parameters:
  ///   - vocabulary: V, at least 1.
  ///   - features: How many numbers a token's vector has.
  ///   - hidden: How many numbers are remembered, twice.
  ///   - dropout: The share of numbers that is left out in training, in 0 ..< 1.
  ///   - end: The token that ends a sentence, if any does.
  ///   - generator: Where random numbers come from.
  public init(
    vocabulary: Int, features: Int = 64, hidden: Int = 512, dropout: Float = 0.1, end: Int? = nil,
    using generator: inout some RandomNumberGenerator
  ) {
    if vocabulary < 1 || !(0..<vocabulary).contains(end ?? 0) {
      fatalError(
        "RecurrentDiscriminator: \(vocabulary) tokens and the end token \(end ?? 0), which must be one of them."
      )
    }
    embedding = Embedding(
      vocabulary, features, initial: .normal(standardDeviation: 1 / Float(features).squareRoot()),
      using: &generator)
    memory = LSTM(features, hidden, using: &generator)
    normalization = LayerNorm(hidden)
    output = Dense(hidden, 1, using: &generator)
    self.dropout = Dropout(dropout)
    self.end = end
  }

  /// V.
  public var vocabulary: Int { embedding.count }

  /// The log-odds that each beginning is real, shape [T, rows].
  ///
  /// - Parameter sequences: Of one length T ≥ 1; at least one.
  public func logits(of sequences: [[Int]]) -> Tensor {
    masked(logits(reading: embedding(sequences).permuted([1, 0, 2])), sequences)
  }

  /// The log-odds after each vector that is read, shape [T, rows].
  ///
  /// - Parameter vectors: Those of tokens, or mixtures of them; shape [T, rows, features].
  public func logits(reading vectors: Tensor) -> Tensor {
    output(normalization(memory(vectors))).squeezingAxis(at: 2)
  }

  /// D of each beginning of each sequence, shape [sequences][T]. Nothing is left out.
  ///
  /// - Parameters:
  ///   - sequences: Of one length.
  ///   - batch: How many are read at a time.
  public func probabilities(of sequences: [[Int]], batch: Int = 512) -> [[Double]] {
    if batch < 1 { fatalError("probabilities: \(batch) sequences at a time.") }
    return stride(from: 0, to: sequences.count, by: batch).flatMap { start in
      let rows = Array(sequences[start..<min(start + batch, sequences.count)])
      return stopGradient(sigmoid(logits(of: rows))).transposed().rowVectors
    }
  }

  /// −½ mean log D(real) − ½ mean log(1 − D(generated)), over sequences and beginnings; in nats. At D = ½ it is log 2.
  ///
  /// What stands behind an end counts in the mean with D = ½.
  ///
  /// - Parameters:
  ///   - real: Sequences of one length T ≥ 1; at least one.
  ///   - generated: Sequences of the length of the real ones; at least one.
  ///   - stream: Where the choice of what is left out comes from.
  public func loss(
    real: [[Int]], generated: [[Int]], using stream: inout RandomStream
  ) -> Tensor {
    let dropped = droppingNumbers(using: &stream)
    return Self.loss(
      realLogits: dropped.logits(of: real), generatedLogits: dropped.logits(of: generated))
  }

  /// The loss of log-odds.
  static func loss(realLogits: Tensor, generatedLogits: Tensor) -> Tensor {
    (softplus(-realLogits).mean() + softplus(generatedLogits).mean()) * 0.5
  }

  /// One step of learning.
  ///
  /// - Parameters:
  ///   - real: Sequences of one length T ≥ 1; at least one.
  ///   - generated: Sequences of the length of the real ones; at least one.
  ///   - optimizer: What moves the discriminator.
  ///   - stream: Where the choice of what is left out comes from.
  /// - Returns: The loss before the step, in nats.
  @discardableResult
  public mutating func train(
    real: [[Int]], generated: [[Int]], by optimizer: inout some Optimizer,
    using stream: inout RandomStream
  ) -> Double {
    let (loss, gradient) = valueAndGradient(at: self) {
      $0.loss(real: real, generated: generated, using: &stream)
    }
    optimizer.update(&self, along: gradient)
    return Double(loss.scalar)
  }

  /// The discriminator with some numbers of its table of vectors set to zero, the others enlarged.
  func droppingNumbers(using stream: inout RandomStream) -> RecurrentDiscriminator {
    if dropout.probability == 0 { return self }
    var copy = self
    copy.embedding.table = dropout(embedding.table, using: &stream)
    return copy
  }

  /// Logits, shape [T, rows], with 0 behind the end of each sequence.
  private func masked(_ logits: Tensor, _ sequences: [[Int]]) -> Tensor {
    guard let end else { return logits }
    let isJudged = sequences.map { sequence in
      let count = sequence.count(endedBy: end)
      return sequence.indices.map { $0 < count ? Float(1) : 0 }
    }
    return logits * Tensor(timeMajor(isJudged), shape: logits.shape)
  }
}
