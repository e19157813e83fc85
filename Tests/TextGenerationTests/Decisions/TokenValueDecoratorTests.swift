import PortableMath
import RandomStreams
import StochasticOptimization
import Testing
import TextGeneration

/// Values that are known.
private struct Known: TokenValues {
  let values: [[Double]]

  func values(
    of sequences: [[Int]], using generator: inout some RandomNumberGenerator
  ) -> [[Double]] { values }
}

@Suite struct TokenValueDecoratorTests {
  /// What a decorator makes of values.
  private func made(_ values: some TokenValues) -> [[Double]] {
    var (values, random) = (values, RandomStream(seed: 1))
    return values.values(of: [], using: &random)
  }

  @Test func `a sequence's baseline is the mean of the others at the place`() {
    let found = made(LeaveOneOutValues(Known(values: [[1, 2], [3, 5], [5, 2]])))
    // 1 − 4 and 2 − 3.5, and so on.
    let expected: [[Double]] = [[-3, -1.5], [0, 3], [3, -1.5]]
    #expect(found == expected)
    #expect(made(LeaveOneOutValues(Known(values: [[7, 8]]))) == [[0, 0]])
    #expect(made(LeaveOneOutValues(Known(values: []))).isEmpty)
  }

  @Test func `ranks are those at the place, equal values sharing theirs`() {
    let found = made(
      RankedValues(Known(values: [[9, 1], [0.2, 1], [0.1, 1], [8, 2]]), steepness: 4))
    func activation(_ rank: Double) -> Double { 1 / (1 + .exp(-4 * (0.5 - rank / 4))) }
    #expect(found.map { $0[0] } == [1, 3, 4, 2].map(activation))
    // The three that are equal have the ranks 2, 3 and 4.
    #expect(found.map { $0[1] } == [3, 3, 3, 1].map(activation))
  }

  @Test func `ranks don't depend on how far values are apart`() {
    let values = [[0.1], [0.4], [0.3]]
    let stretched = values.map { $0.map { 100 * $0 * $0 } }
    #expect(
      made(RankedValues(Known(values: values))) == made(RankedValues(Known(values: stretched))))
  }
}
