public import Decisions
import StochasticOptimization

/// What imitating costs: a learner's mistakes where the expert goes and where it goes itself, and
/// the return that it loses.
///
/// A mistake at time t is told by the total variation of what both do in a state,
/// ½ Σ_a |π(a|s) − π*(a|s)|: for a deterministic expert, the probability that the learner does
/// something else.
///
///     let gap = imitationGap(of: clone, expert: rope.expert, on: rope.process, horizon: 100)
///     gap.mistakeRateOnExpert   // ε: what is seen in the expert's data
///     gap.loss                  // J(π*) − J(π), up to R ε H²
public struct ImitationGap: Sendable {
  /// J(π*), the expert's expected return of H steps, undiscounted.
  public let expertReturn: Double
  /// J(π), the learner's.
  public let learnerReturn: Double
  /// εₜ, the probability of a mistake in the state that the expert is in at time t; shape [H].
  public let mistakesOnExpert: [Double]
  /// The probability of a mistake in the state that the learner is in at time t; shape [H].
  public let mistakesOnLearner: [Double]
  /// R, the largest expected reward of a step minus the smallest; ended episodes are paid 0.
  public let rewardRange: Double
  /// u, the most that one mistake costs if the expert goes on from there, over all times and states
  /// that the learner gets to; 0 if it makes none.
  public let costliestMistake: Double

  /// H.
  public var horizon: Int { mistakesOnExpert.count }

  /// What is lost, J(π*) − J(π).
  public var loss: Double { expertReturn - learnerReturn }

  /// ε, the mean over time of ``mistakesOnExpert``: the error that supervised learning drives down.
  public var mistakeRateOnExpert: Double { mean(mistakesOnExpert) }

  /// The mean over time of ``mistakesOnLearner``: the error that DAgger drives down.
  public var mistakeRateOnLearner: Double { mean(mistakesOnLearner) }

  /// R ε H², which the loss does not exceed.
  ///
  /// The learner does as the expert up to its first mistake, which is at time t with probability at
  /// most εₜ, and then loses at most R in each of the H − t steps that are left:
  ///
  ///     J(π*) − J(π) ≤ R Σ_t εₜ (H − t) ≤ R ε H²
  ///
  /// > Reference: Ross & Bagnell (2010), theorem 2.1, for costs in [0, 1].
  public var quadraticBound: Double {
    rewardRange * mistakeRateOnExpert * Double(horizon) * Double(horizon)
  }

  /// u ε′ H, which the loss does not exceed either, with ε′ the rate where the learner goes.
  ///
  /// What is lost is the sum of what each of the learner's mistakes costs when the expert takes
  /// over after it. If it can repair them, u does not grow with H.
  ///
  /// > Reference: Ross, Gordon & Bagnell (2011), theorem 2.2.
  public var linearBound: Double { costliestMistake * mistakeRateOnLearner * Double(horizon) }

  private func mean(_ numbers: [Double]) -> Double {
    numbers.isEmpty ? 0 : numbers.reduce(0, +) / Double(numbers.count)
  }
}

/// Measures, without sampling, what a learner loses by imitating an expert for H steps.
///
/// - Parameters:
///   - learner: π.
///   - expert: π*.
///   - process: The process; where it ends, nothing is paid and no mistake made.
///   - horizon: H, at least 0.
/// - Precondition: Both policies are over the pairs of the process.
/// - Complexity: O(H · outcomes); memory O(H · pairs).
public func imitationGap<State, Action>(
  of learner: Policy<State, Action>, expert: Policy<State, Action>,
  on process: FiniteMDP<State, Action>, horizon: Int
) -> ImitationGap {
  requirePairs(of: learner, on: process)
  requirePairs(of: expert, on: process)
  guard horizon >= 0 else { fatalError("the horizon is \(horizon); it must be at least 0") }
  let stages = expertStages(expert, on: process, horizon: horizon)
  let mistakes = mistakes(of: learner, expert: expert)
  let expertVisits = visits(of: expert, on: process, horizon: horizon)
  let learnerVisits = visits(of: learner, on: process, horizon: horizon)
  var costliest = -Double.infinity
  for (stage, visits) in zip(stages, learnerVisits) {
    for (state, visit) in visits.enumerated() where visit > 0 {
      costliest = max(
        costliest, cost(of: learner, expert: expert, in: process.table.pairs(ofState: state), stage)
      )
    }
  }
  func undiscountedReturn(of policy: Policy<State, Action>) -> Double {
    process.startValue(
      finiteHorizonValues(of: policy, on: process, horizon: horizon, discount: 1))
  }
  return ImitationGap(
    expertReturn: undiscountedReturn(of: expert),
    learnerReturn: undiscountedReturn(of: learner),
    mistakesOnExpert: expertVisits.map { $0.dot(mistakes) },
    mistakesOnLearner: learnerVisits.map { $0.dot(mistakes) },
    rewardRange: rewardRange(of: process.table),
    costliestMistake: costliest == -.infinity ? 0 : costliest)
}

/// The expert's Q at times 0 ..< H, one number a pair.
private func expertStages<State, Action>(
  _ expert: Policy<State, Action>, on process: FiniteMDP<State, Action>, horizon: Int
) -> [[Double]] {
  var values = StateValues(over: process.space)
  var stages: [[Double]] = []
  for _ in 0..<horizon {
    let stage = actionValues(from: values, on: process, discount: 1)
    stages.append(stage.values)
    values = stateValues(from: stage, under: expert)
  }
  return stages.reversed()
}

/// The probability of each state at times 0 ..< H.
private func visits<State, Action>(
  of policy: Policy<State, Action>, on process: FiniteMDP<State, Action>, horizon: Int
) -> [[Double]] {
  let table = process.table
  var visits = process.startProbabilities
  return (0..<horizon).map { _ in
    var next = [Double](repeating: 0, count: table.stateCount)
    for state in visits.indices where visits[state] > 0 {
      for pair in table.pairs(ofState: state) where policy.probabilities[pair] > 0 {
        let visit = visits[state] * policy.probabilities[pair]
        for outcome in table.outcomes(ofPair: pair) {
          next[Int(table.successors[outcome])] += visit * table.probabilities[outcome]
        }
      }
    }
    defer { visits = next }
    return visits
  }
}

/// The total variation of two policies in each state.
private func mistakes<State, Action>(
  of learner: Policy<State, Action>, expert: Policy<State, Action>
) -> [Double] {
  let space = learner.space
  return space.states.indices.map { state in
    space.pairs(ofState: state).reduce(0) {
      $0 + (learner.probabilities[$1] - expert.probabilities[$1]).magnitude / 2
    }
  }
}

/// The most that moving probability from the expert's action to the learner's costs in a state; −∞
/// where both do the same.
private func cost<State, Action>(
  of learner: Policy<State, Action>, expert: Policy<State, Action>, in pairs: Range<Int>,
  _ values: [Double]
) -> Double {
  var best = -Double.infinity
  var worst = Double.infinity
  for pair in pairs {
    let excess = learner.probabilities[pair] - expert.probabilities[pair]
    if excess < 0 { best = max(best, values[pair]) }
    if excess > 0 { worst = min(worst, values[pair]) }
  }
  return best - worst
}

private func rewardRange(of table: TransitionTable) -> Double {
  let ends = (0..<table.stateCount).contains { table.isTerminal($0) }
  let rewards = table.expectedRewards + (ends ? [0] : [])
  return (rewards.max() ?? 0) - (rewards.min() ?? 0)
}
