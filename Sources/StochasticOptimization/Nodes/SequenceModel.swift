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
  associatedtype State: SequenceState

  /// V, how many tokens there are.
  var vocabulary: Int { get }

  /// The state before the first token.
  func initialState(rows: Int) -> State

  /// The state after one more token.
  ///
  /// - Parameters:
  ///   - tokens: One a row.
  ///   - state: The state before them.
  func state(after tokens: [Int], from state: State) -> State

  /// The logits of the token that comes next, shape [rows, V].
  func logits(in state: State) -> Tensor

  /// Draws the token that comes next, with the probabilities softmax(logits / τ), by inverse transform.
  ///
  /// A model whose last layer is a `Dense` can draw without ever storing the logits; see
  /// `categoricalDraws(projecting:_:_:temperature:uniforms:)`.
  ///
  /// - Parameters:
  ///   - state: The tokens so far.
  ///   - temperature: τ > 0.
  ///   - uniforms: A number in [0, 1) a row.
  /// - Returns: A token a row.
  func draw(in state: State, temperature: Float, uniforms: [Double]) -> [Int]

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
  /// Draws from the logits.
  public func draw(in state: State, temperature: Float, uniforms: [Double]) -> [Int] {
    categoricalDraws(logits(in: state), temperature: temperature, uniforms: uniforms)
  }

  /// The logits, one token after the other.
  public func logits(along sequences: [[Int]]) -> Tensor {
    var state = initialState(rows: sequences.count)
    return stack(
      sequences[0].indices.map { time in
        if time > 0 { state = self.state(after: sequences.map { $0[time - 1] }, from: state) }
        return logits(in: state)
      })
  }

  /// The weighted cross entropy of the logits.
  public func crossEntropy(along sequences: [[Int]], weights: [Float]) -> Tensor {
    let losses = Tensors.crossEntropy(
      logits(along: sequences), targets: timeMajor(sequences))
    return (losses * Tensor(weights, shape: losses.shape)).sum()
  }
}
