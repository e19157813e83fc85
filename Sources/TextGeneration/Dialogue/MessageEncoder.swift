public import NeuralNetworks
import StochasticOptimization
public import Tensors

/// Reads what has been said, turn by turn, and gives the state that the reply begins in.
///
///     h = LSTM(y₁ … yₙ <end> of the first turn, y₁ … yₙ <end> of the second, …),  c = h W + b
///
/// The decoder begins with the output h and the cell c. A history is read up to its last end token and no further, so
/// that it has the same h in whatever batch it stands.
///
/// > Reference: Vinyals & Le (2015), "A neural conversational model", arXiv:1506.05869.
public struct MessageEncoder: ContextEncoder {
  /// The vectors of tokens, shape [V, features].
  public var embedding: Embedding
  /// What is remembered of what was read.
  public var memory: LSTM
  /// W and b: from h to the cell that the decoder begins with, [hidden] to [hidden].
  public var cell: Dense
  /// The token that stands after each turn.
  public let end: Int

  /// An encoder whose layers start as they do by themselves.
  ///
  /// - Parameters:
  ///   - vocabulary: V, with the end token.
  ///   - features: How many numbers a token's vector has.
  ///   - hidden: How many numbers are remembered, twice.
  ///   - end: The token after each turn, in 0 ..< V.
  ///   - generator: Where random numbers come from.
  public init(
    vocabulary: Int, features: Int, hidden: Int, end: Int,
    using generator: inout some RandomNumberGenerator
  ) {
    if !(0..<vocabulary).contains(end) {
      fatalError("MessageEncoder: the end token \(end) is none of \(vocabulary) tokens.")
    }
    embedding = Embedding(vocabulary, features, using: &generator)
    memory = LSTM(features, hidden, using: &generator)
    cell = Dense(hidden, hidden, using: &generator)
    self.end = end
  }

  /// h of each history, shape [histories, hidden].
  ///
  /// - Parameter histories: Turns, oldest first, each without its end token; at least one turn a history.
  /// - Complexity: That of the longest history, times their number.
  public func representations(of histories: [[[Int]]]) -> Tensor {
    let texts = histories.map { turns in turns.flatMap { $0 + [end] } }
    let longest = texts.reduce(0) { max($0, $1.count) }
    if let empty = texts.firstIndex(where: \.isEmpty) {
      fatalError("MessageEncoder: history \(empty) has no turn.")
    }
    let inputs = embedding(texts.map { $0.padded(to: longest, with: end) })
    let outputs = memory(inputs.permuted([1, 0, 2]))
    return outputs.reshaped(to: [longest * texts.count, memory.hidden])
      .rows(at: texts.indices.map { (texts[$0].count - 1) * texts.count + $0 })
  }

  /// The state that replies begin in.
  public func state(for contexts: [[[Int]]]) -> LSTM.State {
    let read = representations(of: contexts)
    return LSTM.State(output: read, cell: cell(read))
  }
}
