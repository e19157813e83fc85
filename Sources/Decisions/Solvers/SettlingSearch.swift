/// Modified policy iteration that watches how its values settle, and sweeps accordingly.
struct SettlingSearch {
  private let table: TransitionTable
  private let kernel: SweepKernel
  private let tolerance: Double
  private let evaluationSweeps: Int
  private var record: SolverRecord
  /// How far rounding can move a backup.
  private let rounding: Double
  private(set) var values: [Double]
  private var next: [Double]
  /// max δ − min δ of each Jacobi sweep.
  private var spans: [Double] = []

  init(
    _ table: TransitionTable, discount: Double, tolerance: Double, evaluationSweeps: Int = 7
  ) throws(SolverError) {
    self.table = table
    self.tolerance = tolerance
    self.evaluationSweeps = evaluationSweeps
    kernel = SweepKernel(table, discount: discount)
    values = try table.lowerStart(discount: discount)
    next = values
    rounding = table.roundingOfBackup(discount: discount, values: values)
    record = SolverRecord(method: "modified policy iteration", discount: discount)
  }

  /// The values at hand, finished.
  var solution: TableSolution {
    var record = record
    record.backups = kernel.backups
    return TableSolution(from: values, on: table, rule: .span, record: record)
  }

  /// The largest span of an improvement sweep that proves the tolerance: γ/(1 − γ) · span / 2, and
  /// what rounding adds.
  private var target: Double {
    let discount = record.discount
    guard discount < 1 else { return tolerance }
    let provable = max(tolerance - rounding / (1 - discount), tolerance / 2)
    return 2 * provable * (1 - discount) / max(discount, 0x1p-53)
  }

  /// Sweeps until the values have settled.
  mutating func settle(maximumSweeps: Int) throws(SolverError) {
    if sweepsToGo <= 50, sweep(times: min(100, maximumSweeps - record.sweeps)) { return }
    try sweepInPlace(maximumSweeps: maximumSweeps)
  }

  // MARK: - Jacobi sweeps, where the process mixes

  /// Up to so many Jacobi sweeps; true when one shows that the values have settled.
  ///
  /// All of them improve: since actions that can't win sleep, an improvement costs little more than
  /// an evaluation.
  mutating func sweep(times: Int) -> Bool {
    for _ in 0..<times {
      let change = kernel.sweep(from: values, into: &next)
      note(change)
      spans.append(change.span)
      let size = record.discount < 1 ? change.span : change.sup
      if size <= target || spans.count % 4 == 0 && size <= stillness { return true }
      swap(&values, &next)
    }
    return false
  }

  /// How many more Jacobi sweeps it will take at the rate of the last few.
  var sweepsToGo: Double {
    let steps = min(5, spans.count - 1)
    guard steps >= 2, let last = spans.last else { return .infinity }
    let earlier = spans[spans.count - 1 - steps]
    guard last > target else { return 0 }
    guard last < earlier else { return .infinity }
    let perSweep = halvings(from: earlier, to: last) / Double(steps)
    return halvings(from: last, to: target) / max(perSweep, 1e-3)
  }

  /// log₂(high/low), near enough.
  private func halvings(from high: Double, to low: Double) -> Double {
    guard low > 0 else { return .infinity }
    let ratio = high / low
    return Double(ratio.exponent) + ratio.significand - 1
  }

  // MARK: - Gauss–Seidel sweeps, where it is a long way

  /// Gauss–Seidel sweeps, in the direction that pays, until a Jacobi sweep proves the tolerance.
  ///
  /// Where the process has a drift, as in a maze with one goal, sweeps against it carry values the
  /// whole way at once, and sweeps with it do next to nothing. So each direction and their
  /// alternation is tried for a few sweeps, and the one that shrinks the changes fastest is kept
  /// for longer.
  private mutating func sweepInPlace(maximumSweeps: Int) throws(SolverError) {
    while record.sweeps < maximumSweeps {
      var best: (rate: Double, direction: Direction) = (.infinity, .alternating)
      for direction in Direction.allCases {
        let rate = sweepInPlace(direction)
        if rate < best.rate { best = (rate, direction) }
      }
      for _ in 0..<16 {
        let isNear = record.residuals.last.map { $0 <= 64 * max(target, stillness) } ?? false
        if isNear && sweep(times: 1) { return }
        _ = sweepInPlace(best.direction)
      }
    }
    throw .notConverged(
      method: record.method, sweeps: record.sweeps, residual: record.residuals.last ?? .infinity,
      tolerance: target)
  }

  /// Which way sweeps go through the states.
  private enum Direction: CaseIterable {
    case backwards, forwards, alternating
  }

  /// One improvement, and evaluations of the policy it found; returns how much the last sweep and
  /// the one before it shrank the changes.
  private mutating func sweepInPlace(_ direction: Direction) -> Double {
    var sizes: [Double] = []
    for time in 0...max(evaluationSweeps, 3) {
      let backwards = direction == .alternating ? time % 2 == 0 : direction == .backwards
      let change =
        time == 0 || evaluationSweeps == 0
        ? kernel.improveInPlace(&values, backwards: backwards)
        : kernel.evaluateInPlace(&values, backwards: backwards)
      note(change)
      sizes.append(change.sup)
    }
    let earlier = sizes[sizes.count - 3]
    return earlier > 0 ? sizes[sizes.count - 1] / earlier : 0
  }

  // MARK: - Books

  private mutating func note(_ change: Change) {
    record.iterations += 1
    record.sweeps += 1
    record.residuals.append(change.sup)
  }

  /// Two roundings of the largest value: no sweep can be expected to change less.
  private var stillness: Double {
    values.reduce(0) { max($0, $1.magnitude) } * 0x1p-51
  }
}
