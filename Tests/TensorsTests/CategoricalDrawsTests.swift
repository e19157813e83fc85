import RandomStreams
import Tensors
import Testing

struct CategoricalDrawsTests {
  @Test func `the first category whose probabilities sum to more than the number, by hand`() {
    // Probabilities 1/8, 1/2, 0, 3/8.
    let logits = log(Tensor([1, 4, 0, 3]))
    let rows = stack([Tensor](repeating: logits, count: 6)).reshaped(to: [2, 3, 4])
    #expect(
      categoricalDraws(rows, uniforms: [0, 0.124, 0.126, 0.624, 0.626, 1.0.nextDown])
        == [0, 0, 1, 1, 3, 3])
    // At temperature ½ they are 1/26, 16/26, 0, 9/26.
    #expect(
      categoricalDraws(rows, temperature: 0.5, uniforms: [0.038, 0.039, 0.65, 0.66, 0, 0.5])
        == [0, 1, 1, 3, 0, 1])
    #expect(
      categoricalDraws(rows, temperature: 1e-40, uniforms: [0, 0.2, 0.4, 0.6, 0.8, 1.0.nextDown])
        == [1, 1, 1, 1, 1, 1])
    #expect(categoricalDraws(logits, uniforms: [0.5]) == [1])
    #expect(categoricalDraws(Tensor.zeros([0, 3]), uniforms: []) == [])
  }

  @Test("A projection gives the draws of its logits", arguments: 1...3 as ClosedRange<UInt64>)
  func projection(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let (x, weights) = (random.normals([4, 50, 6]), random.normals([6, 700]))
    let bias = random.normals([700])
    let uniforms = (0..<200).map { _ in Double.uniform(using: &random) }
    for temperature in [1, 0.7] as [Float] {
      #expect(
        categoricalDraws(projecting: x, weights, bias, temperature: temperature, uniforms: uniforms)
          == categoricalDraws(
            affine(x, weights, bias), temperature: temperature, uniforms: uniforms))
    }
  }

  @Test func `what is no distribution, no number or no temperature ends the program`() async {
    let row = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = categoricalDraws(Tensor([[0, 1], [.nan, 1]]), uniforms: [0.5, 0.5])
    }
    #expect(standardError(of: row).contains("row 1 of 2"))
    let number = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = categoricalDraws(Tensor([0, 1]), uniforms: [1])
    }
    #expect(standardError(of: number).contains("row 0, 1.0, is not in [0, 1)"))
    let count = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = categoricalDraws(projecting: .ones([2, 1]), .ones([1, 3]), .ones([3]), uniforms: [0])
    }
    #expect(standardError(of: count).contains("1 uniform numbers for 2 rows"))
    let temperature = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = categoricalDraws(Tensor([0, 1]), temperature: 0, uniforms: [0.5])
    }
    #expect(standardError(of: temperature).contains("not 0.0"))
  }
}
