/// The solution of a process that stops after H steps: values and policy depend on the time.
public struct FiniteHorizonSolution<State: Hashable & Sendable, Action: Hashable & Sendable>:
  Sendable
{
  /// V_t for t = 0 … H; `values[H]` is the value at the end.
  public let values: [StateValues<State, Action>]
  /// Q_t for t = 0 … H − 1.
  public let actionValues: [ActionValues<State, Action>]
  /// Iterations (stages) and work; the values are exact but for rounding.
  public let record: SolverRecord

  /// How many steps there are, H.
  public var horizon: Int { actionValues.count }

  /// The greedy policy at a time, the first of the actions that tie.
  ///
  /// - Parameter time: t, in 0 ..< H.
  public func policy(at time: Int) -> Policy<State, Action> { .greedy(actionValues[time]) }

  /// All actions that tie for the best at a time.
  public func optimalActions(
    in state: State, at time: Int, tolerance: Double = 1e-9
  ) -> [Action] {
    actionValues[time].bestActions(in: state, tolerance: tolerance)
  }
}

/// Backward induction: the best that can be done in H steps, worked out from the end.
///
///     V_H = v,   Q_t(s, a) = Σ_s′ p(s′|s, a) [R(s, a, s′) + γ V_{t+1}(s′)],   V_t(s) = max_a Q_t(s, a)
///
/// - Parameters:
///   - process: The process.
///   - horizon: H, the number of steps.
///   - discount: γ, in [0, 1].
///   - final: v, what a state is worth at the end; 0 by default.
/// - Throws: ``SolverError/discountOutOfRange(_:)``.
/// - Precondition: `horizon` is at least 0.
/// - Complexity: O(H · outcomes); memory O(H · pairs).
///
/// > Reference: Bellman (1957); Puterman (1994), section 4.5.
public func backwardInduction<State, Action>(
  _ process: FiniteMDP<State, Action>, horizon: Int, discount: Double = 1,
  final: StateValues<State, Action>? = nil
) throws(SolverError) -> FiniteHorizonSolution<State, Action> {
  try checkDiscount(discount)
  guard horizon >= 0 else { fatalError("the horizon is \(horizon); it must be at least 0") }
  var record = SolverRecord(method: "backward induction", discount: discount)
  var values = [final ?? StateValues(over: process.space)]
  var stages: [ActionValues<State, Action>] = []
  for _ in 0..<horizon {
    let stage = actionValues(from: values[values.count - 1], on: process, discount: discount)
    record.iterations += 1
    record.sweeps += 1
    record.backups += process.table.pairCount
    record.residuals.append(stage.maxima.distance(to: values[values.count - 1]))
    stages.append(stage)
    values.append(stage.maxima)
  }
  return FiniteHorizonSolution(
    values: values.reversed(), actionValues: stages.reversed(), record: record)
}

/// What a stationary policy is worth when only H steps remain.
///
/// - Parameters:
///   - policy: π.
///   - process: The process.
///   - horizon: H, the number of steps.
///   - discount: γ, in [0, 1].
/// - Returns: The value of each state with H steps to go.
/// - Complexity: O(H · outcomes).
public func finiteHorizonValues<State, Action>(
  of policy: Policy<State, Action>, on process: FiniteMDP<State, Action>, horizon: Int,
  discount: Double = 1
) -> StateValues<State, Action> {
  guard horizon >= 0 else { fatalError("the horizon is \(horizon); it must be at least 0") }
  var values = StateValues(over: process.space)
  for _ in 0..<horizon {
    values = bellmanExpectation(of: values, under: policy, on: process, discount: discount)
  }
  return values
}
