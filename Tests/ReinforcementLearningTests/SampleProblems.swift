import Decisions
import Environments
import PortableMath
import RandomStreams
import ReinforcementLearning
import Testing

/// Small problems that every test of the oracle goes through.
enum Sample {
  /// How many actions the random processes are followed for.
  static let horizon = 4

  /// Three states, two actions, every state in reach of every other, three rewards a pair; with an
  /// odd seed the last state is terminal.
  static func process(seed: UInt64) -> FiniteMDP<Int, Int> {
    var random = RandomStream(seed: seed).child("process")
    func simplex() -> [Double] {
      let weights = (0..<3).map { _ in 0.1 + Double.uniform(using: &random) }
      return weights.map { $0 / weights.reduce(0, +) }
    }
    let rows = (0..<6).map { _ in
      simplex().enumerated().map { next, probability in
        Outcome(
          probability: probability, reward: Double.uniform(in: -1..<1, using: &random), next: next)
      }
    }
    let hasEnd = seed % 2 == 1
    let start = hasEnd ? [0: 0.3, 1: 0.7] : [0: 0.2, 1: 0.3, 2: 0.5]
    return FiniteMDP(
      states: [0, 1, 2], actions: [0, 1], start: start,
      offered: { hasEnd && $0 == 2 ? [] : [0, 1] }, outcomes: { rows[2 * $0 + $1] })
  }

  /// Numbers in [−1, 1).
  static func parameters(seed: UInt64, count: Int) -> [Double] {
    var random = RandomStream(seed: seed).child("parameters")
    return (0..<count).map { _ in Double.uniform(in: -1..<1, using: &random) }
  }

  /// A softmax policy over a table with preferences drawn from a seed.
  static func policy<State, Action>(
    seed: UInt64, over space: StateActionSpace<State, Action>
  ) -> SoftmaxPolicy<State, Action> {
    SoftmaxPolicy(
      preferences: ActionValues(parameters(seed: seed, count: space.pairCount), over: space))
  }

  /// A softmax policy with two features that all states share, drawn from a seed.
  static func sharedPolicy(
    seed: UInt64, over space: StateActionSpace<Int, Int>
  ) -> SoftmaxPolicy<Int, Int> {
    let rows = parameters(seed: seed + 100, count: 12)
    let features = PairFeatures(count: 2, over: space) { state, action in
      Array(rows[(4 * state + 2 * action)..<(4 * state + 2 * action + 2)])
    }
    return SoftmaxPolicy(features: features, parameters: parameters(seed: seed, count: 2))
  }

  /// The policy of the short corridor that can't tell its squares apart: p(right) = 1/(1 + e^−θ).
  static func corridorPolicy(preference: Double) -> SoftmaxPolicy<ShortCorridor.State, Move> {
    let features = PairFeatures(count: 1, over: ShortCorridor().space) { _, move in
      [move == .right ? 1 : 0]
    }
    return SoftmaxPolicy(features: features, parameters: [preference])
  }

  /// Bernoulli's toy: one coin b that falls on 1 with probability p, paid (b − t)², and the logit of
  /// p as the only parameter.
  static func coin(probability: Double, target: Double) -> (
    objective: ExpectedReturn<Bandit.State, Int>, policy: SoftmaxPolicy<Bandit.State, Int>
  ) {
    let bandit = Bandit.constant([target * target, (1 - target) * (1 - target)])
    let features = PairFeatures(count: 1, over: bandit.space) { _, arm in [Double(arm)] }
    let logit = Double.log(probability / (1 - probability))
    return (
      ExpectedReturn(on: bandit.process, discount: 1, horizon: 1),
      SoftmaxPolicy(features: features, parameters: [logit])
    )
  }
}

/// The largest absolute difference between two vectors.
func distance(_ first: [Double], _ second: [Double]) -> Double {
  first.count == second.count
    ? zip(first, second).reduce(0) { max($0, ($1.0 - $1.1).magnitude) } : .infinity
}

/// What a process that trapped said.
func message(of result: ExitTest.Result?) -> String {
  String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
}
