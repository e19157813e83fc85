import RandomStreams
import Testing

struct PermutationTests {
  @Test func `The first draws of a seed are the recorded ones`() {
    var stream = RandomStream(seed: 1)
    #expect([Int].permutation(of: 10, using: &stream) == [2, 8, 3, 0, 4, 6, 1, 9, 5, 7])
    #expect(["a", "b", "c", "d"].permuted(using: &stream) == ["b", "d", "c", "a"])
    #expect([Int].sampled(5, outOf: 1000, using: &stream) == [408, 169, 263, 820, 737])
  }

  @Test func `All orders of four are equally likely`() {
    let values = draws(24_000, seed: 51) { rank([Int].permutation(of: 4, using: &$0)) }
    expectCounts(tally(values, count: 24), toFollow: Array(repeating: 1.0 / 24, count: 24))
  }

  @Test func `Every number is equally likely at every position`() {
    let orders = draws(5000, seed: 52) { [Int].permutation(of: 12, using: &$0) }
    for position in 0..<12 {
      let counts = tally(orders.map { $0[position] }, count: 12)
      expectCounts(counts, toFollow: Array(repeating: 1.0 / 12, count: 12))
    }
  }

  @Test("A permutation holds every element once", arguments: [0, 1, 2, 3, 100])
  func permutation(count: Int) {
    var stream = RandomStream(seed: 53)
    #expect([Int].permutation(of: count, using: &stream).sorted() == Array(0..<count))
    let letters = (0..<count).map { "\($0 % 7)" }
    #expect(letters.permuted(using: &stream).sorted() == letters.sorted())
  }

  @Test func `Permuting takes a word for each element but the first`() {
    // With the largest words every element is swapped with itself; with zeros, the first goes
    // through all places.
    var words = GivenWords(words: Array(repeating: .max, count: 4))
    #expect((10...14).permuted(using: &words) == [10, 11, 12, 13, 14])
    #expect(words.words.isEmpty)
    words = GivenWords(words: Array(repeating: 1, count: 4))
    #expect((10...14).permuted(using: &words) == [11, 12, 13, 14, 10])
  }

  @Test func `All ordered selections of two out of four are equally likely`() {
    let values = draws(24_000, seed: 54) { stream in
      let pair = [Int].sampled(2, outOf: 4, using: &stream)
      return pair[0] * 3 + (pair[1] < pair[0] ? pair[1] : pair[1] - 1)
    }
    expectCounts(tally(values, count: 12), toFollow: Array(repeating: 1.0 / 12, count: 12))
  }

  @Test func `All orders of three out of three are equally likely`() {
    let values = draws(12_000, seed: 55) { rank([Int].sampled(3, outOf: 3, using: &$0)) }
    expectCounts(tally(values, count: 6), toFollow: Array(repeating: 1.0 / 6, count: 6))
  }

  @Test(
    "A sample holds different numbers of its population",
    arguments: [(0, 0), (0, 5), (1, 1), (5, 5), (7, 100), (1000, 1000), (3, Int.max)])
  func sample(count: Int, population: Int) {
    var stream = RandomStream(seed: 56)
    let values = [Int].sampled(count, outOf: population, using: &stream)
    #expect(values.count == count)
    #expect(Set(values).count == count)
    #expect(values.allSatisfy { (0..<population).contains($0) })
  }

  /// The position of an order among all orders, in the factorial number system.
  private func rank(_ order: [Int]) -> Int {
    order.indices.reduce(0) { rank, index in
      rank * (order.count - index) + order[(index + 1)...].count { $0 < order[index] }
    }
  }

  @Test func `A negative count traps and says so`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      print([Int].permutation(of: -1, using: &stream))
    }
    expectMessage("the count must be at least 0, not -1", in: result)
  }

  @Test func `More samples than there are trap and say so`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      print([Int].sampled(6, outOf: 5, using: &stream))
    }
    expectMessage("cannot draw 6 different numbers out of 5", in: result)
  }
}
