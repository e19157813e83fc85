public import Decisions
public import StochasticOptimization

/// Every trajectory of a small process up to a horizon, each with its probability.
///
///     p(τ; θ) = P(s₀) Π_t π(a_t | s_t; θ) p(s_{t+1} | s_t, a_t)
///
/// Expectations over it are sums, so what sampling would estimate can be known: the mean of an
/// estimator, its bias and its covariance.
///
///     let distribution = TrajectoryDistribution(of: policy.tabulated, on: process, horizon: 4)
///     distribution.totalProbability                               // 1
///     distribution.mean { $0.discountedReturn(discount: 0.9) }    // J(θ)
///
/// Trajectories that cannot happen are left out. One that hasn't ended after H steps is
/// `Ending.truncated`.
public struct TrajectoryDistribution<State: Hashable & Sendable, Action: Hashable & Sendable>:
  Sendable
{
  /// A trajectory and its probability.
  public struct Element: Sendable {
    /// The probability p(τ).
    public let probability: Double
    /// The trajectory τ.
    public let trajectory: Trajectory<State, Action>
  }

  /// All trajectories, in the order of the numbers of their states, actions and outcomes.
  public let elements: [Element]

  /// Lists the trajectories of a policy.
  ///
  /// - Parameters:
  ///   - policy: π, by which actions are drawn.
  ///   - process: The process.
  ///   - horizon: H, the largest number of actions, at least 0.
  ///   - limit: How many trajectories there may be.
  /// - Precondition: The policy is over the pairs of the process, and there are no more
  ///   trajectories than allowed.
  /// - Complexity: O(H · number of trajectories), which grows as (actions · outcomes)^H.
  public init(
    of policy: Policy<State, Action>, on process: FiniteMDP<State, Action>, horizon: Int,
    limit: Int = 1_000_000
  ) {
    requirePairs(of: policy, on: process)
    guard horizon >= 0 else { fatalError("the horizon is \(horizon); it must be at least 0") }
    var listing = Listing(policy: policy, process: process, horizon: horizon)
    let count = listing.count
    guard count <= Double(limit) else {
      fatalError("\(count) trajectories of \(horizon) steps to list; \(limit) are allowed")
    }
    for (state, probability) in process.startProbabilities.enumerated() where probability > 0 {
      listing.begin(in: state, probability: probability)
    }
    elements = listing.elements
  }

  /// The sum of all probabilities: 1 but for rounding.
  public var totalProbability: Double { elements.reduce(0) { $0 + $1.probability } }

  /// The expectation of a number, Σ p(τ) f(τ).
  ///
  /// - Parameter number: f.
  public func mean(of number: (Trajectory<State, Action>) -> Double) -> Double {
    elements.reduce(0) { $0 + $1.probability * number($1.trajectory) }
  }

  /// The exact mean and covariance of a vector that is worked out from a trajectory: of a gradient
  /// estimator, say.
  ///
  /// - Parameter vector: A function with results of one shape [d].
  /// - Complexity: O(trajectories · (d² + the cost of the function)).
  public func moments(
    of vector: (Trajectory<State, Action>) -> [Double]
  ) -> EstimatorMoments {
    EstimatorMoments(
      of: elements.map { vector($0.trajectory) }, weights: elements.map(\.probability))
  }
}

/// Walks depth first through all that can happen.
private struct Listing<State: Hashable & Sendable, Action: Hashable & Sendable> {
  let policy: Policy<State, Action>
  let process: FiniteMDP<State, Action>
  let horizon: Int
  var elements: [TrajectoryDistribution<State, Action>.Element] = []
  /// The trajectory so far.
  private var states: [State] = []
  private var actions: [Action] = []
  private var rewards: [Double] = []

  init(policy: Policy<State, Action>, process: FiniteMDP<State, Action>, horizon: Int) {
    (self.policy, self.process, self.horizon) = (policy, process, horizon)
  }

  /// How many trajectories there are, by counting backwards from the horizon.
  var count: Double {
    let table = process.table
    var counts = [Double](repeating: 1, count: table.stateCount)
    for _ in 0..<horizon {
      counts = (0..<table.stateCount).map { state in
        guard !table.isTerminal(state) else { return 1 }
        return table.pairs(ofState: state).filter { policy.probabilities[$0] > 0 }
          .flatMap { table.outcomes(ofPair: $0) }
          .reduce(0) { $0 + counts[Int(table.successors[$1])] }
      }
    }
    return zip(process.startProbabilities, counts).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
  }

  mutating func begin(in state: Int, probability: Double) {
    states.append(process.states[state])
    follow(from: state, probability: probability)
    states.removeLast()
  }

  private mutating func follow(from state: Int, probability: Double) {
    let table = process.table
    guard !table.isTerminal(state), actions.count < horizon else {
      elements.append(
        .init(
          probability: probability,
          trajectory: Trajectory(
            states: states, actions: actions, rewards: rewards,
            ending: table.isTerminal(state) ? .terminated : .truncated)))
      return
    }
    for pair in table.pairs(ofState: state) where policy.probabilities[pair] > 0 {
      actions.append(process.space.action(ofPair: pair))
      for outcome in table.outcomes(ofPair: pair) {
        rewards.append(table.rewards[outcome])
        begin(
          in: Int(table.successors[outcome]),
          probability: probability * policy.probabilities[pair] * table.probabilities[outcome])
        rewards.removeLast()
      }
      actions.removeLast()
    }
  }
}

/// Traps when a policy is not over the pairs of a process.
func requirePairs<State, Action>(
  of policy: Policy<State, Action>, on process: FiniteMDP<State, Action>
) {
  guard policy.space.pairStarts == process.space.pairStarts else {
    fatalError(
      "the policy is over \(policy.space.pairCount) pairs, the process has \(process.space.pairCount)"
    )
  }
}
