public import StochasticOptimization
public import Tensors

/// A model whose probabilities are sharpened or flattened, token by token.
///
///     q_τ(yₜ | y₁ … yₜ₋₁) = softmax(logits / τ)
///
/// Below 1 the temperature makes likely tokens likelier. It is a model like others: it writes, and tells how likely
/// something is.
public struct TemperedModel<Base: SequenceModel>: SequenceModel {
  /// What gives the logits.
  public var base: Base
  /// τ.
  public let temperature: Float

  /// A model at a temperature.
  ///
  /// - Parameters:
  ///   - base: What gives the logits.
  ///   - temperature: τ, positive and finite.
  public init(_ base: Base, temperature: Float) {
    if !(temperature > 0 && temperature.isFinite) {
      fatalError("TemperedModel: the temperature \(temperature) is not positive and finite.")
    }
    self.base = base
    self.temperature = temperature
  }

  /// V.
  public var vocabulary: Int { base.vocabulary }

  /// The base's state before the first token.
  public func initialState(rows: Int) -> Base.State { base.initialState(rows: rows) }

  /// The base's state after one more token.
  public func state(after tokens: [Int], from state: Base.State) -> Base.State {
    base.state(after: tokens, from: state)
  }

  /// The base's logits over τ, shape [rows, V].
  public func logits(in state: Base.State) -> Tensor { base.logits(in: state) / temperature }

  /// Draws the next token as the base does at τ times the temperature.
  public func draw(in state: Base.State, temperature: Float, uniforms: [Double]) -> [Int] {
    base.draw(in: state, temperature: temperature * self.temperature, uniforms: uniforms)
  }

  /// The base's logits over τ of every token of known sequences, shape [T, rows, V].
  public func logits(along sequences: [[Int]]) -> Tensor {
    base.logits(along: sequences) / temperature
  }
}
