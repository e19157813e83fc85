/// How to evaluate a policy.
public enum EvaluationMethod: Sendable, Hashable {
  /// Solve V = r + γ P V by elimination, to rounding; sensible up to a few thousand states, more if
  /// they form a narrow band.
  case directSolve
  /// Sweep with the Bellman expectation operator until a sweep changes no value by as much as the
  /// tolerance.
  case sweeps(SweepOrder = .jacobi, tolerance: Double = 1e-10, maximum: Int = 1_000_000)
}

/// Which values a sweep uses.
public enum SweepOrder: Sendable, Hashable {
  /// Only those of the sweep before.
  case jacobi
  /// The newest there are, going forwards and backwards in turn through the states.
  case gaussSeidel
}

/// What a policy is worth.
public struct Evaluation<State: Hashable & Sendable, Action: Hashable & Sendable>: Sendable {
  /// V^π, the value of each state.
  public let values: StateValues<State, Action>
  /// Q^π, the value of each action, when the policy follows.
  public let actionValues: ActionValues<State, Action>
  /// Iterations, residuals, bound and work.
  public let record: SolverRecord

  /// How often the method went round.
  public var iterations: Int { record.iterations }
  /// The largest change of a value in each iteration.
  public var residuals: [Double] { record.residuals }
  /// How far the values can be from V^π.
  public var bound: ErrorBound? { record.bound }
}

/// Works out V^π and Q^π: the value of following a policy for ever.
///
///     V^π(s) = Σ_a π(a|s) Σ_s′ p(s′|s, a) [R(s, a, s′) + γ V^π(s′)]
///
///     try evaluate(.uniform(over: grid), on: grid, discount: 0.9).values[cell]
///     try evaluate(policy, on: grid, discount: 0.9, by: .sweeps(.gaussSeidel, tolerance: 1e-12))
///
/// By Monte Carlo, see ``monteCarloValues(of:on:discount:episodes:limit:visits:from:using:)``.
///
/// - Parameters:
///   - policy: π.
///   - process: The process.
///   - discount: γ, in [0, 1]; with 1, from every state the policy must reach a terminal state, or
///     states without rewards.
///   - method: Direct solve or sweeps.
///   - start: The values that sweeps start from; 0 by default.
/// - Throws: ``SolverError``: γ outside [0, 1]; with γ = 1, an improper policy (naming the state);
///   sweeps that didn't suffice.
/// - Complexity: Direct: O(n³) at worst, O(n b²) for a band of b; sweeps: O(outcomes) each,
///   log(tolerance)/log γ of them.
///
/// > Reference: Sutton & Barto (2018), section 4.1.
public func evaluate<State, Action>(
  _ policy: Policy<State, Action>, on process: FiniteMDP<State, Action>, discount: Double,
  by method: EvaluationMethod = .directSolve, startingFrom start: StateValues<State, Action>? = nil
) throws(SolverError) -> Evaluation<State, Action> {
  let solved = try process.naming { () throws(SolverError) in
    try evaluateChain(
      process.table.following(policy: policy.probabilities), discount: discount, by: method,
      startingFrom: start?.values)
  }
  let values = StateValues(solved.values, over: process.space)
  var record = solved.record
  record.sweeps += 1
  record.backups += process.table.pairCount
  return Evaluation(
    values: values,
    actionValues: actionValues(from: values, on: process, discount: discount), record: record)
}

/// Evaluates a table with one pair a state, and bounds the error.
func evaluateChain(
  _ chain: TransitionTable, discount: Double, by method: EvaluationMethod,
  startingFrom start: [Double]? = nil
) throws(SolverError) -> TableSolution {
  let evaluation = try chainValues(chain, discount: discount, by: method, startingFrom: start)
  return TableSolution(
    from: evaluation.values, on: chain, rule: .supNorm, record: evaluation.record)
}

/// Works out the values of a table with one pair a state.
func chainValues(
  _ chain: TransitionTable, discount: Double, by method: EvaluationMethod,
  startingFrom start: [Double]? = nil
) throws(SolverError) -> (values: [Double], record: SolverRecord) {
  try checkDiscount(discount)
  let worthless = discount == 1 ? try chain.requireProper() : chain.noStates
  var record = SolverRecord(method: method.name, discount: discount)
  switch method {
  case .directSolve:
    let values = try solveDirectly(chain, discount: discount, worthless: worthless, record: &record)
    return (values, record)
  case .sweeps(let order, let tolerance, let maximum):
    var values = start.map(chain.startValues) ?? [Double](repeating: 0, count: chain.stateCount)
    for state in worthless.indices where worthless[state] { values[state] = 0 }
    try sweepUntilStill(
      &values, over: chain, order: order, tolerance: tolerance, maximum: maximum, record: &record)
    return (values, record)
  }
}

/// Solves V = r + γ P V for a table with one pair a state, and refines the answer until it
/// satisfies its equations to rounding.
func solveDirectly(
  _ chain: TransitionTable, discount: Double, worthless: [Bool], record: inout SolverRecord
) throws(SolverError) -> [Double] {
  let elimination = try StateElimination(of: chain, discount: discount, worthless: worthless)
  var rewards = [Double](repeating: 0, count: chain.stateCount)
  for state in rewards.indices where !chain.isTerminal(state) {
    rewards[state] = chain.expectedRewards[chain.pairStarts[state]]
  }
  var values = elimination.solve(rewards)
  var residual = Double.infinity
  for _ in 0..<4 {
    let backedUp = backup(values, over: chain, discount: discount)
    var misses = zip(backedUp, values).map { $0 - $1 }
    for state in worthless.indices where worthless[state] { misses[state] = 0 }
    let size = misses.reduce(0) { max($0, $1.magnitude) }
    record.iterations += 1
    record.sweeps += 1
    record.backups += chain.pairCount
    record.residuals.append(size)
    guard size < residual / 2 else { break }
    residual = size
    if size <= chain.roundingOfBackup(discount: discount, values: values) { return values }
    values = zip(values, elimination.solve(misses)).map { $0 + $1 }
  }
  let scale = values.reduce(1) { max($0, $1.magnitude) }
  guard residual <= 1e-9 * scale else {
    throw .inaccurate(method: record.method, residual: residual)
  }
  return values
}

/// One Jacobi backup of a table with one pair a state.
func backup(_ values: [Double], over chain: TransitionTable, discount: Double) -> [Double] {
  withBackups(of: chain, discount: discount) { backups in
    values.withUnsafeBufferPointer { values in
      (0..<chain.stateCount).map { state in
        values.baseAddress.map { backups.best(ofState: state, from: $0) } ?? 0
      }
    }
  }
}

extension EvaluationMethod {
  fileprivate var name: String {
    switch self {
    case .directSolve: "direct solve"
    case .sweeps(.jacobi, _, _): "policy evaluation by Jacobi sweeps"
    case .sweeps(.gaussSeidel, _, _): "policy evaluation by Gauss–Seidel sweeps"
    }
  }
}

extension TransitionTable {
  /// A mark for each state, none set.
  var noStates: [Bool] { [Bool](repeating: false, count: stateCount) }

  /// With γ = 1, throws when a chain goes on for ever and keeps collecting rewards.
  ///
  /// - Returns: A mark for the states where it goes on for nothing: they are worth 0.
  func requireProper() throws(SolverError) -> [Bool] {
    let free = freePairs()
    let choices = endingPairs(free: free)
    if let endless = choices.indices.first(where: { choices[$0] < 0 && !isTerminal($0) }) {
      throw .improperPolicy(SolverError.ProcessState(number: endless))
    }
    return free.map { $0 >= 0 }
  }
}
