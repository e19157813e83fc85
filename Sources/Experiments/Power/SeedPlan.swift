public import RandomStreams
internal import PortableMath
internal import Tensors

/// How many seeds tell two algorithms apart, from the scores of a pilot.
///
/// The pilot's scores stand for all that either algorithm could score. Experiments with n seeds each are simulated by
/// drawing from them with replacement, each is tested, and the power is the fraction in which the difference shows. The
/// least n with the power asked for is the plan.
///
/// > Note: The plan is as good as the pilot: it takes the difference seen there to be the true one, and pilots chosen
/// > because they looked good overstate it.
///
/// > Reference: Colas, Sigaud & Oudeyer (2018), "How many random seeds?", arXiv:1806.08295.
public struct SeedPlan: Sendable, Hashable {
  /// The power found with a number of seeds.
  public struct Power: Sendable, Hashable {
    /// How many seeds each algorithm gets.
    public let seeds: Int
    /// The fraction of simulated experiments in which the test told the algorithms apart.
    public let power: Double
  }

  /// How many seeds each algorithm needs; nil if the limit on seeds isn't enough.
  public let seeds: Int?
  /// The powers that were simulated, by ascending number of seeds.
  public let powers: [Power]
  /// What was asked for.
  public let request: Request

  /// What a plan shall achieve.
  public struct Request: Sendable, Hashable {
    /// What tells the algorithms apart.
    public var test: SignificanceTest
    /// The confidence of the test, such as 0.95: alike algorithms are told apart in 5 % of experiments.
    public var confidence: Double
    /// In which fraction of experiments a difference as the pilot's shall show.
    public var power: Double
    /// How many experiments are simulated for each number of seeds; 2000 give the power to ± 0.02.
    public var simulations: Int
    /// The most seeds considered.
    public var limit: Int

    /// A request.
    ///
    /// - Parameters:
    ///   - test: What tells the algorithms apart.
    ///   - confidence: The confidence of the test, between 0 and 1.
    ///   - power: In which fraction of experiments the difference shall show, between 0 and 1.
    ///   - simulations: How many experiments are simulated for each number of seeds.
    ///   - limit: The most seeds considered, at least two.
    public init(
      test: SignificanceTest = .welch, confidence: Double = 0.95, power: Double = 0.8,
      simulations: Int = 2_000, limit: Int = 1_000
    ) {
      if !(confidence > 0 && confidence < 1 && power > 0 && power < 1) {
        fatalError("SeedPlan: confidence \(confidence) and power \(power) must be within 0 and 1.")
      }
      if simulations < 1 || limit < 2 {
        fatalError("SeedPlan: \(simulations) simulations of at most \(limit) seeds.")
      }
      self.test = test
      self.confidence = confidence
      self.power = power
      self.simulations = simulations
      self.limit = limit
    }
  }

  /// Plans an experiment from a pilot.
  ///
  /// The search doubles the number of seeds until the power is enough, then halves the gap. Simulation s draws from
  /// child s of the stream whatever the number of seeds, so that more seeds add to the same experiment.
  ///
  /// - Parameters:
  ///   - x: The scores of the one algorithm in the pilot, at least two.
  ///   - y: The scores of the other, at least two.
  ///   - request: What the plan shall achieve.
  ///   - stream: Where the simulations are drawn from.
  ///   - threads: How many simulations run at a time, at most; nil is as many as there are processors.
  /// - Complexity: O(simulations · seeds · log²(seeds)).
  public init(
    pilot x: [Double], versus y: [Double], request: Request = Request(), stream: RandomStream,
    threads: Int? = nil
  ) {
    if x.count < 2 || y.count < 2 || !(x + y).allSatisfy(\.isFinite) {
      fatalError("SeedPlan: a pilot has two finite scores or more of each, not \(x) and \(y).")
    }
    let simulation = Simulation(x: x, y: y, request: request, stream: stream)
    var powers: [Power] = []
    func isEnough(_ seeds: Int) -> Bool {
      let power = simulation.power(seeds: seeds, threads: threads ?? processorCount)
      powers.append(Power(seeds: seeds, power: power))
      return power >= request.power
    }
    // Too few, and enough if there is any.
    var (low, high) = (1, 2)
    while !isEnough(high), high < request.limit {
      (low, high) = (high, min(2 * high, request.limit))
    }
    if let last = powers.last, last.power >= request.power {
      while high - low > 1 {
        let middle = (low + high) / 2
        if isEnough(middle) { high = middle } else { low = middle }
      }
      seeds = high
    } else {
      seeds = nil
    }
    self.powers = powers.sorted { $0.seeds < $1.seeds }
    self.request = request
  }
}

/// Simulated experiments.
private struct Simulation: Sendable {
  let x: [Double]
  let y: [Double]
  let request: SeedPlan.Request
  let stream: RandomStream

  /// In which fraction of the experiments the algorithms are told apart.
  func power(seeds: Int, threads: Int) -> Double {
    let found = concurrentMap(0..<request.simulations, threads: threads) { index in
      var first = stream.child(index).child(0)
      var second = stream.child(index).child(1)
      let p = request.test.pValue(
        x.resampled(count: seeds, using: &first), y.resampled(count: seeds, using: &second))
      return p <= 1 - request.confidence
    }
    return Double(found.count { $0 }) / Double(request.simulations)
  }
}

/// How many seeds tell two algorithms with normal scores of known deviations apart, each algorithm, before rounding up.
///
///     n = (z(1 − α/2) + z(power))² (σ₁² + σ₂²) / δ²
///
/// - Parameters:
///   - difference: δ, between the means, in units of the scores.
///   - deviations: σ₁ and σ₂, the standard deviations of a run's score.
///   - confidence: 1 − α of a two-sided test.
///   - power: In which fraction of experiments the difference shall show.
public func normalSeedCount(
  difference: Double, deviations: (Double, Double), confidence: Double = 0.95, power: Double = 0.8
) -> Double {
  let z = Double.normalQuantile(1 - (1 - confidence) / 2) + Double.normalQuantile(power)
  let (first, second) = deviations
  return z * z * (first * first + second * second) / (difference * difference)
}
