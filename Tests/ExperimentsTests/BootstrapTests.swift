import Experiments
import RandomStreams
import Testing

@Suite struct BootstrapTests {
  /// Resamples of 0 and 1 have the mean 0, ½, ½ or 1, a quarter each: no end of a 90 % interval is inside.
  @Test func `intervals of two runs by hand`() {
    var stream = RandomStream(seed: 1)
    let wide = Bootstrap(confidence: 0.9).estimate(.mean, of: Scores([0, 1]), using: &stream)
    #expect(wide == Estimate(value: 0.5, interval: 0...1, confidence: 0.9))
    // A quarter of the resamples lies at each end: the middle 40 % are ½ throughout.
    let narrow = Bootstrap(confidence: 0.4).estimate(.mean, of: Scores([0, 1]), using: &stream)
    #expect(narrow.interval == 0.5...0.5)
  }

  /// Were runs drawn across tasks, the mean would spread; within tasks nothing changes.
  @Test func `tasks are strata`() {
    var stream = RandomStream(seed: 2)
    let scores = Scores(tasks: [[1, 1, 1], [5, 5, 5]])
    let estimate = Bootstrap().estimate(.mean, of: scores, using: &stream)
    #expect(estimate == Estimate(value: 3, interval: 3...3, confidence: 0.95))
  }

  /// The end of an interval from B resamples has the standard error √(q (1 − q) / B) / f, where f is the density at the
  /// quantile q; for a normal distribution of deviation s and q = 0.025 that is 2.67 s / √B. With B = 20 000 of ours
  /// and at least as many of rliable's, the difference has at most √2 of it: 0.0267 s. Ten ends are compared at 5
  /// standard errors, z = 5 once in 1.7 million. s is a quarter of the interval's width, which is 3.9 s. The score
  /// distribution is discrete (one decimal), so an end may also jump by the grid of an aggregate, 0.1 / 23 for the IQM.
  @Test func `intervals are rliable's`() throws {
    let numbers = try fixture("statistics.txt")
    let x = fixtureScores("x", of: numbers)
    let y = fixtureScores("y", of: numbers)
    let bootstrap = Bootstrap(resamples: 20_000)
    var stream = RandomStream(seed: 3)
    func expect(_ found: Estimate, named name: String) throws {
      let ends = try #require(numbers["\(name)_interval"])
      let tolerance = 5 * 0.0267 * (ends[1] - ends[0]) / 3.9 + 0.1 / 23
      #expect((found.interval.lowerBound - ends[0]).magnitude <= tolerance, "\(name)")
      #expect((found.interval.upperBound - ends[1]).magnitude <= tolerance, "\(name)")
    }
    try expect(bootstrap.estimate(.mean, of: x, using: &stream), named: "mean")
    try expect(bootstrap.estimate(.median, of: x, using: &stream), named: "median")
    try expect(bootstrap.estimate(.interquartileMean, of: x, using: &stream), named: "iqm")
    try expect(
      bootstrap.estimate(.optimalityGap(target: 0.8), of: x, using: &stream), named: "gap")
    try expect(
      bootstrap.probabilityOfImprovement(of: x, over: y, using: &stream), named: "improvement")
  }

  /// For the mean of n normal scores the percentile interval is about ± z s √((n − 1) / n) / √n, so it covers with the
  /// probability P(|t| ≤ 1.96 √((n − 1) / n)) of Student's t with n − 1 degrees of freedom: at n = 30 that is 0.9362,
  /// to which the Monte Carlo error of 500 resamples adds less than 0.004. Of 1000 experiments 936 ± 7.7 are
  /// covered; 4 standard errors and the 0.004 make 35. A right bootstrap fails once in 15 000 seeds.
  @Test func `a 95 % interval of 30 normal scores covers the mean as often as theory says`() {
    var stream = RandomStream(seed: 4)
    let bootstrap = Bootstrap(resamples: 500)
    let covered = (0..<1000).count { _ in
      let scores = Scores((0..<30).map { _ in Double.normal(using: &stream) })
      return bootstrap.estimate(.mean, of: scores, using: &stream).interval.contains(0)
    }
    #expect((covered - 936).magnitude <= 35)
  }

  /// The interquartile mean of a symmetric distribution is its centre. Over 12 normal runs on 4 tasks the coverage of a
  /// 95 % interval must lie within 0.90 and 0.98: a bootstrap that ignored the strata, drew without replacement or took
  /// the wrong quantiles would not. Of 600 experiments, 0.94 ± 0.0097; the bounds are 4 standard errors away.
  @Test func `a 95 % interval of the IQM over tasks covers it`() {
    var stream = RandomStream(seed: 5)
    let bootstrap = Bootstrap(resamples: 400)
    let covered = (0..<600).count { _ in
      let tasks = (0..<4).map { _ in (0..<12).map { _ in Double.normal(using: &stream) } }
      return bootstrap.estimate(.interquartileMean, of: Scores(tasks: tasks), using: &stream)
        .interval.contains(0)
    }
    #expect((540...588).contains(covered))
  }

  @Test func `a profile falls from 1 to 0 and brackets itself`() {
    var stream = RandomStream(seed: 6)
    let scores = Scores((0..<20).map { _ in Double.uniform(using: &stream) })
    let profile = PerformanceProfile(of: scores, at: [-1, 0.25, 0.5, 0.75, 1], using: &stream)
    let values = profile.fractions.map(\.value)
    #expect(values.first == 1 && values.last == 0)
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(profile.fractions.allSatisfy { $0.interval.contains($0.value) })
    let tied = PerformanceProfile(of: Scores([1, 1, 2, 3]), at: [1, 2], using: &stream)
    #expect(tied.fractions.map(\.value) == [0.5, 0.25])
  }

  @Test func `nonsense traps`() async {
    await #expect(processExitsWith: .failure) { _ = Bootstrap(confidence: 1) }
    await #expect(processExitsWith: .failure) { _ = Bootstrap(resamples: 0) }
    await #expect(processExitsWith: .failure) {
      var stream = RandomStream(seed: 1)
      _ = PerformanceProfile(of: Scores([1]), at: [2, 1], using: &stream)
    }
  }
}
