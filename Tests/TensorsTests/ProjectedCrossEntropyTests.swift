import PortableMath
import RandomStreams
import Tensors
import Testing

@Suite struct ProjectedCrossEntropyTests {
  /// More rows than one block has are in the layers' tests, which compare bits with the composed operation.
  @Test(
    "Values and derivatives", arguments: [(1, 1, 2), (3, 2, 4), (5, 4, 3)],
    1...3 as ClosedRange<UInt64>)
  func derivatives(size: (rows: Int, inputs: Int, classes: Int), seed: UInt64) {
    let (rows, inputs, classes) = size
    var random = RandomStream(seed: seed)
    let point = [
      random.normals([rows, inputs]), random.normals([inputs, classes]), random.normals([classes]),
    ]
    let targets = random.indices(rows, below: classes)
    let rowWeights = random.normals([rows]).scalars
    func reference(_ parts: [DoubleArray]) -> DoubleArray {
      var sum = 0.0
      for row in 0..<rows {
        let logits = (0..<classes).map { column in
          (0..<inputs).reduce(parts[2][[column]]) {
            $0 + parts[0][[row, $1]] * parts[1][[$1, column]]
          }
        }
        let total = logits.map { Double.exp($0) }.reduce(0, +)
        sum += Double(rowWeights[row]) * (Double.log(total) - logits[targets[row]])
      }
      return DoubleArray(sum)
    }
    expectDerivatives(
      of: {
        projectedCrossEntropy($0[0], $0[1], $0[2], targets: targets, rowWeights: rowWeights)
      }, matching: reference, at: point, seed: seed)
  }
}
