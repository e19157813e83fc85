import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import Testing

@Suite struct LabeledImagesTests {
  @Test func `a threshold makes black and white, and what lies on it is white`() {
    let images = LabeledImages(
      pixels: Tensor([[0, 0.3, 0.5, 1], [0.49, 0.51, 0.2, 0.9]]), labels: [3, 4])
    #expect(images.binarized().pixels == Tensor([[0, 0, 1, 1], [0, 1, 0, 1]]))
    #expect(images.binarized(threshold: 0.25).pixels == Tensor([[0, 1, 1, 1], [1, 1, 0, 1]]))
    #expect(images.binarized().labels == [3, 4])
  }

  /// Of n = 20,000 tosses the share is off by 4.5 √(p (1 − p) / n) at most, but 7 times in a million.
  @Test func `by chance a pixel is 1 as often as its grey level says`() {
    let count = 20_000
    let greys: [Float] = [0, 0.1, 0.5, 1]
    let images = LabeledImages(
      pixels: Tensor(greys).broadcast(to: [count, 4]), labels: Array(repeating: 0, count: count))
    var random = RandomStream(seed: 1)
    let drawn = images.binarized(using: &random).pixels
    #expect(drawn.scalars.allSatisfy { $0 == 0 || $0 == 1 })
    for (share, grey) in zip(drawn.mean(along: 0).scalars, greys) {
      let p = Double(grey)
      let tolerance = 4.5 * (p * (1 - p) / Double(count)).squareRoot()
      #expect((Double(share) - p).magnitude <= tolerance + 1e-6)
    }
    var other = RandomStream(seed: 1)
    _ = other.next()
    #expect(random == other, "one word is taken")
  }

  @Test func `pictures lie beside and below one another with a blank pixel between`() {
    let pixels = Tensor((1...12).map(Float.init), shape: [3, 4])
    #expect(pixels.picture(at: 1) == [[5, 6], [7, 8]])
    #expect(
      pixels.mosaic(columns: 2) == [
        [1, 2, 0, 5, 6], [3, 4, 0, 7, 8], [0, 0, 0, 0, 0], [9, 10, 0, 0, 0], [11, 12, 0, 0, 0],
      ])
    #expect(pixels.mosaic(columns: 9)[1] == [3, 4, 0, 7, 8, 0, 11, 12])
  }

  @Test func `what is no image traps`() async {
    let labels = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LabeledImages(pixels: .zeros([2, 4]), labels: [1])
    }
    #expect(text(of: labels).contains("pixels of shape [2, 4] for 1 labels"))
    let grey = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var random = RandomStream(seed: 1)
      _ = LabeledImages(pixels: Tensor([[0, 1.5]]), labels: [1]).binarized(using: &random)
    }
    #expect(text(of: grey).contains("image 0 has the grey level 1.5"))
    let shape = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 5]).mosaic(columns: 1)
    }
    #expect(text(of: shape).contains("mosaic: shape [2, 5] in 1 columns"))
  }

  private func text(of result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }
}
