public import NeuralNetworks
public import StochasticOptimization
import Tensors

/// Trains models of sequences to give what was written a high probability: batches of sequences in a random order, and
/// along the gradient of their mean log-probability a token.
///
///     minimise −(1/n) Σ log q(yₜ | y₁ … yₜ₋₁) over the n tokens of a batch
///
/// SeqGAN's generator is trained so before it meets a discriminator:
///
///     var optimizer = chain(Clip(norm: 5), Adam(learningRate: 0.01))
///     let curve = MaximumLikelihood(epochs: 120)
///       .train(&model, on: sequences, heldOut: others, optimizer: &optimizer, using: &random)
public struct MaximumLikelihood: Sendable, Hashable {
  /// How often all sequences are seen.
  public var epochs: Int
  /// How many sequences a step sees; the last batch of an epoch may have fewer.
  public var batchSize: Int
  /// The token that ends sentences: what stands behind the first is padding, and doesn't count. `nil` where every token
  /// counts.
  public var end: Int?

  /// A way to train.
  ///
  /// - Parameters:
  ///   - epochs: At least 0.
  ///   - batchSize: At least 1.
  ///   - end: The token that ends sentences; `nil` where every token counts.
  public init(epochs: Int, batchSize: Int = 64, end: Int? = nil) {
    if epochs < 0 || batchSize < 1 {
      fatalError("MaximumLikelihood: \(epochs) epochs of batches of \(batchSize) sequences.")
    }
    self.epochs = epochs
    self.batchSize = batchSize
    self.end = end
  }

  /// What one epoch came to, in nats a token.
  public struct Epoch: Sendable, Hashable {
    /// −log q of the tokens seen, each before the step it was part of: the mean.
    public let training: Double
    /// −log q of tokens that are not trained on, after the epoch; `nil` without such.
    public let heldOut: Double?
  }

  /// Trains a model of sequences.
  ///
  /// - Parameters:
  ///   - model: Changed in place.
  ///   - sequences: Of one length T ≥ 1, at least one.
  ///   - heldOut: Sequences that are only looked at, after each epoch, of one length and at least one; `nil` for none.
  ///   - optimizer: Moves the model; a schedule of its rate counts steps, of which an epoch has ⌈sequences / batchSize⌉.
  ///   - generator: Gives the seed of the orders; takes one word.
  /// - Returns: An element an epoch.
  /// - Complexity: That of `epochs` gradients over all sequences.
  @discardableResult
  public func train<Model: SequenceModel>(
    _ model: inout Model, on sequences: [[Int]], heldOut: [[Int]]? = nil,
    optimizer: inout some Optimizer, using generator: inout some RandomNumberGenerator
  ) -> [Epoch] {
    if let heldOut { checkSequences(heldOut, "held out") }
    return train(
      &model, on: sequences, optimizer: &optimizer, using: &generator,
      heldOut: { model in heldOut.map { loss(of: $0) { _ in model } } },
      loss: { model, rows, sequences, weights in
        model.crossEntropy(along: sequences, weights: weights)
      })
  }

  /// Trains a model of sequences that are about something, each with its own context.
  ///
  /// - Parameters:
  ///   - model: Changed in place.
  ///   - pairs: A context, and what was written about it; the sequences are of one length T ≥ 1. At least one pair; a
  ///     context of which much was written stands in several.
  ///   - heldOut: Pairs that are only looked at, after each epoch, at least one; `nil` for none.
  ///   - optimizer: Moves the model.
  ///   - generator: Gives the seed of the orders; takes one word.
  /// - Returns: An element an epoch.
  @discardableResult
  public func train<Encoder>(
    _ model: inout ConditionalLanguageModel<Encoder>,
    on pairs: [(context: Encoder.Context, sequence: [Int])],
    heldOut: [(context: Encoder.Context, sequence: [Int])]? = nil,
    optimizer: inout some Optimizer, using generator: inout some RandomNumberGenerator
  ) -> [Epoch] {
    if let heldOut { checkSequences(heldOut.map(\.sequence), "held out") }
    return train(
      &model, on: pairs.map(\.sequence), optimizer: &optimizer, using: &generator,
      heldOut: { model in
        heldOut.map { pairs in
          loss(of: pairs.map(\.sequence)) { model.given(pairs[$0].map(\.context)) }
        }
      },
      loss: { model, rows, sequences, weights in
        model.given(rows.map { pairs[$0].context })
          .crossEntropy(along: sequences, weights: weights)
      })
  }
}
