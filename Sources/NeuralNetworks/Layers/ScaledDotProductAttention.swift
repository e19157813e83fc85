public import Tensors

/// For each query a mean of the values, weighted by how well the query matches their keys.
///
///     softmax(Q Kᵀ / √d + mask) V
///
/// - Parameters:
///   - queries: Q, shape […, queries, d].
///   - keys: K, shape […, items, d].
///   - values: V, shape […, items, features].
///   - isCausal: Whether query t sees the items 0…t alone; then there are as many queries as items.
/// - Returns: Shape […, queries, features].
/// - Complexity: O(queries · items · (d + features)).
///
/// > Reference: Vaswani et al. (2017), "Attention is all you need", arXiv:1706.03762, eq. 1.
public func scaledDotProductAttention(
  queries: Tensor, keys: Tensor, values: Tensor, isCausal: Bool = false
) -> Tensor {
  let (shape, items) = (queries.shape, keys.shape)
  if shape.rank < 2 || items.rank < 2 || shape.last != items.last {
    fatalError(
      "scaledDotProductAttention: queries \(shape) and keys \(items) don't end in one width.")
  }
  let scale = 1 / Float(shape[shape.rank - 1]).squareRoot()
  var scores = matmul(queries * scale, keys, transposingSecond: true)
  if isCausal {
    let count = shape[shape.rank - 2]
    if count != items[items.rank - 2] {
      fatalError(
        "scaledDotProductAttention: queries \(shape) and keys \(items) can't be causal: "
          + "they are not equally many.")
    }
    scores = select(pastMask(count), scores, Tensor(unseenScore))
  }
  return matmul(softmax(scores), values)
}

/// So low that e to its power is 0, whatever the greatest score; finite, as no NaN may arise.
private let unseenScore: Float = -1e30

/// Ones where column ≤ row, shape [count, count].
private func pastMask(_ count: Int) -> Tensor {
  var mask = Tensor.zeros([count, count])
  mask.withMutableElements { mask in
    for row in 0..<count {
      for column in 0...row { mask[row * count + column] = 1 }
    }
  }
  return mask
}
