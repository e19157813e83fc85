import NeuralNetworks
import Tensors
import Testing

struct MaxPoolingTests {
  @Test func `outputs and all derivatives agree with PyTorch`() throws {
    try Fixture("layers-max-pooling").expectAgreement(of: ["x"]) { leaves in
      [("output", MaxPooling(size: 3, stride: 2)(leaves[0]))]
    }
  }

  @Test func `windows lie side by side unless a stride is given`() {
    let image = Tensor((0..<16).map(Float.init), shape: [1, 1, 4, 4])
    #expect(MaxPooling(size: 2)(image) == Tensor([5, 7, 13, 15], shape: [1, 1, 2, 2]))
    #expect(MaxPooling(size: 2).parameterCount == 0)
  }
}
