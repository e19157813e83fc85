public import NeuralNetworks
internal import PortableMath
internal import RandomStreams
public import StochasticOptimization
public import Tensors

/// Tells sequences that are real from those that a generator wrote: a convolutional network over the vectors of the
/// tokens.
///
///     c = max over time of relu(convolution of e(y₁) … e(y_T)), for windows of several sizes
///     D(y) = softmax(Dense(dropout(Highway(c))))[real]
///
/// > Reference: Yu, Zhang, Wang & Yu (2017), arXiv:1609.05473, supplement; the network is that of Kim (2014),
/// > arXiv:1408.5882, with a highway layer.
public struct ConvolutionalDiscriminator: Differentiable, Sendable {
  /// How many filters see a number of tokens in a row.
  public struct Window: Sendable, Hashable {
    /// How many tokens in a row.
    public let size: Int
    /// How many filters see them.
    public let filters: Int

    /// Filters of a size.
    public init(_ size: Int, filters: Int) {
      self.size = size
      self.filters = filters
    }
  }

  /// e, the vectors of tokens, shape [V, features].
  public var embedding: Embedding
  /// What looks for patterns, for each window.
  public internal(set) var convolutions: [SequenceConvolution]
  /// What combines the patterns that were found.
  public var highway: Highway
  /// To two logits: written by a generator, and real.
  public var output: Dense
  /// What is dropped in training.
  public let dropout: Dropout
  /// λ: ½ λ ‖·‖² of the last layer's weights and bias is added to the loss.
  public let penalty: Float

  /// A network that starts nearly as SeqGAN's does: vectors of tokens uniform in −1 … 1; filters and the last layer's weights
  /// N(0, 0.1²), with biases 0.1; the highway's weights as `Highway` draws them, the bias of its gate −2.
  ///
  /// - Parameters:
  ///   - vocabulary: V.
  ///   - features: How many numbers a token's vector has.
  ///   - windows: At least one; none is longer than the sequences are.
  ///   - dropout: The probability that a number before the last layer is dropped in training.
  ///   - penalty: λ ≥ 0.
  ///   - generator: Where random numbers come from.
  ///
  /// > Note: The authors' code draws again what is farther than two deviations from 0. Its highway's gate has a bias of −2 only
  /// > by default, and is made with one near 0.
  public init(
    vocabulary: Int, features: Int = 64, windows: [Window], dropout: Float = 0.25,
    penalty: Float = 0.2, using generator: inout some RandomNumberGenerator
  ) {
    if windows.isEmpty || !(penalty >= 0) {
      fatalError(
        "ConvolutionalDiscriminator: windows \(windows) and the penalty \(penalty); there must be one, and no less than 0."
      )
    }
    let (weights, bias) = (Initializer.normal(standardDeviation: 0.1), Initializer.constant(0.1))
    embedding = Embedding(vocabulary, features, initial: .uniform(-1...1), using: &generator)
    convolutions = []
    for window in windows {
      convolutions.append(
        SequenceConvolution(
          features, window.filters, window: window.size, activation: .relu, weights: weights,
          bias: bias, using: &generator))
    }
    let found = windows.reduce(0) { $0 + $1.filters }
    highway = Highway(found, gateBias: -2, using: &generator)
    output = Dense(found, 2, weights: weights, bias: bias, using: &generator)
    self.dropout = Dropout(dropout)
    self.penalty = penalty
  }

  /// What the last layer sees of sequences, shape [sequences, filters of all windows].
  ///
  /// - Parameter sequences: Of one length.
  public func features(of sequences: [[Int]]) -> Tensor {
    let vectors = embedding(sequences)
    return highway(concatenate(convolutions.map { $0.maximum(vectors) }, along: -1))
  }

  /// The logits of being written and of being real, with nothing dropped; shape [sequences, 2].
  public func logits(_ sequences: [[Int]]) -> Tensor { output(features(of: sequences)) }

  /// The mean of −log of the probability of what each sequence is, in nats, and the penalty; a scalar, to be minimised.
  ///
  /// - Parameters:
  ///   - sequences: Of one length.
  ///   - areReal: Whether each is real.
  ///   - generator: Gives the seed of what is dropped; takes one word.
  public func loss(
    _ sequences: [[Int]], areReal: [Bool], using generator: inout some RandomNumberGenerator
  ) -> Tensor {
    var stream = RandomStream(drawnFrom: &generator)
    let logits = output(dropout(features(of: sequences), using: &stream))
    return meanCrossEntropy(logits, targets: areReal.map { $0 ? 1 : 0 }) + penalties
  }

  private var penalties: Tensor {
    let squares = square(output.weights).sum()
    return penalty / 2 * (output.bias.map { squares + square($0).sum() } ?? squares)
  }

  /// D(y): how probable it is that each sequence is real.
  ///
  /// It does not depend on the other sequences. Those that begin like the one before, as roll-outs of one beginning do, take
  /// less time.
  ///
  /// - Parameters:
  ///   - sequences: Of one length; may be none.
  ///   - batch: How many go through the highway at a time.
  /// - Complexity: 4 · filters² operations for the highway, a sequence. Of the convolutions, 2 · filters · size · features for
  ///   each different token, and filters · size for each token that isn't in common with the sequence before.
  public func probabilities(of sequences: [[Int]], batch: Int = 256) -> [Double] {
    if batch < 1 { fatalError("probabilities: \(batch) sequences at a time.") }
    let patterns = sequenceConvolutionMaxima(
      of: sequences, vectors: embedding.table,
      convolutions.map { (filters: $0.filters, bias: $0.bias) }, activation: .relu)
    return stride(from: 0, to: sequences.count, by: batch).flatMap { start in
      let rows = start..<min(start + batch, sequences.count)
      let logits = stopGradient(output(highway(patterns.slice(rows, along: 0))))
      return logits.withElements { logits in
        stride(from: 0, to: logits.count, by: 2).map {
          1 / (1 + Double.exp(Double(logits[$0]) - Double(logits[$0 + 1])))
        }
      }
    }
  }

  /// D(y), as what a finished sequence is worth.
  public var objective: Objective<[Int]> { .batched { probabilities(of: $0) } }
}
