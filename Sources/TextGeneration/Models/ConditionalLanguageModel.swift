public import NeuralNetworks
public import StochasticOptimization
public import Tensors

/// Reads what is to be written about, and gives the state that writing begins in: of a scene, its caption; of a message,
/// the reply.
public protocol ContextEncoder<Context>: Differentiable, Sendable {
  /// What is read: features of a scene, the tokens of a message.
  associatedtype Context: Sendable

  /// The decoder's state before its start token, a row a context; shape [contexts, hidden].
  func state(for contexts: [Context]) -> LSTM.State
}

/// A language model that writes about something: an encoder reads it, and a decoder begins in the encoder's state.
///
///     q(y | x) = Πₜ q(yₜ | y₁ … yₜ₋₁, x)
///
/// > Reference: Sutskever, Vinyals & Le (2014), "Sequence to sequence learning with neural networks", arXiv:1409.3215;
/// > Vinyals, Toshev, Bengio & Erhan (2015), "Show and tell", arXiv:1411.4555.
public struct ConditionalLanguageModel<Encoder: ContextEncoder>: Differentiable, Sendable {
  /// What reads.
  public var encoder: Encoder
  /// What writes.
  public var decoder: RecurrentLanguageModel

  /// A model of two parts.
  public init(encoder: Encoder, decoder: RecurrentLanguageModel) {
    self.encoder = encoder
    self.decoder = decoder
  }

  /// The model of sequences about some contexts, one a row.
  public func given(_ contexts: [Encoder.Context]) -> GivenContext<Encoder> {
    GivenContext(model: self, contexts: contexts)
  }
}

/// A ``ConditionalLanguageModel`` whose contexts are fixed: a model of sequences with a row for each.
///
/// It has the tensors of the conditional model, so what is trained is `model`; the next batch is
/// `trained.model.given(others)`.
public struct GivenContext<Encoder: ContextEncoder>: SequenceModel {
  /// The conditional model.
  public var model: ConditionalLanguageModel<Encoder>
  /// x, one a row.
  public let contexts: [Encoder.Context]

  /// V.
  public var vocabulary: Int { model.decoder.vocabulary }

  /// The state after reading the contexts and the start token.
  ///
  /// - Precondition: As many rows as contexts.
  public func initialState(rows: Int) -> LSTM.State {
    model.decoder.initialState(from: read(rows))
  }

  /// The state after one more token.
  public func state(after tokens: [Int], from state: LSTM.State) -> LSTM.State {
    model.decoder.state(after: tokens, from: state)
  }

  /// The logits of the next token, shape [rows, V].
  public func logits(in state: LSTM.State) -> Tensor { model.decoder.logits(in: state) }

  /// Draws the next token.
  public func draw(in state: LSTM.State, temperature: Float, uniforms: [Double]) -> [Int] {
    model.decoder.draw(in: state, temperature: temperature, uniforms: uniforms)
  }

  /// The logits of every token of known sequences, one a context; shape [T, rows, V].
  public func logits(along sequences: [[Int]]) -> Tensor {
    model.decoder.logits(along: sequences, from: read(sequences.count))
  }

  /// −Σ w log q(token | tokens before it, context), in nats.
  public func crossEntropy(along sequences: [[Int]], weights: [Float]) -> Tensor {
    model.decoder.crossEntropy(
      along: sequences, weights: weights, from: read(sequences.count))
  }

  private func read(_ rows: Int) -> LSTM.State {
    if rows != contexts.count {
      fatalError(
        "GivenContext: \(rows) sequences about \(contexts.count) contexts; one each is needed.")
    }
    return model.encoder.state(for: contexts)
  }
}
