public import NeuralNetworks
public import StochasticOptimization
public import Tensors

/// A small language model that looks back at all tokens so far, by attention.
///
///     x⁰ₜ = e(yₜ₋₁) + waves(t),  xⁱ = blockᵢ(xⁱ⁻¹),  q(yₜ | y₁ … yₜ₋₁) = softmax(norm(xᴸₜ) W + b),  y₀ = the start token
///
/// Along known sequences it goes through all times at once; one token after another it gives the same numbers up to
/// rounding, at a cost that grows with the tokens so far.
///
/// > Reference: Vaswani et al. (2017), "Attention is all you need", arXiv:1706.03762; the decoder alone, as in Radford et al.
/// > (2018), "Improving language understanding by generative pre-training"; with the normalisation before each part.
public struct TransformerLanguageModel: SequenceModel {
  /// e, the vectors of tokens, shape [V, features].
  public var embedding: Embedding
  /// What tells positions apart.
  public let positions: PositionalEncoding
  /// What looks back, one after the other.
  public var blocks: [TransformerBlock]
  /// The normalisation before the logits.
  public var norm: LayerNorm
  /// W and b, [features] to [V].
  public var output: Dense
  /// y₀, the token that stands before every sequence.
  public let start: Int

  /// A model that is to be trained.
  ///
  /// - Parameters:
  ///   - vocabulary: V, at least 1.
  ///   - length: How many tokens a sequence has at most.
  ///   - features: How many numbers a token's vector has; a multiple of `heads`.
  ///   - heads: How many heads each attention has.
  ///   - blocks: L, how many blocks there are.
  ///   - start: y₀ in 0 ..< V; it may be a word like others.
  ///   - generator: Where random numbers come from.
  public init(
    vocabulary: Int, length: Int, features: Int = 32, heads: Int = 2, blocks: Int = 2,
    start: Int = 0,
    using generator: inout some RandomNumberGenerator
  ) {
    if vocabulary < 1 || !(0..<vocabulary).contains(start) || length < 1 || blocks < 0 {
      fatalError(
        """
        TransformerLanguageModel: \(vocabulary) tokens, the start token \(start), which must be one of them, sequences of \
        up to \(length) tokens and \(blocks) blocks.
        """)
    }
    embedding = Embedding(vocabulary, features, using: &generator)
    positions = PositionalEncoding(features, length: length)
    var made: [TransformerBlock] = []
    for _ in 0..<blocks {
      made.append(TransformerBlock(features, heads: heads, using: &generator))
    }
    self.blocks = made
    norm = LayerNorm(features)
    output = Dense(features, vocabulary, using: &generator)
    self.start = start
  }

  /// What is remembered of the tokens so far, one length in all rows: what each block's attention looks back at.
  public struct State: SequenceState {
    /// Of each block, its normalised inputs so far, shape [rows, times, features].
    public let inputs: [Tensor]
    /// What the last block made of the last token, normalised; shape [rows, features].
    public let output: Tensor
    /// How many tokens were read, with the start token.
    public let count: Int

    /// Some of the rows, in the order asked for.
    public func rows(at indices: [Int]) -> State {
      State(
        inputs: inputs.map { $0.rows(at: indices) }, output: output.rows(at: indices), count: count)
    }

    /// The rows of all states.
    ///
    /// - Precondition: As many tokens were read in each.
    public static func joined(_ states: [State]) -> State {
      let count = states[0].count
      if let odd = states.first(where: { $0.count != count }) {
        fatalError(
          "TransformerLanguageModel: states after \(count) and after \(odd.count) tokens can't be joined."
        )
      }
      return State(
        inputs: states[0].inputs.indices.map { block in
          concatenate(states.map { $0.inputs[block] }, along: 0)
        }, output: concatenate(states.map(\.output), along: 0), count: count)
    }
  }

  /// V.
  public var vocabulary: Int { embedding.count }

  /// The state after the start token.
  public func initialState(rows: Int) -> State {
    read([Int](repeating: start, count: rows), after: nil)
  }

  /// The state after one more token.
  ///
  /// - Complexity: O(tokens so far).
  public func state(after tokens: [Int], from state: State) -> State { read(tokens, after: state) }

  /// The logits of the next token, shape [rows, V].
  public func logits(in state: State) -> Tensor { output(state.output) }

  /// Draws the next token; the logits are never stored.
  public func draw(in state: State, temperature: Float, uniforms: [Double]) -> [Int] {
    categoricalDraws(
      projecting: state.output, output.weights, output.bias ?? .zeros([vocabulary]),
      temperature: temperature, uniforms: uniforms)
  }

  /// The logits of every token of known sequences, shape [T, rows, V].
  public func logits(along sequences: [[Int]]) -> Tensor { output(outputs(along: sequences)) }

  /// −Σ w log q(token | tokens before it), in nats.
  public func crossEntropy(along sequences: [[Int]], weights: [Float]) -> Tensor {
    output.crossEntropy(
      outputs(along: sequences), targets: timeMajor(sequences), weights: weights)
  }

  /// What the logits of every token of known sequences are made of, shape [T, rows, features].
  private func outputs(along sequences: [[Int]]) -> Tensor {
    let inputs = positions(embedding(sequences.map { [start] + $0.dropLast() }))
    return norm(blocks.reduce(inputs) { $1($0) }).permuted([1, 0, 2])
  }

  private func read(_ tokens: [Int], after state: State?) -> State {
    let (time, waves) = (state?.count ?? 0, positions.table.value)
    if time >= waves.shape[0] {
      fatalError("TransformerLanguageModel: a sequence has more than \(waves.shape[0]) tokens.")
    }
    var x = (embedding(tokens) + waves.at(time, along: 0)).expandingAxis(at: 1)
    var inputs: [Tensor] = []
    for (index, block) in blocks.enumerated() {
      let normalized = block.attentionNorm(x)
      let all = state.map { concatenate([$0.inputs[index], normalized], along: 1) } ?? normalized
      inputs.append(all)
      x = block.transformed(x + block.attention(normalized, attendingTo: all))
    }
    return State(inputs: inputs, output: norm(x).squeezingAxis(at: 1), count: time + 1)
  }
}
