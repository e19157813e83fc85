import RandomStreams
import Tensors
import Testing

struct PoolingTests {
  private let x = Tensor(
    [1, 9, 2, 3, 4, 5, 8, 7, 0, 1, 1, 1, 2, 0, 3, 1], shape: [1, 1, 4, 4])

  @Test func `the largest under each window, by hand`() {
    #expect(maxPool(x, size: 2) == Tensor([9, 8, 2, 3], shape: [1, 1, 2, 2]))
    #expect(
      maxPool(x, size: 2, stride: 1) == Tensor([9, 9, 8, 5, 8, 8, 2, 3, 3], shape: [1, 1, 3, 3]))
    #expect(maxPool(x, size: 3, stride: 2) == Tensor([9], shape: [1, 1, 1, 1]))
    #expect(maxPool(x, size: (4, 1)) == Tensor([4, 9, 8, 7], shape: [1, 1, 1, 4]))
    #expect(maxPool(.zeros([0, 2, 4, 4]), size: 2).shape == [0, 2, 2, 2])
  }

  @Test func `the gradient goes to where the largest was found first`() {
    let found = gradient(at: x) { maxPool($0, size: 3, stride: 1).sum() }
    #expect(found.reshaped(to: [16]).scalars == [0, 2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    let equal = gradient(at: Tensor.ones([1, 1, 2, 2])) { maxPool($0, size: 2).sum() }
    #expect(equal.scalars == [1, 0, 0, 0])
  }

  @Test("Pooling: values and derivatives", arguments: 0..<8 as Range<UInt64>)
  func derivatives(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let shape: Shape = [
      random.whole(1...2), random.whole(1...2), random.whole(3...5), random.whole(3...5),
    ]
    let (height, width, stride) = (random.whole(1...3), random.whole(1...3), random.whole(1...3))
    expectDerivatives(
      ofLinear: { maxPool($0[0], size: (height, width), stride: stride) },
      matching: {
        let x = $0[0]
        let rows = (x.shape[2] - height) / stride + 1
        let columns = (x.shape[3] - width) / stride + 1
        return DoubleArray(shape: [x.shape[0], x.shape[1], rows, columns]) { index in
          DoubleArray.indices(of: [height, width]).map {
            x[[index[0], index[1], stride * index[2] + $0[0], stride * index[3] + $0[1]]]
          }.max() ?? 0
        }
      }, at: [random.distinct(shape)], seed: seed)
  }

  @Test func `a window that doesn't fit traps`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = maxPool(.zeros([1, 1, 2, 2]), size: 3)
    }
    #expect(standardError(of: result).contains("maxPool: a window of 3 × 3"))
    let rank = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = maxPool(.zeros([2, 2]), size: 2)
    }
    #expect(standardError(of: rank).contains("[N, C, H, W], not [2, 2]"))
  }
}
