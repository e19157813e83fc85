import RandomStreams
import StochasticOptimization
import Testing

/// The exact toy table: L = E[(z − t)²], gradient in the logit p (1 − p) (1 − 2t); the digits are the table's.
@Suite struct RelaxationTableTests {
  /// Whether a number has these digits: it is within half a unit of the last.
  private func isClose(_ number: Double, _ expected: Double, digit: Double) -> Bool {
    (number - expected).magnitude <= 0.5 * digit * (1 + 1e-9)
  }

  @Test func `the mirrored pair of ARM has the mean and variance of the table`() {
    let (even, flat) = (RelaxationProblem.even, RelaxationProblem.flat)
    let first = moments(of: ARM(), on: even.node, of: even.f)
    #expect((first.mean[0] - 0.025).magnitude <= 1e-12)
    #expect(isClose(first.totalVariance, 2.08e-4, digit: 1e-6))
    // By hand: (0.1)² (1/12 − 1/16).
    #expect((first.totalVariance - 0.01 / 48).magnitude <= 1e-12)
    let second = moments(of: ARM(), on: flat.node, of: flat.f)
    #expect((second.mean[0] - 1.8e-4).magnitude <= 1e-12)
    #expect(isClose(second.totalVariance, 1.303e-7, digit: 1e-10))
  }

  @Test func `straight-through is right at even odds only, else 400 times too large`() {
    let (even, flat) = (RelaxationProblem.even, RelaxationProblem.flat)
    let first = moments(of: StraightThrough(), on: even.node, of: even.f)
    #expect((first.mean[0] - 0.025).magnitude <= 1e-15)
    #expect((first.totalVariance - 6.25e-2).magnitude <= 1e-15)
    let second = moments(of: StraightThrough(), on: flat.node, of: flat.f)
    #expect(isClose(second.mean[0], 7.218e-2, digit: 1e-5))
    #expect(isClose(second.totalVariance, 2.9e-3, digit: 1e-4))
    #expect((second.mean[0] / 1.8e-4 - 401).magnitude < 1e-9)
  }

  /// Temperature, mean and variance of both columns, and their last digits.
  private static let concrete: [(Double, [Double], [Double], [Double], [Double])] = [
    (1, [0.01667, 1e-5], [4.8e-3, 1e-4], [4.26e-2, 1e-4], [2e-3, 1e-3]),
    (0.5, [0.02146, 1e-5], [1.4e-2, 1e-3], [3.23e-2, 1e-4], [5.9e-3, 1e-4]),
    (0.1, [0.02480, 1e-5], [8.6e-2, 1e-3], [7.4e-3, 1e-4], [3.0e-2, 1e-3]),
  ]

  @Test(arguments: concrete)
  func `the concrete estimator trades bias for variance as the table says`(
    temperature: Double, mean: [Double], variance: [Double], flatMean: [Double],
    flatVariance: [Double]
  ) {
    let columns = [
      (RelaxationProblem.even, mean, variance), (RelaxationProblem.flat, flatMean, flatVariance),
    ]
    for (problem, mean, variance) in columns {
      let found = moments(
        of: GumbelSoftmax(temperature: temperature), on: problem.node, of: problem.f,
        resolution: 16 / temperature)
      #expect(isClose(found.mean[0], mean[0], digit: mean[1]), "\(found.mean)")
      #expect(isClose(found.totalVariance, variance[0], digit: variance[1]))
    }
  }

  @Test func `measure-valued derivatives of one coin are enumeration`() {
    for problem in [RelaxationProblem.even, RelaxationProblem.flat] {
      let found = moments(of: MeasureValued(), on: problem.node, of: problem.f)
      #expect(
        largestDifference(found.mean, exactGradient(of: problem.f, on: problem.node)) <= 1e-15)
      #expect(found.totalVariance <= 1e-30)
    }
  }

  @Test func `the best coefficient of REBAR gains nothing on either column`() {
    let (even, flat) = (RelaxationProblem.even, RelaxationProblem.flat)
    let plain = REBAR<BernoulliNode>(temperature: 0.5)
    let first = plain.optimalCoefficient(on: even.node, of: even.f)
    #expect(isClose(first, 0.02, digit: 0.01))
    let second = plain.optimalCoefficient(on: flat.node, of: flat.f)
    #expect((0...1e-5).contains(second))
    let best = moments(
      of: REBAR(temperature: 0.5, coefficient: first), on: even.node, of: even.f)
    #expect((best.mean[0] - 0.025).magnitude <= 1e-11)
    #expect(isClose(best.totalVariance, 1.59e-2, digit: 1e-4))
    let bestFlat = moments(
      of: REBAR(temperature: 0.5, coefficient: second), on: flat.node, of: flat.f)
    #expect((bestFlat.mean[0] - 1.8e-4).magnitude <= 1e-11)
    #expect(isClose(bestFlat.totalVariance, 5.59e-3, digit: 1e-5))
  }

  @Test func `REBAR helps where f is monotone in z`() {
    let (node, f) = RelaxationProblem.toy(target: 0, probability: 0.5)
    let best = REBAR<BernoulliNode>(temperature: 0.5).optimalCoefficient(on: node, of: f)
    #expect(isClose(best, 0.53, digit: 0.01))
    let variances = [0, best, best - 0.01, best + 0.01].map {
      moments(of: REBAR(temperature: 0.5, coefficient: $0), on: node, of: f).totalVariance
    }
    #expect((variances[0] - 0.0625).magnitude <= 1e-12)
    #expect(isClose(variances[1], 0.0458, digit: 1e-4))
    #expect(variances[1] < variances[2] && variances[1] < variances[3])
  }

  @Test(arguments: 0..<2 as Range<UInt64>)
  func `drawn means and mean squares are within 4 standard errors of the exact ones`(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let zoo: [any GradientEstimator<BernoulliNode>] = [
      ARM(), StraightThrough(), GumbelSoftmax(temperature: 1), GumbelSoftmax(temperature: 0.5),
      StraightThroughGumbel(temperature: 0.5), MuProp(), MeasureValued(),
      REBAR(temperature: 0.5), REBAR(temperature: 0.5, coefficient: 0.5),
    ]
    for problem in [RelaxationProblem.even, RelaxationProblem.flat] {
      for estimator in zoo {
        let deviation = worstDeviation(
          of: estimator, on: problem.node, problem.f, count: 10_000, using: &random)
        #expect(deviation <= 4, "\(estimator)")
      }
    }
  }
}
