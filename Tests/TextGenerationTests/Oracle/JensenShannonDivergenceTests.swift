import PortableMath
import TextGeneration
import Testing

@Suite struct JensenShannonDivergenceTests {
  private let coin = TableModel(first: [0.5, 0.5], next: [[0.5, 0.5], [0.5, 0.5]])

  @Test func `two coins by hand`() {
    // One is thrown once: p = (¾, ¼) against q = (½, ½), m = (⅝, ⅜).
    let biased = TableModel(first: [0.75, 0.25], next: coin.next.rowsOfProbabilities)
    let expected =
      0.5 * (0.75 * Double.log(0.75 / 0.625) + 0.25 * Double.log(0.25 / 0.375))
      + 0.5 * (0.5 * Double.log(0.5 / 0.625) + 0.5 * Double.log(0.5 / 0.375))
    #expect((jensenShannonDivergence(biased, coin, length: 1) - expected).magnitude < 1e-7)
    // What follows is alike, so it stays.
    #expect((jensenShannonDivergence(coin, biased, length: 3) - expected).magnitude < 1e-7)
  }

  @Test func `strangers are log 2 apart, equals nothing`() {
    let never = 1e-30
    let left = TableModel(first: [1, never], next: [[1, never], [1, never]])
    let right = TableModel(first: [never, 1], next: [[never, 1], [never, 1]])
    #expect((jensenShannonDivergence(left, right, length: 2) - Double.log(2)).magnitude < 1e-7)
    let model = SmallModels.recurrent(seed: 1)
    #expect(jensenShannonDivergence(model, model, length: 4).magnitude < 1e-12)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `it is the sum over all sequences`(seed: UInt64) {
    let (p, q) = (SmallModels.recurrent(seed: seed), SmallModels.recurrent(seed: seed + 10))
    let all = SmallModels.sequences(3, length: 4)
    let pairs = zip(
      p.stepwiseLogProbabilities(of: all), q.stepwiseLogProbabilities(of: all))
    let expected = pairs.reduce(0) { sum, logs in
      let (p, q) = (Double.exp(logs.0), Double.exp(logs.1))
      let mixture = Double.log((p + q) / 2)
      return sum + 0.5 * p * (logs.0 - mixture) + 0.5 * q * (logs.1 - mixture)
    }
    let found = jensenShannonDivergence(p, q, length: 4)
    #expect((found - expected).magnitude < 1e-6)
    #expect(found > 0.05)
    #expect((found - jensenShannonDivergence(q, p, length: 4)).magnitude < 1e-12)
  }

  @Test func `other vocabularies trap`() async {
    await #expect(processExitsWith: .failure) {
      _ = jensenShannonDivergence(
        SmallModels.recurrent(2), SmallModels.recurrent(3), length: 2)
    }
  }
}

import Tensors

extension Tensor {
  /// exp of each number of a matrix, row by row.
  fileprivate var rowsOfProbabilities: [[Double]] {
    (0..<shape[0]).map { row in
      at(row, along: 0).scalars.map { Double.exp(Double($0)) }
    }
  }
}
