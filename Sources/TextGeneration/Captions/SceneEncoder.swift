public import NeuralNetworks
import Tensors

/// Reads the features of a scene into the state that its caption begins in: two dense layers, one for each half of the
/// state.
///
///     h₀ = tanh(x Wₕ + bₕ),   c₀ = x W_c + b_c
///
/// > Reference: Xu et al. (2015), "Show, attend and tell", arXiv:1502.03044, section 3.1.2, where two networks read the mean
/// > of the features of an image.
public struct SceneEncoder: ContextEncoder {
  /// Wₕ and bₕ, from features to what the memory gives out.
  public var output: Dense
  /// W_c and b_c, from features to what the memory keeps.
  public var cell: Dense

  /// An encoder whose weights are drawn.
  ///
  /// - Parameters:
  ///   - features: How many numbers a scene has.
  ///   - hidden: How many numbers the decoder's memory has.
  ///   - generator: Where random numbers come from.
  public init(
    features: Int, hidden: Int, using generator: inout some RandomNumberGenerator
  ) {
    output = Dense(features, hidden, activation: .tanh, using: &generator)
    cell = Dense(features, hidden, using: &generator)
  }

  /// The state after reading the scenes, shape [scenes, hidden].
  ///
  /// - Parameter contexts: x, the features of some scenes; at least one, all of one count.
  public func state(for contexts: [[Float]]) -> LSTM.State {
    let features = Tensor(contexts.flatMap { $0 }, shape: [contexts.count, contexts[0].count])
    return LSTM.State(output: output(features), cell: cell(features))
  }
}
