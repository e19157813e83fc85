/// Sweeps over a table until the largest change of a sweep is below the tolerance, or is no more
/// than rounding.
///
/// - Parameters:
///   - values: V, swept in place; at the end of Jacobi sweeps, V before the last one, so that
///     finishing repeats it.
///   - maximum: The largest number of sweeps.
/// - Throws: ``SolverError/notConverged(method:sweeps:residual:tolerance:)``.
func sweepUntilStill(
  _ values: inout [Double], over table: TransitionTable, order: SweepOrder,
  stopping: StoppingRule = .supNorm, tolerance: Double, maximum: Int, threads: Int = 1,
  record: inout SolverRecord
) throws(SolverError) {
  let kernel = SweepKernel(table, discount: record.discount, threads: threads)
  var next = values
  var residual = Double.infinity
  while record.iterations < maximum {
    let change =
      switch order {
      case .jacobi: kernel.sweep(from: values, into: &next)
      case .gaussSeidel: kernel.improveInPlace(&values, backwards: record.iterations % 2 == 1)
      }
    record.iterations += 1
    record.sweeps += 1
    record.residuals.append(change.sup)
    residual = stopping == .span ? change.span : change.sup
    let isStill =
      residual < tolerance
      || record.iterations % 16 == 0 && change.sup <= rounding(of: values)
    if isStill {
      record.backups += kernel.backups
      return
    }
    if order == .jacobi { swap(&values, &next) }
  }
  throw .notConverged(
    method: record.method, sweeps: record.iterations, residual: residual, tolerance: tolerance)
}

/// The size of one rounding of the largest value: no sweep can be expected to change less.
private func rounding(of values: [Double]) -> Double {
  values.reduce(0) { max($0, $1.magnitude) } * 0x1p-52
}

/// Returns V after a number of optimality sweeps: T T … T V.
///
/// - Parameters:
///   - count: How many sweeps.
///   - values: V to start from.
///   - table: The process.
///   - discount: γ, in [0, 1].
///   - threads: How many threads share a sweep; the answer is the same, bit for bit.
/// - Complexity: O(number of outcomes) each.
public func optimalitySweeps(
  _ count: Int, from values: [Double], on table: TransitionTable, discount: Double, threads: Int = 1
) -> [Double] {
  requireDiscount(discount)
  let kernel = SweepKernel(table, discount: discount, threads: threads)
  var values = table.startValues(values)
  var next = values
  for _ in 0..<count {
    _ = kernel.sweep(from: values, into: &next)
    swap(&values, &next)
  }
  return values
}

/// Returns V after a number of optimality sweeps: T T … T V, as in value iteration stopped early.
///
/// - Parameters:
///   - count: How many sweeps.
///   - values: V to start from.
///   - process: The process.
///   - discount: γ, in [0, 1].
/// - Complexity: O(number of outcomes) each.
public func optimalitySweeps<State, Action>(
  _ count: Int, from values: StateValues<State, Action>, on process: FiniteMDP<State, Action>,
  discount: Double
) -> StateValues<State, Action> {
  StateValues(
    optimalitySweeps(count, from: values.values, on: process.table, discount: discount),
    over: process.space)
}
