import NeuralNetworks
import Tensors

/// What the estimators with a learned control variate have in common: a surrogate c(z; w) of f, and how the
/// square of an estimate depends on w.
extension Layer {
  /// c and ∇c(z) of one outcome a row.
  ///
  /// - Precondition: The layer gives one number a row.
  func valuesAndGradients(at outcomes: [[Double]]) -> (values: [Double], gradients: [[Double]]) {
    Objective.tensors { self($0) }.valuesAndGradients(at: outcomes)
  }

  /// The gradient with respect to w of Σ_r s_r c(z_r) + a_r · ∇c(z_r).
  ///
  /// - Parameters:
  ///   - outcomes: z, one a row.
  ///   - weights: s, one a row.
  ///   - directions: a, one vector a row, of the shape of an outcome.
  func slopes(at outcomes: [[Double]], weights: [Double], directions: [[Double]]) -> Self {
    let point = Tensor(rows: outcomes)
    let (weights, directions) = (Tensor(rows: weights.map { [$0] }), Tensor(rows: directions))
    return gradient(at: self) { surrogate in
      let slopes = gradient(at: point) { surrogate($0).sum() }
      let values = surrogate(point).reshaped(to: weights.shape)
      return (weights * values).sum() + (directions * slopes).sum()
    }
  }
}

extension ReparameterizedNode where Gradient == [Double] {
  /// ∂z_r/∂η · d_r, the directions in which outcomes move as each row's parameters move in direction d_r.
  ///
  /// It is put together of pullbacks, one for each component of an outcome.
  ///
  /// - Parameters:
  ///   - direction: d, one number a parameter.
  ///   - outcomes: z, one a row.
  func pushforward(of direction: [Double], at outcomes: [[Double]]) -> [[Double]] {
    var result = outcomes
    for component in outcomes.first.map(\.indices) ?? 0..<0 {
      let unit = outcomes.map { $0.indices.map { $0 == component ? 1.0 : 0 } }
      var gradient = zeroGradient
      addPullback(of: unit, at: outcomes, to: &gradient)
      for (row, product) in rowProducts(gradient, direction, rows: rows).enumerated() {
        result[row][component] = product
      }
    }
    return result
  }
}

/// The inner products of each row's numbers.
func rowProducts(_ first: [Double], _ second: [Double], rows: Int) -> [Double] {
  let width = first.count / max(1, rows)
  return (0..<rows).map { row in
    (row * width..<(row + 1) * width).reduce(0) { $0 + first[$1] * second[$1] }
  }
}
