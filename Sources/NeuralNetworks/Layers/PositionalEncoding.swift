internal import PortableMath
public import Tensors

/// Adds to each item waves that tell its position: [batch, time, features] to the same.
///
/// The batch is the first axis, time the second; ``LSTM`` and ``GRU`` have them the other way round, and
/// `x.permuted([1, 0, 2])` leads from either to the other.
///
///     PE[t, 2i] = sin(t / 10000^(2i / features)),  PE[t, 2i + 1] = cos(t / 10000^(2i / features))
///
/// There may be any number of axes before the last two.
///
/// > Reference: Vaswani et al. (2017), "Attention is all you need", arXiv:1706.03762, section 3.5.
public struct PositionalEncoding: Layer {
  /// The waves, shape [length, features].
  public let table: Constant<Tensor>

  /// The waves of positions 0 ..< length.
  public init(_ features: Int, length: Int) {
    let frequencies = (0..<features).map { index in
      Double.exp(-Double.log(10_000) * Double(index & ~1) / Double(features))
    }
    var values: [Float] = []
    values.reserveCapacity(length * features)
    for position in 0..<length {
      for (index, frequency) in frequencies.enumerated() {
        let angle = Double(position) * frequency
        values.append(Float(index.isMultiple(of: 2) ? Double.sin(angle) : Double.cos(angle)))
      }
    }
    table = Constant(Tensor(values, shape: [length, features]))
  }

  /// The input plus the waves of its positions.
  ///
  /// - Precondition: The input has no more times than the table, and as many features.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    let (shape, waves) = (input.shape, table.value)
    guard shape.rank >= 2, shape.last == waves.shape[1], shape[shape.rank - 2] <= waves.shape[0]
    else {
      fatalError("PositionalEncoding: shape \(shape) doesn't fit a table of \(waves.shape).")
    }
    return input + waves.slice(0..<shape[shape.rank - 2], along: 0)
  }
}
