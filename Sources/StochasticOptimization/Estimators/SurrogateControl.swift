import NeuralNetworks
import Tensors

/// What the estimators with a learned control variate have in common: a surrogate c(z; w) of f, and how the
/// square of an estimate depends on w.
extension Layer {
  /// c and ∇c(z) of one outcome a row; the derivative is with respect to z alone.
  ///
  /// - Parameters:
  ///   - outcomes: z, one a row.
  ///   - context: What c sees beside z, shape [rows, inputs].
  /// - Precondition: The layer gives one number a row.
  func valuesAndGradients(
    at outcomes: [[Double]], beside context: Tensor?
  ) -> (values: [Double], gradients: [[Double]]) {
    Objective.tensors { self(join($0, context)) }.valuesAndGradients(at: outcomes)
  }

  /// The gradient with respect to w of Σ_r s_r c(z_r) + a_r · ∇c(z_r).
  ///
  /// - Parameters:
  ///   - outcomes: z, one a row.
  ///   - context: What c sees beside z, shape [rows, inputs].
  ///   - weights: s, one a row.
  ///   - directions: a, one vector a row, of the shape of an outcome.
  func slopes(
    at outcomes: [[Double]], beside context: Tensor?, weights: [Double], directions: [[Double]]
  ) -> Self {
    let point = Tensor(rows: outcomes)
    let (weights, directions) = (Tensor(rows: weights.map { [$0] }), Tensor(rows: directions))
    return gradient(at: self) { surrogate in
      let slopes = gradient(at: point) { surrogate(join($0, context)).sum() }
      let values = surrogate(join(point, context)).reshaped(to: weights.shape)
      return (weights * values).sum() + (directions * slopes).sum()
    }
  }
}

/// Outcomes and what their rows are about, side by side: shape [rows, components + inputs].
private func join(_ outcomes: Tensor, _ context: Tensor?) -> Tensor {
  guard let context else { return outcomes }
  return concatenate([outcomes, context], along: 1)
}

/// The context of a node's rows, once for each of the outcomes that a surrogate is asked for together.
///
/// - Parameters:
///   - context: Shape [rows, inputs], or nothing.
///   - rows: How many the node has.
///   - copies: Outcomes a row, those of all rows one behind the other.
///   - name: Whose context it is.
func repeatedContext(_ context: Tensor?, rows: Int, copies: Int, _ name: String) -> Tensor? {
  guard let context else { return nil }
  if context.rank != 2 || context.shape[0] != rows {
    fatalError(
      "\(name): a context of shape \(context.shape) for \(rows) rows; "
        + "shape [\(rows), inputs] is needed")
  }
  return concatenate([Tensor](repeating: context, count: copies), along: 0)
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
