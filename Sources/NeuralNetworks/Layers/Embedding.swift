public import Tensors

/// A vector of parameters for each of a number of words, actions, or whatever can be counted.
///
/// A table of indices, a sequence in each row, becomes [batch, time, features], as attention and ``SequenceConvolution``
/// take them; ``LSTM`` and ``GRU`` take `x.permuted([1, 0, 2])` of it, [time, batch, features].
public struct Embedding: Differentiable, Sendable {
  /// The vectors, shape [count, features].
  public var table: Tensor

  /// A table whose numbers are drawn.
  ///
  /// - Parameters:
  ///   - count: How many vectors.
  ///   - features: How many numbers each has.
  ///   - initial: How they start: normal with deviation 1 unless another is asked for.
  ///   - generator: Where random numbers come from.
  public init(
    _ count: Int, _ features: Int, initial: Initializer = .normal(standardDeviation: 1),
    using generator: inout some RandomNumberGenerator
  ) {
    table = initial([count, features], using: &generator)
  }

  /// How many vectors there are.
  public var count: Int { table.shape[0] }

  /// How many numbers each has.
  public var features: Int { table.shape[1] }

  /// The vectors of these indices, shape [indices, features].
  ///
  /// - Precondition: Each index lies in 0 ..< count.
  public func callAsFunction(_ indices: [Int]) -> Tensor { table.rows(at: indices) }

  /// The vectors of a table of indices, shape [rows, columns, features]: [batch, time, features] with a sequence a row.
  ///
  /// - Precondition: All rows have one length, and each index lies in 0 ..< count.
  public func callAsFunction(_ rows: [[Int]]) -> Tensor {
    let columns = rows.first?.count ?? 0
    if let odd = rows.firstIndex(where: { $0.count != columns }) {
      fatalError("Embedding: row 0 has \(columns) indices, row \(odd) has \(rows[odd].count).")
    }
    return table.rows(at: rows.flatMap { $0 }).reshaped(to: [rows.count, columns, features])
  }
}
