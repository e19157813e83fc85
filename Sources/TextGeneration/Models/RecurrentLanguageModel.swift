public import NeuralNetworks
public import StochasticOptimization
public import Tensors

/// A language model with a long short-term memory: the last token's vector goes into an `LSTM`, whose output gives the
/// logits of the next token.
///
///     hₜ = LSTM(e(yₜ₋₁), hₜ₋₁),  q(yₜ | y₁ … yₜ₋₁) = softmax(hₜ W + b),  y₀ = the start token
///
/// Its cross entropy and its draws never store the logits, which are most of the work for a vocabulary of thousands.
///
/// > Reference: Mikolov, Karafiát, Burget, Černocký & Khudanpur (2010), "Recurrent neural network based language
/// > model", Interspeech; Hochreiter & Schmidhuber (1997), doi:10.1162/neco.1997.9.8.1735.
public struct RecurrentLanguageModel: SequenceModel {
  /// e, the vectors of tokens, shape [V, features].
  public var embedding: Embedding
  /// What is remembered of the tokens so far.
  public var memory: LSTM
  /// W and b: from what is remembered to logits, [hidden] to [V].
  public var output: Dense
  /// y₀, the token that stands before every sequence.
  public let start: Int

  /// A model whose every parameter, biases too, is drawn in the same way.
  ///
  /// - Parameters:
  ///   - vocabulary: V, at least 1.
  ///   - features: How many numbers a token's vector has.
  ///   - hidden: How many numbers are remembered, twice.
  ///   - start: y₀ in 0 ..< V; it may be a word like others.
  ///   - initial: How every parameter starts; SeqGAN's generator has N(0, 0.1²), its oracle N(0, 1).
  ///   - generator: Where random numbers come from.
  public init(
    vocabulary: Int, features: Int = 32, hidden: Int = 32, start: Int = 0,
    initial: Initializer = .normal(standardDeviation: 0.1),
    using generator: inout some RandomNumberGenerator
  ) {
    if vocabulary < 1 || !(0..<vocabulary).contains(start) {
      fatalError(
        "RecurrentLanguageModel: \(vocabulary) tokens and the start token \(start), which must be one of them."
      )
    }
    embedding = Embedding(vocabulary, features, initial: initial, using: &generator)
    memory = LSTM(
      features, hidden, inputWeights: initial, stateWeights: initial, using: &generator)
    memory.bias = initial([4 * hidden], using: &generator)
    output = Dense(hidden, vocabulary, weights: initial, bias: initial, using: &generator)
    self.start = start
  }

  /// V.
  public var vocabulary: Int { embedding.count }

  /// The state of zeros, after the start token.
  public func initialState(rows: Int) -> LSTM.State {
    initialState(from: memory.initialState(batch: rows))
  }

  /// The state after one more token.
  public func state(after tokens: [Int], from state: LSTM.State) -> LSTM.State {
    memory.step(embedding(tokens), from: state)
  }

  /// The logits of the next token, shape [rows, V].
  public func logits(in state: LSTM.State) -> Tensor { output(state.output) }

  /// Draws the next token; the logits are never stored.
  public func draw(in state: LSTM.State, temperature: Float, uniforms: [Double]) -> [Int] {
    categoricalDraws(
      projecting: state.output, output.weights, output.bias ?? .zeros([vocabulary]),
      temperature: temperature, uniforms: uniforms)
  }

  /// The logits of every token of known sequences, shape [T, rows, V].
  public func logits(along sequences: [[Int]]) -> Tensor {
    logits(along: sequences, from: memory.initialState(batch: sequences.count))
  }

  /// −Σ w log q(token | tokens before it), in nats.
  public func crossEntropy(along sequences: [[Int]], weights: [Float]) -> Tensor {
    crossEntropy(
      along: sequences, weights: weights, from: memory.initialState(batch: sequences.count))
  }
}

/// Sequences that begin in a state of their own: one that tells what a caption describes, or what is to be answered.
extension RecurrentLanguageModel {
  /// A state after the start token.
  public func initialState(from state: LSTM.State) -> LSTM.State {
    let rows = state.output.shape[0]
    return memory.step(embedding([Int](repeating: start, count: rows)), from: state)
  }

  /// What is remembered before each token of known sequences, shape [T, rows, hidden].
  ///
  /// - Parameters:
  ///   - sequences: Of one length T ≥ 1; at least one.
  ///   - state: The state before the start token.
  public func outputs(along sequences: [[Int]], from state: LSTM.State) -> Tensor {
    outputs(given: sequences.map { Array($0.dropLast()) }, from: state)
  }

  /// What is remembered after the start token, and after each of some tokens that are read; shape [1 + inputs, rows, hidden].
  ///
  /// - Parameters:
  ///   - inputs: Of one length, which may be 0; at least one row.
  ///   - state: The state before the start token.
  public func outputs(given inputs: [[Int]], from state: LSTM.State) -> Tensor {
    memory(embedding(inputs.map { [start] + $0 }).permuted([1, 0, 2]), from: state).outputs
  }

  /// The logits of every token of known sequences, shape [T, rows, V], from a state before the start token.
  public func logits(along sequences: [[Int]], from state: LSTM.State) -> Tensor {
    output(outputs(along: sequences, from: state))
  }

  /// −Σ w log q(token | tokens before it), in nats, from a state before the start token; w has the shape [T × rows].
  public func crossEntropy(
    along sequences: [[Int]], weights: [Float], from state: LSTM.State
  ) -> Tensor {
    output.crossEntropy(
      outputs(along: sequences, from: state), targets: timeMajor(sequences), weights: weights)
  }

  /// −Σ w log q(yₜ | x₁ … xₜ₋₁), in nats: of some tokens, where others are read before them.
  ///
  /// - Parameters:
  ///   - sequences: y, of one length T ≥ 1; at least one.
  ///   - inputs: x, T − 1 tokens for each sequence.
  ///   - weights: w, all rows' at the first time, then at the second; shape [T × rows].
  public func crossEntropy(of sequences: [[Int]], given inputs: [[Int]], weights: [Float]) -> Tensor
  {
    output.crossEntropy(
      outputs(given: inputs, from: memory.initialState(batch: sequences.count)),
      targets: timeMajor(sequences), weights: weights)
  }
}
