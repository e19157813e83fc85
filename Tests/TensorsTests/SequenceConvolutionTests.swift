import RandomStreams
import Tensors
import Testing

@Suite struct SequenceConvolutionTests {
  @Test(
    "Values and derivatives", arguments: [(1, 1, 1, 1), (4, 2, 3, 2), (5, 3, 2, 5)],
    1...2 as ClosedRange<UInt64>)
  func derivatives(size: (time: Int, features: Int, filters: Int, window: Int), seed: UInt64) {
    let (time, features, filters, window) = size
    var random = RandomStream(seed: seed)
    let point = [
      random.normals([2, time, features]), random.normals([window, features, filters]),
      random.normals([filters]),
    ]
    func reference(_ parts: [DoubleArray]) -> DoubleArray {
      DoubleArray(shape: [2, time - window + 1, filters]) { index in
        var sum = parts[2][[index[2]]]
        for j in 0..<window {
          for feature in 0..<features {
            sum += parts[1][[j, feature, index[2]]] * parts[0][[index[0], index[1] + j, feature]]
          }
        }
        return sum
      }
    }
    expectDerivatives(
      of: { sequenceConvolution($0[0], $0[1], bias: $0[2]) }, matching: reference, at: point,
      seed: seed)
  }

  @Test func `a fused ReLU has the values and gradients of one behind it`() {
    var random = RandomStream(seed: 3)
    let point = [random.normals([3, 6, 4]), random.normals([2, 4, 5]), random.normals([5])]
    func fused(_ point: [Tensor]) -> Tensor {
      sequenceConvolution(point[0], point[1], bias: point[2], activation: .relu)
    }
    func apart(_ point: [Tensor]) -> Tensor {
      relu(sequenceConvolution(point[0], point[1], bias: point[2]))
    }
    #expect(fused(point) == apart(point))
    #expect(
      gradient(at: point) { square(fused($0)).sum() }
        == gradient(at: point) { square(apart($0)).sum() })
  }
}
