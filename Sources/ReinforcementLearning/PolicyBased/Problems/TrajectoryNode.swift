public import Decisions
import PortableMath
public import StochasticOptimization

/// The trajectories of a small process under a policy, as a node: z is a trajectory τ, η the policy's
/// parameters, q(τ; η) = P(s₀) Π_t π(a_t | s_t; η) p(s_{t+1} | s_t, a_t).
///
/// With the return for f it makes reinforcement learning an instance of stochastic optimisation:
/// max over η of E_{τ∼q}[r(τ)].
///
///     let node = TrajectoryNode(of: policy, on: process, horizon: 4)
///     let problem = StochasticProblem(Free(node), objective: .discountedReturn(0.9))
///     exactGradient(of: problem.objective, on: node)      // ∇J(θ), as ExpectedReturn has it
///
/// All its chance can be gone through, so every estimator that is made for nodes has exact moments on it.
/// It has one row.
public struct TrajectoryNode<Rule: ParametricPolicy>: ParameterizedNode, EnumerableNode {
  /// A trajectory of the process.
  public typealias Outcome = Trajectory<Rule.State, Rule.Action>

  /// π(a | s; η).
  public let policy: Rule
  /// The process.
  public let process: FiniteMDP<Rule.State, Rule.Action>
  /// The largest number of actions, H.
  public let horizon: Int

  /// The trajectories of a policy on a process.
  ///
  /// - Parameters:
  ///   - policy: Over the pairs of the process.
  ///   - process: The process.
  ///   - horizon: H, at least 0; what hasn't ended by then is cut off.
  public init(of policy: Rule, on process: FiniteMDP<Rule.State, Rule.Action>, horizon: Int) {
    requirePairs(of: policy.tabulated, on: process)
    guard horizon >= 0 else { fatalError("the horizon is \(horizon); it must be at least 0") }
    self.policy = policy
    self.process = process
    self.horizon = horizon
  }

  /// One: an episode.
  public var rows: Int { 1 }

  /// The policy's parameters.
  public var parameters: [Double] { policy.parameters }

  /// The trajectories of the policy with other parameters.
  public func withParameters(_ parameters: [Double]) -> TrajectoryNode {
    TrajectoryNode(of: policy.withParameters(parameters), on: process, horizon: horizon)
  }

  /// Draws an episode.
  public func sample(using chance: inout some Chance) -> [Outcome] {
    let table = process.table
    var number = chance.choice(process.startProbabilities)
    var states = [process.states[number]]
    var actions: [Rule.Action] = []
    var rewards: [Double] = []
    while !table.isTerminal(number), actions.count < horizon {
      let pairs = table.pairs(ofState: number)
      let pair = pairs.lowerBound + chance.choice(Array(policy.tabulated.probabilities[pairs]))
      let outcomes = table.outcomes(ofPair: pair)
      let outcome = outcomes.lowerBound + chance.choice(Array(table.probabilities[outcomes]))
      actions.append(process.space.action(ofPair: pair))
      rewards.append(table.rewards[outcome])
      number = Int(table.successors[outcome])
      states.append(process.states[number])
    }
    let ending: Ending = table.isTerminal(number) ? .terminated : .truncated
    return [Trajectory(states: states, actions: actions, rewards: rewards, ending: ending)]
  }

  /// log q(τ; η), the start and the transitions with it.
  public func logProbabilities(of outcomes: [Outcome]) -> [Double] {
    outcomes.map { trajectory in
      var sum = Double.log(
        process.startProbabilities[process.space.number(of: trajectory.states[0])])
      for time in 0..<trajectory.length {
        let pair = process.space.pair(of: trajectory.actions[time], in: trajectory.states[time])
        let next = process.space.number(of: trajectory.states[time + 1])
        let probability = process.table.outcomes(ofPair: pair).reduce(0.0) { sum, outcome in
          let isSeen =
            Int(process.table.successors[outcome]) == next
            && process.table.rewards[outcome] == trajectory.rewards[time]
          return sum + (isSeen ? process.table.probabilities[outcome] : 0)
        }
        sum += policy.logProbability(ofPair: pair) + Double.log(probability)
      }
      return sum
    }
  }

  /// Adds w Σ_t ∇log π(a_t | s_t; η): start and transitions drop out.
  public func addScore(of outcomes: [Outcome], weights: [Double], to gradient: inout [Double]) {
    if outcomes.count != weights.count {
      fatalError(
        "TrajectoryNode.addScore: \(weights.count) weights for \(outcomes.count) trajectories")
    }
    for (trajectory, weight) in zip(outcomes, weights) {
      gradient.add(policy.score(of: trajectory), times: weight)
    }
  }

  /// All trajectories that can happen.
  public var support: [Outcome] {
    TrajectoryDistribution(of: policy.tabulated, on: process, horizon: horizon).elements
      .map(\.trajectory)
  }
}

extension Objective {
  /// The discounted return r(τ) = Σ γᵗ r_{t+1} of a trajectory; a black box.
  ///
  /// - Parameter discount: γ, in [0, 1].
  public static func discountedReturn<State, Action>(
    _ discount: Double
  ) -> Objective where Outcome == Trajectory<State, Action> {
    Objective { $0.discountedReturn(discount: discount) }
  }
}
