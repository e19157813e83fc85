public import RandomStreams
public import Tensors

/// In training, sets each number to 0 with a probability p, and divides those that stay by 1 − p.
///
/// The mean stays the same, so that for inference it is left out. A model that drops says where:
///
/// ```swift
/// struct Classifier: Differentiable {
///   var hidden: Dense, output: Dense
///   let dropout = Dropout(0.5)
///
///   func callAsFunction(_ x: Tensor) -> Tensor { output(hidden(x)) }
///
///   func training(_ x: Tensor, using stream: inout RandomStream) -> Tensor {
///     output(dropout(hidden(x), using: &stream))
///   }
/// }
/// ```
///
/// It is no ``Layer``, as it needs a source of random numbers: in a ``Sequential`` it could never drop anything, and so it
/// is refused there.
///
/// > Reference: Srivastava, Hinton, Krizhevsky, Sutskever & Salakhutdinov (2014), "Dropout", JMLR 15:1929–1958.
/// > Note: The paper multiplies by 1 − p afterwards; dividing in training is the same in the mean.
public struct Dropout: Sendable, Hashable {
  /// p, the probability that a number is dropped.
  public let probability: Float

  /// Dropping with a probability.
  ///
  /// - Precondition: `probability` is at least 0 and below 1.
  public init(_ probability: Float) {
    if !(probability >= 0 && probability < 1) {
      fatalError("Dropout: a probability lies in 0 ..< 1; \(probability) doesn't.")
    }
    self.probability = probability
  }

  /// For training: the input with some of its numbers dropped. Takes one word for each.
  @inlinable
  public func callAsFunction(
    _ input: Tensor, using generator: inout some RandomNumberGenerator
  ) -> Tensor {
    var mask = Tensor.zeros(input.shape)
    let (keep, scale) = (1 - Double(probability), 1 / (1 - probability))
    mask.withMutableElements { mask in
      for index in mask.indices where Bool.bernoulli(keep, using: &generator) {
        mask[index] = scale
      }
    }
    return input * mask
  }
}
