public import StochasticOptimization
public import Tensors

/// A model of sequences that end: after the end token comes nothing but the end token, surely.
///
/// So sentences of several lengths are sequences of one length T, padded with the end token, and nothing else has to know:
/// padding has probability 1, and no gradient. q(y₁ … y_T) is the probability of the sentence, or, of one that hasn't
/// ended, of its first T words.
public struct SentenceModel<Base: SequenceModel>: SequenceModel {
  /// What gives the logits until the end.
  public var base: Base
  /// The token that ends a sentence.
  public let end: Int

  /// A model whose sequences end.
  ///
  /// - Parameters:
  ///   - base: What gives the logits until the end.
  ///   - end: The token that ends a sentence, in 0 ..< V.
  public init(_ base: Base, end: Int) {
    if !(0..<base.vocabulary).contains(end) {
      fatalError("SentenceModel: the end token \(end) is none of \(base.vocabulary) tokens.")
    }
    self.base = base
    self.end = end
  }

  /// The base's state, and which rows have ended.
  public struct State: SequenceState {
    /// What the base remembers.
    public let base: Base.State
    /// Whether each row has ended.
    public let hasEnded: [Bool]

    /// Some of the rows, in the order asked for.
    public func rows(at indices: [Int]) -> State {
      State(base: base.rows(at: indices), hasEnded: indices.map { hasEnded[$0] })
    }

    /// The rows of all states.
    public static func joined(_ states: [State]) -> State {
      State(base: .joined(states.map(\.base)), hasEnded: states.flatMap(\.hasEnded))
    }
  }

  /// V, with the end token.
  public var vocabulary: Int { base.vocabulary }

  /// The base's state; nothing has ended.
  public func initialState(rows: Int) -> State {
    State(
      base: base.initialState(rows: rows), hasEnded: [Bool](repeating: false, count: rows))
  }

  /// The state after one more token.
  public func state(after tokens: [Int], from state: State) -> State {
    State(
      base: base.state(after: tokens, from: state.base),
      hasEnded: zip(state.hasEnded, tokens).map { $0 || $1 == end })
  }

  /// The base's logits, but of rows that have ended 0 for the end token and −10³⁰ for others; shape [rows, V].
  public func logits(in state: State) -> Tensor {
    sure(base.logits(in: state.base), where: state.hasEnded)
  }

  /// Draws the next token: of rows that have ended, the end token.
  public func draw(in state: State, temperature: Float, uniforms: [Double]) -> [Int] {
    let tokens = base.draw(in: state.base, temperature: temperature, uniforms: uniforms)
    return zip(state.hasEnded, tokens).map { $0 ? end : $1 }
  }

  /// The logits of every token of known sequences, shape [T, rows, V].
  public func logits(along sequences: [[Int]]) -> Tensor {
    let logits = base.logits(along: sequences)
    let size = vocabulary
    return sure(
      logits.reshaped(to: [-1, size]), where: timeMajor(sequences.map(hasEnded(before:)))
    )
    .reshaped(to: logits.shape)
  }

  /// The base's cross entropy of all that stands before the end, and of the end itself; what stands behind isn't looked at.
  public func crossEntropy(along sequences: [[Int]], weights: [Float]) -> Tensor {
    let padding = timeMajor(sequences.map(hasEnded(before:)))
    return base.crossEntropy(
      along: sequences, weights: zip(padding, weights).map { $0 ? 0 : $1 })
  }

  /// Whether a sequence has ended before each of its tokens.
  private func hasEnded(before sequence: [Int]) -> [Bool] {
    let count = sequence.count(endedBy: end)
    return sequence.indices.map { $0 >= count }
  }

  /// Logits, shape [rows, V], where some rows are made sure of the end.
  private func sure(_ logits: Tensor, where ended: [Bool]) -> Tensor {
    if !ended.contains(true) { return logits }
    var certain = [Float](repeating: impossibleLogit, count: vocabulary)
    certain[end] = 0
    let mask = Tensor(ended.map { $0 ? 1 : 0 }, shape: [ended.count, 1])
    return select(mask, Tensor(certain), logits)
  }
}

/// The logit of a token that can't come: so low that e to its power is 0; finite, as no NaN may arise.
let impossibleLogit: Float = -1e30

extension [Int] {
  /// The tokens before the first end token.
  public func sentence(endedBy end: Int) -> [Int] { Array(prefix { $0 != end }) }

  /// How many tokens there are with the first end token, and without the padding; all of them where nothing ends.
  func count(endedBy end: Int?) -> Int {
    guard let end, let last = firstIndex(of: end) else { return count }
    return last + 1
  }

  /// The tokens, ended and padded with the end token to a length; what is longer is cut, and doesn't end.
  public func padded(to length: Int, with end: Int) -> [Int] {
    Array(prefix(length)) + [Int](repeating: end, count: Swift.max(0, length - count))
  }
}
