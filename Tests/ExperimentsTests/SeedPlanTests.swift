import Experiments
import PortableMath
import RandomStreams
import Testing

@Suite struct SeedPlanTests {
  /// A pilot so large and regular that it is a normal distribution, nearly.
  static func normalPilot(mean: Double, deviation: Double) -> [Double] {
    (0..<2000).map { mean + deviation * Double.normalQuantile((Double($0) + 0.5) / 2000) }
  }

  @Test func `p-values are SciPy's`() throws {
    let numbers = try fixture("statistics.txt")
    let x = fixtureScores("x", of: numbers).tasks
    let y = fixtureScores("y", of: numbers).tasks
    func expect(_ found: Double, named name: String) throws {
      #expect(areClose(found, try #require(numbers[name])[0], relative: 1e-11), "\(name): \(found)")
    }
    let (welch, mannWhitney) = (SignificanceTest.welch, SignificanceTest.probabilityOfImprovement)
    for task in 0..<5 {
      try expect(welch.pValue(x[task], y[task]), named: "welch\(task)")
      try expect(mannWhitney.pValue(x[task], y[task]), named: "mannwhitney\(task)")
      #expect(welch.pValue(x[task], y[task]) == welch.pValue(y[task], x[task]))
    }
    try expect(welch.pValue(x[0].map { $0 + 5 }, y[0]), named: "welch_far")
    try expect(welch.pValue(x[0], x[0].map { $0 + 0.01 }), named: "welch_near")
    let manyX = Array(repeatElement(x[1], count: 100).joined())
    let manyY = Array(repeatElement(y[1], count: 100).joined())
    try expect(welch.pValue(manyX, manyY), named: "welch_many")
    try expect(mannWhitney.pValue(manyX, manyY), named: "mannwhitney_many")
  }

  /// t = 1 / √(½ + ½) = 1 with 2 degrees of freedom, where P(|T| > t) = 1 − t / √(2 + t²).
  @Test func `a p-value by hand`() {
    let p = SignificanceTest.welch.pValue([0, 2], [1, 3])
    // Means 1 and 2, variances 2 and 2, squared standard errors 1 and 1: t = −1 / √2.
    let t = 0.5.squareRoot()
    #expect(areClose(p, 1 - t / (2 + t * t).squareRoot(), relative: 1e-14))
    #expect(SignificanceTest.welch.pValue([1, 1], [2, 2]) == 1)
    #expect(SignificanceTest.probabilityOfImprovement.pValue([1, 1], [1, 1]) == 1)
    #expect(SignificanceTest.probabilityOfImprovement.pValue([1, 2], [1, 2]) == 1)
  }

  @Test func `the closed form is the textbook's`() {
    // (1.959964 + 0.841621)² · 2 / 1 = 15.698.
    let n = normalSeedCount(difference: 1, deviations: (1, 1))
    #expect((n - 15.698).magnitude < 0.001)
    #expect(areClose(normalSeedCount(difference: 0.5, deviations: (1, 1)), 4 * n, relative: 1e-15))
  }

  /// The closed form takes the deviations to be known; Student's t, which estimates them, needs about z²/4 = 1 more. The
  /// power rises by 0.024 a seed there, and 10 000 simulations give it to 0.004: four standard errors are 0.7 seeds.
  /// Mann–Whitney needs π / 3 = 1.047 times as many.
  @Test func `plans agree with the closed form for normal scores`() throws {
    let stream = RandomStream(seed: 1)
    let x = Self.normalPilot(mean: 0, deviation: 1)
    let cases: [(SignificanceTest, [Double], Double, Double)] = [
      (
        .welch, Self.normalPilot(mean: 1, deviation: 1), 1,
        normalSeedCount(difference: 1, deviations: (1, 1))
      ),
      (
        .welch, Self.normalPilot(mean: 1.5, deviation: 2), 1,
        normalSeedCount(difference: 1.5, deviations: (1, 2))
      ),
      (
        .probabilityOfImprovement, Self.normalPilot(mean: 1, deviation: 1), Double.pi / 3,
        normalSeedCount(difference: 1, deviations: (1, 1))
      ),
    ]
    for (test, y, ratio, closedForm) in cases {
      let plan = SeedPlan(
        pilot: x, versus: y, request: .init(test: test, simulations: 10_000), stream: stream)
      let expected = ratio * closedForm + 1
      let seeds = Double(try #require(plan.seeds))
      // It is rounded up, and the noise is 0.7.
      #expect(seeds >= expected - 0.7 && seeds <= expected + 1.7, "\(test): \(seeds), \(expected)")
    }
  }

  /// Of 20 000 experiments with alike algorithms 5 % alarm, ± 0.0015; four standard errors are 0.006, and 0.002 are for
  /// the pilot not being quite normal.
  @Test func `alike algorithms are told apart in 5 % of experiments`() {
    let x = Self.normalPilot(mean: 0, deviation: 1)
    let plan = SeedPlan(
      pilot: x, versus: x, request: .init(simulations: 20_000, limit: 20),
      stream: RandomStream(seed: 2))
    #expect(plan.seeds == nil)
    #expect(plan.powers.map(\.seeds) == [2, 4, 8, 16, 20])
    #expect(((plan.powers.last?.power ?? 0) - 0.05).magnitude <= 0.008)
  }

  @Test func `any number of threads plans alike, and the plan is the least that is enough`() {
    let (x, y) = ([1.0, 2, 3, 4, 6], [2.0, 4, 5, 5, 7])
    let plans = [1, 2].map {
      SeedPlan(pilot: x, versus: y, stream: RandomStream(seed: 3), threads: $0)
    }
    #expect(plans[0] == plans[1])
    for point in plans[0].powers {
      #expect((point.power >= 0.8) == (point.seeds >= plans[0].seeds ?? 0))
    }
  }

  @Test func `pilots of one run trap`() async {
    await #expect(processExitsWith: .failure) {
      _ = SeedPlan(pilot: [1], versus: [2, 3], stream: RandomStream(seed: 1))
    }
    await #expect(processExitsWith: .failure) { _ = SeedPlan.Request(power: 1) }
  }
}
