import Experiments
import RandomStreams
import Testing

@Suite struct AggregateTests {
  /// Pooled and sorted: 0 1 2 3 4 5 6 100, of which two are cut at each end.
  let scores = Scores(tasks: [[0, 5, 1, 100], [2, 6, 4, 3]])

  @Test func `aggregates worked by hand`() {
    #expect(Aggregate.interquartileMean(scores) == (2 + 3 + 4 + 5) / 4.0)
    #expect(Aggregate.mean(scores) == (26.5 + 3.75) / 2)
    #expect(Aggregate.median(scores) == (26.5 + 3.75) / 2)
    // Short of 4 by 4, 0, 3, 0 and 2, 0, 0, 1.
    #expect(Aggregate.optimalityGap(target: 4)(scores) == 10.0 / 8)
    #expect(Aggregate.median(Scores(tasks: [[1], [9], [2]])) == 2)
  }

  @Test func `whole numbers of scores are cut`() {
    #expect(interquartileMean([7]) == 7)
    #expect(interquartileMean([3, 1, 2]) == 2)
    #expect(interquartileMean([0, 100, 1, 2, 6]) == 3)
  }

  @Test func `an outlier moves the mean but not the interquartile mean`() {
    var runs = (0..<20).map(Double.init)
    let before = (interquartileMean(runs), Aggregate.mean(Scores(runs)))
    runs[19] = 1e6
    #expect(interquartileMean(runs) == before.0)
    #expect(Aggregate.mean(Scores(runs)) > before.1 + 1000)
  }

  @Test func `aggregates, profile and improvement are those of rliable and SciPy`() throws {
    let numbers = try fixture("statistics.txt")
    let x = fixtureScores("x", of: numbers)
    let y = fixtureScores("y", of: numbers)
    let aggregates: [(String, Aggregate)] = [
      ("mean", .mean), ("median", .median), ("iqm", .interquartileMean),
      ("gap", .optimalityGap(target: 0.8)),
    ]
    for (name, aggregate) in aggregates {
      let expected = try #require(numbers[name])
      #expect(areClose(aggregate(x), expected[0], relative: 1e-14), "\(name)")
      #expect(areClose(aggregate(y), expected[1], relative: 1e-14), "\(name)")
    }
    for task in 0..<5 {
      let expected = try #require(numbers["trim\(task)"])
      #expect(areClose(interquartileMean(x.tasks[task]), expected[0], relative: 1e-14))
      #expect(areClose(interquartileMean(y.tasks[task]), expected[1], relative: 1e-14))
      let u = try #require(numbers["u\(task)"])[0]
      let improvement = probabilityOfImprovement(
        of: Scores(x.tasks[task]), over: Scores(y.tasks[task]))
      #expect(improvement == u / 99)
    }
    let improvement = try #require(numbers["improvement"])[0]
    #expect(areClose(probabilityOfImprovement(of: x, over: y), improvement, relative: 1e-14))
    var stream = RandomStream(seed: 1)
    let profile = PerformanceProfile(
      of: x, at: try #require(numbers["thresholds"]), bootstrap: Bootstrap(resamples: 10),
      using: &stream)
    for (found, expected) in zip(profile.fractions, try #require(numbers["profile"])) {
      #expect(areClose(found.value, expected, relative: 1e-14))
    }
  }

  @Test func `improvement counts ties half`() {
    // Of the 6 pairs: 1 beats none and ties with 1; 3 beats 1 and 2 and ties with 3.
    let p = probabilityOfImprovement(of: Scores([1, 3]), over: Scores([3, 1, 2]))
    #expect(p == (0.5 + 2.5) / 6)
    #expect(probabilityOfImprovement(of: Scores([2, 2]), over: Scores([2])) == 0.5)
    #expect(probabilityOfImprovement(of: Scores([4, 5]), over: Scores([2, 3])) == 1)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `improvement of one and of the other sum to 1, and equal the count of pairs`(seed: UInt64) {
    var stream = RandomStream(seed: seed)
    let x = (0..<40).map { _ in Double(Int.uniform(below: 10, using: &stream)) }
    let y = (0..<30).map { _ in Double(Int.uniform(below: 12, using: &stream)) }
    let p = probabilityOfImprovement(of: Scores(x), over: Scores(y))
    let q = probabilityOfImprovement(of: Scores(y), over: Scores(x))
    let pairs = x.flatMap { a in y.map { b in a > b ? 2 : a == b ? 1 : 0 } }.reduce(0, +)
    #expect(p == Double(pairs) / 2 / 1200)
    #expect((p + q - 1).magnitude <= 1e-15)
  }

  @Test func `scores that aren't a table, or not finite, trap`() async {
    await #expect(processExitsWith: .failure) { _ = Scores(tasks: [[1, 2], [3]]) }
    await #expect(processExitsWith: .failure) { _ = Scores([1, .nan]) }
    await #expect(processExitsWith: .failure) { _ = Scores([]) }
    await #expect(processExitsWith: .failure) {
      _ = probabilityOfImprovement(of: Scores([1]), over: Scores(tasks: [[1], [2]]))
    }
  }
}

/// The scores of a fixture, five tasks.
func fixtureScores(_ name: String, of numbers: [String: [Double]]) -> Scores {
  Scores(tasks: (0..<5).map { numbers["\(name)\($0)"] ?? [] })
}
