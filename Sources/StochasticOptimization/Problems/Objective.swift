public import Tensors

/// The function f whose mean is to be made large. A black box gives values and nothing else; where f is
/// differentiable in z, it gives ∇f(z) too.
///
///     Objective { z in z[0] == 1 ? payoff : 0 }                     // a black box
///     Objective({ z in (z[0] - t) * (z[0] - t) }, gradient: { z in [2 * (z[0] - t)] })
///     Objective.tensors { z in decoder.logLikelihood(of: images, given: z) }  // ∇ by the chain rule
///
/// It is asked for one outcome a row of a ``StochasticNode`` at a time, so that a network sees a minibatch, and
/// row r may have a datum of its own.
public struct Objective<Outcome> {
  /// f of one outcome a row; one value a row.
  public let values: ([Outcome]) -> [Double]
  @usableFromInline let differentiated: (([Outcome]) -> (values: [Double], gradients: [[Double]]))?

  @inlinable
  init(
    _ values: @escaping ([Outcome]) -> [Double],
    differentiated: (([Outcome]) -> (values: [Double], gradients: [[Double]]))?
  ) {
    self.values = values
    self.differentiated = differentiated
  }

  /// A black box that is asked for one outcome at a time.
  @inlinable
  public init(_ function: @escaping (Outcome) -> Double) {
    self.init({ $0.map(function) }, differentiated: nil)
  }

  /// A black box that is asked for a whole node at once.
  ///
  /// - Parameter values: From one outcome a row to one value a row.
  public static func batched(_ values: @escaping ([Outcome]) -> [Double]) -> Objective {
    Objective(
      { outcomes in
        let results = values(outcomes)
        checkRows(results.count, outcomes.count, "values", "Objective")
        return results
      }, differentiated: nil)
  }

  /// Whether ∇f(z) is to be had.
  public var isDifferentiable: Bool { differentiated != nil }

  /// f and ∇f(z) of one outcome a row.
  ///
  /// - Precondition: ``isDifferentiable``.
  public func valuesAndGradients(
    at outcomes: [Outcome]
  ) -> (values: [Double], gradients: [[Double]]) {
    guard let differentiated else {
      fatalError(
        """
        Objective: ∇f(z) is asked for, and f is a black box. Give its gradient, or choose an \
        estimator that needs none, such as ScoreFunction or LeaveOneOut.
        """)
    }
    return differentiated(outcomes)
  }

  /// ∇f(z) of one outcome a row.
  ///
  /// - Precondition: ``isDifferentiable``.
  public func gradients(at outcomes: [Outcome]) -> [[Double]] {
    valuesAndGradients(at: outcomes).gradients
  }
}

extension Objective where Outcome == [Double] {
  /// A differentiable function that is asked for one outcome at a time.
  ///
  /// - Parameters:
  ///   - function: f.
  ///   - gradient: ∇f, of the shape of z.
  @inlinable
  public init(
    _ function: @escaping ([Double]) -> Double, gradient: @escaping ([Double]) -> [Double]
  ) {
    self.init(
      { $0.map(function) }, differentiated: { ($0.map(function), $0.map(gradient)) })
  }

  /// A differentiable function that is asked for a whole node at once.
  ///
  /// - Parameters:
  ///   - values: From one outcome a row to one value a row.
  ///   - valuesAndGradients: The same, with ∇f(z), one vector a row of the shape of an outcome.
  public static func batched(
    _ values: @escaping ([Outcome]) -> [Double],
    valuesAndGradients: @escaping ([Outcome]) -> (values: [Double], gradients: [[Double]])
  ) -> Objective {
    Objective(
      batched(values).values,
      differentiated: { outcomes in
        let results = valuesAndGradients(outcomes)
        checkRows(results.values.count, outcomes.count, "values", "Objective")
        checkRows(results.gradients.count, outcomes.count, "gradients", "Objective")
        return results
      })
  }

  /// A function of tensors, differentiated by the chain rule.
  ///
  /// - Parameter function: From z, shape [rows, components], to one value a row, shape [rows]. A row's value must
  ///   not depend on other rows.
  public static func tensors(_ function: @escaping (Tensor) -> Tensor) -> Objective {
    .batched {
      function(Tensor(rows: $0)).scalars.map(Double.init)
    } valuesAndGradients: { outcomes in
      var values: [Double] = []
      let slopes = gradient(at: Tensor(rows: outcomes)) { point in
        let result = function(point)
        values = stopGradient(result).scalars.map(Double.init)
        return result.sum()
      }
      return (values, slopes.rowVectors)
    }
  }
}
