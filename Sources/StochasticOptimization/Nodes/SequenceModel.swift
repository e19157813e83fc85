public import Tensors

/// A model of sequences that tells, for each beginning, how likely each token is to come next.
///
/// It says so in two ways, which must agree: one token after the other, to generate, and all at once, to learn from
/// sequences that are known. The second follows from the first; a model that does it faster, such as an LSTM that goes
/// through all times in one operation, says so itself.
///
/// Tokens are the numbers 0 ..< V.
public protocol SequenceModel: Differentiable, Sendable {
  /// What is remembered of the tokens so far, of all rows.
  associatedtype State

  /// V, how many tokens there are.
  var vocabulary: Int { get }

  /// The state before the first token.
  func initialState(rows: Int) -> State

  /// The logits of the next token, shape [rows, V].
  ///
  /// - Parameters:
  ///   - tokens: Each row's token that was chosen last; nil before the first.
  ///   - state: What was remembered before them, and then with them.
  func logits(after tokens: [Int]?, state: inout State) -> Tensor

  /// The logits of every token of known sequences, given those before it; shape [T, rows, V].
  ///
  /// - Parameter sequences: Of one length T, at least 1; at least one.
  func logits(along sequences: [[Int]]) -> Tensor

  /// −Σ w log q(token | tokens before it), in nats, a scalar: what gradients are taken of.
  ///
  /// A model whose last layer is a `Dense` can use its `crossEntropy(_:targets:weights:)`, which never stores the
  /// logits.
  ///
  /// - Parameters:
  ///   - sequences: Of one length T, at least 1; at least one.
  ///   - weights: w, of either sign: all rows' at the first time, then at the second; shape [T × rows].
  func crossEntropy(along sequences: [[Int]], weights: [Float]) -> Tensor
}

extension SequenceModel {
  /// The logits, one token after the other.
  public func logits(along sequences: [[Int]]) -> Tensor {
    var state = initialState(rows: sequences.count)
    return stack(
      (0..<sequences[0].count).map { time in
        logits(after: time == 0 ? nil : sequences.map { $0[time - 1] }, state: &state)
      })
  }

  /// The weighted cross entropy of the logits.
  public func crossEntropy(along sequences: [[Int]], weights: [Float]) -> Tensor {
    let losses = Tensors.crossEntropy(
      logits(along: sequences), targets: timeMajor(sequences))
    return (losses * Tensor(weights, shape: losses.shape)).sum()
  }
}

/// All rows' elements at the first time, then at the second: a list of [rows][T] in the order [T × rows].
package func timeMajor<Element>(_ rows: [[Element]]) -> [Element] {
  (rows.first?.indices ?? 0..<0).flatMap { time in rows.map { $0[time] } }
}
