import NeuralNetworks
public import RandomStreams
public import StochasticOptimization

/// Values of tokens by Monte Carlo search: each beginning is finished N times by a roll-out policy, and the rewards of the
/// finished sequences are averaged; the last token has the reward of the sequence itself.
///
///     Q(y₁ … yₜ₋₁, yₜ) = (1/N) Σₙ f(y₁ … yₜ, ỹⁿₜ₊₁ … ỹⁿ_T),  ỹⁿ from the roll-out policy;  Q(y₁ … y_T₋₁, y_T) = f(y)
///
/// The roll-out policy is the generator as it was, and follows it slowly, so that values don't jump. Q is then that policy's, and
/// the estimate of the generator's gradient has a bias; with inertia 0 it has none.
///
/// > Reference: Yu, Zhang, Wang & Yu (2017), arXiv:1609.05473, eq. 4.
public struct MonteCarloSearch<Policy: SequenceModel>: TokenValues {
  /// f, what a finished sequence is worth.
  public var objective: Objective<[Int]>
  /// What finishes sequences.
  public private(set) var policy: Policy
  /// N, how often each beginning is finished.
  public let samples: Int
  /// How much of itself the roll-out policy keeps when it follows the generator: θ′ ← inertia · θ′ + (1 − inertia) · θ.
  public let inertia: Float

  /// A search.
  ///
  /// - Parameters:
  ///   - objective: f.
  ///   - policy: The generator, as roll-out policy at the beginning.
  ///   - samples: N, at least 1.
  ///   - inertia: In [0, 1].
  public init(
    _ objective: Objective<[Int]>, policy: Policy, samples: Int = 16, inertia: Float = 0.8
  ) {
    if samples < 1 || !(0...1).contains(inertia) {
      fatalError(
        "MonteCarloSearch: \(samples) samples and inertia \(inertia); they must be at least 1, and in [0, 1]."
      )
    }
    self.objective = objective
    self.policy = policy
    self.samples = samples
    self.inertia = inertia
  }

  /// Moves the roll-out policy towards the generator.
  public mutating func follow(_ generator: Policy) {
    policy.average(with: generator, rate: 1 - inertia)
  }

  /// The mean rewards of roll-outs; all of them are rewarded in one call of f.
  ///
  /// - Complexity: N T (T − 1)/2 draws a sequence, and N (T − 1) + 1 rewards.
  public func values(
    of sequences: [[Int]], using generator: inout some RandomNumberGenerator
  ) -> [[Double]] {
    guard let length = sequences.first?.count, length > 0 else { return [] }
    var stream = RandomStream(drawnFrom: &generator)
    let finished = rollouts(of: sequences, using: &stream)
    let rewards = objective.values(finished + sequences)
    let group = sequences.count * samples
    return sequences.indices.map { row in
      (0..<length).map { time in
        if time == length - 1 { return rewards[finished.count + row] }
        let first = time * group + row * samples
        return rewards[first..<first + samples].reduce(0, +) / Double(samples)
      }
    }
  }

  /// All beginnings of some sequences, each finished N times.
  ///
  /// Beginnings of all lengths are finished together: those of t tokens join the others when these have t.
  ///
  /// - Returns: Shape [T − 1 beginnings × sequences × N][T]: first all that begin with one token, sequence by sequence.
  public func rollouts(of sequences: [[Int]], using stream: inout RandomStream) -> [[Int]] {
    let length = commonLength(of: sequences, for: "MonteCarloSearch")
    if length < 2 { return [] }
    let copies = sequences.indices.flatMap { [Int](repeating: $0, count: samples) }
    var known = policy.initialState(rows: sequences.count)
    var finished: [[Int]] = []
    var state: Policy.State?
    for time in 1..<length {
      known = policy.state(after: sequences.map { $0[time - 1] }, from: known)
      let beginning = known.rows(at: copies)
      let current = state.map { .joined([$0, beginning]) } ?? beginning
      finished += copies.map { Array(sequences[$0][..<time]) }
      let uniforms = finished.indices.map { _ in Double.uniform(using: &stream) }
      let tokens = policy.draw(in: current, temperature: 1, uniforms: uniforms)
      for (row, token) in tokens.enumerated() { finished[row].append(token) }
      if time < length - 1 { state = policy.state(after: tokens, from: current) }
    }
    return finished
  }
}
