/// The solution of a process: values, a policy, and what is known about their accuracy.
///
///     let solution = try valueIteration(frozenLake, discount: 0.99)
///     solution.values[start]              // V*(s)
///     solution.optimalActions(in: start)  // all that tie
///     solution.bound?.distance            // how far V can be from V*
public struct Solution<State: Hashable & Sendable, Action: Hashable & Sendable>: Sendable {
  /// V, the value of each state: exactly the maxima of ``actionValues``.
  public let values: StateValues<State, Action>
  /// Q, the value of each action.
  public let actionValues: ActionValues<State, Action>
  /// A greedy policy: in each state the first of the actions that tie for the best, and with γ = 1
  /// the first that ends.
  public let policy: Policy<State, Action>
  /// Iterations, residuals, bound and work.
  public let record: SolverRecord

  /// The discount γ it was solved for.
  public var discount: Double { record.discount }
  /// How often the method went round; see ``SolverRecord/iterations``.
  public var iterations: Int { record.iterations }
  /// The largest change of a value in each iteration.
  public var residuals: [Double] { record.residuals }
  /// How far the values can be from V*.
  public var bound: ErrorBound? { record.bound }

  /// All actions of a state that tie for the best.
  ///
  /// - Parameters:
  ///   - state: A state of the process; a terminal one has no actions.
  ///   - tolerance: Values this close tie, absolute; by default what the bound can't tell apart,
  ///     and at least 1e-9 (``tieTolerance``).
  public func optimalActions(in state: State, tolerance: Double? = nil) -> [Action] {
    actionValues.bestActions(in: state, tolerance: tolerance ?? tieTolerance)
  }

  /// How close two action values must be to count as tied: twice the bound, and at least 1e-9.
  public var tieTolerance: Double { max(1e-9, 2 * (bound?.distance ?? 0)) }

  /// The states in which this and another solution have different sets of optimal actions, within
  /// both their bounds.
  public func disagreements(with other: Solution) -> [State] {
    actionValues.disagreements(
      with: other.actionValues, tolerance: max(tieTolerance, other.tieTolerance))
  }
}

/// The solution of a bare table: everything by number.
public struct TableSolution: Sendable {
  /// V, one number a state: exactly the maxima of ``actionValues``.
  public let values: [Double]
  /// Q, one number a pair.
  public let actionValues: [Double]
  /// The pair a greedy policy takes in each state; −1 in a terminal state.
  public let choices: [Int]
  /// Iterations, residuals, bound and work.
  public let record: SolverRecord
}

extension FiniteMDP {
  /// Runs a solver on the table and names states and actions again, in the answer and in errors.
  func solution(
    _ solve: (TransitionTable) throws(SolverError) -> TableSolution
  ) throws(SolverError) -> Solution<State, Action> {
    let solved = try naming { () throws(SolverError) in try solve(table) }
    return Solution(
      values: StateValues(solved.values, over: space),
      actionValues: ActionValues(solved.actionValues, over: space),
      policy: Policy(choices: solved.choices, over: space),
      record: solved.record)
  }

  /// Names the states in the errors of a solver.
  func naming<Result>(
    _ solve: () throws(SolverError) -> Result
  ) throws(SolverError) -> Result {
    do {
      return try solve()
    } catch {
      throw error.naming { "\(states[$0])" }
    }
  }
}

extension Policy {
  /// The deterministic policy that takes one pair in each state; −1 stands in terminal states.
  init(choices: [Int], over space: StateActionSpace<State, Action>) {
    var probabilities = [Double](repeating: 0, count: space.pairCount)
    for pair in choices where pair >= 0 { probabilities[pair] = 1 }
    self.init(probabilities: probabilities, over: space)
  }
}
