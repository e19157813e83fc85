import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import Testing

@Suite struct BarImagesTests {
  @Test func `a pixel is 1 where the label has a bar of its row or column`() {
    var random = RandomStream(seed: 1)
    let images = BarImages(side: 4).sample(count: 300, using: &random)
    for image in 0..<images.count {
      for row in 0..<4 {
        for column in 0..<4 {
          let label = images.labels[image]
          let drawn = label >> row & 1 == 1 || label >> (4 + column) & 1 == 1
          #expect(images.pixels[image, 4 * row + column] == (drawn ? 1 : 0))
        }
      }
    }
  }

  /// Each share of n = 5,000 is off by 4.5 √(p (1 − p) / n) at most, but 7 times in a million.
  @Test func `each bar is present with the probability asked for, 1 over the side by default`() {
    for bars in [BarImages(side: 8), BarImages(side: 3, probability: 0.7)] {
      let count = 5_000
      var random = RandomStream(seed: 2)
      let labels = bars.sample(count: count, using: &random).labels
      let p = bars.probability
      for bar in 0..<2 * bars.side {
        let share = Double(labels.count { $0 >> bar & 1 == 1 }) / Double(count)
        #expect((share - p).magnitude <= 4.5 * (p * (1 - p) / Double(count)).squareRoot())
      }
    }
    #expect(BarImages(side: 8).probability == 0.125)
  }

  @Test(arguments: [1, 2, 3, 4], [0.1, 0.5, 0.8])
  func `the entropy is that of all images counted one by one`(side: Int, probability: Double) {
    var images: [[Bool]: Double] = [:]
    for label in 0..<(1 << (2 * side)) {
      let image = (0..<side * side).map {
        label >> ($0 / side) & 1 == 1 || label >> (side + $0 % side) & 1 == 1
      }
      let bars = label.nonzeroBitCount
      images[image, default: 0] +=
        .pow(probability, Double(bars)) * .pow(1 - probability, Double(2 * side - bars))
    }
    let entropy = images.values.sorted().reduce(0) { $0 - $1 * .log($1) }
    let found = BarImages(side: side, probability: probability).entropy
    #expect((found - entropy).magnitude <= 1e-12 * (1 + entropy))
  }

  @Test func `what is certain has no entropy and one image`() {
    for (probability, pixel) in [(0.0, Float(0)), (1, 1)] {
      let bars = BarImages(side: 4, probability: probability)
      #expect(bars.entropy == 0)
      var random = RandomStream(seed: 1)
      let images = bars.sample(count: 3, using: &random)
      #expect(images.pixels == Tensor(repeating: pixel, shape: [3, 16]))
    }
  }

  @Test func `the first images don't depend on how many are drawn`() {
    var (few, many) = (RandomStream(seed: 5), RandomStream(seed: 5))
    let (short, long) = (
      BarImages(side: 4).sample(count: 3, using: &few),
      BarImages(side: 4).sample(count: 30, using: &many)
    )
    #expect(long.pixels.slice(0..<3, along: 0) == short.pixels)
    #expect(Array(long.labels.prefix(3)) == short.labels)
    #expect(few == many)
  }

  @Test func `bars outside the bounds trap`() async {
    let side = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = BarImages(side: 17)
    }
    #expect(text(of: side).contains("side 17"))
    let probability = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = BarImages(side: 4, probability: .nan) }
    #expect(text(of: probability).contains("probability nan"))
  }

  private func text(of result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }
}
