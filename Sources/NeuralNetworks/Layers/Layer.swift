public import Tensors

/// A function from a tensor to a tensor, with parameters that are trained.
///
/// A model is a struct that says so; its stored tensors and layers are its parameters, nothing else is to be
/// written. (Layers of any type in a row are a ``Sequential``, not an array.)
///
/// ```swift
/// struct PolicyNetwork: Layer {
///   var hidden: Dense, output: Dense
///
///   init(using stream: inout some RandomNumberGenerator) {
///     hidden = Dense(4, 128, activation: .relu, using: &stream)
///     output = Dense(128, 2, using: &stream)
///   }
///
///   func callAsFunction(_ observations: Tensor) -> Tensor { output(hidden(observations)) }
/// }
/// ```
///
/// What a layer does depends on its parameters and its input alone: there is no training mode, and no hidden state. Where
/// training differs (``Dropout``, which is no layer) another function is called; where there is a state (``LSTM``) it is a value.
public protocol Layer: Differentiable, Sendable {
  /// The output for a batch of inputs; each layer says which shapes it takes.
  func callAsFunction(_ input: Tensor) -> Tensor
}
