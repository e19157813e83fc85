import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import Testing

@Suite struct DrawnDigitsTests {
  /// Digits that all stand alike.
  private func still(_ digit: Int) -> LabeledImages {
    var random = RandomStream(seed: 1)
    return DrawnDigits(
      digits: [digit], shift: 0, slant: 0, thickness: 1.2...1.2, size: 1...1
    ).sample(count: 2, using: &random)
  }

  @Test func `seven looks like this`() {
    let picture = still(7).pixels.picture(at: 0).map { row in
      String(row.map { $0 > 0.66 ? "#" : $0 > 0.33 ? "+" : "." })
    }
    #expect(
      picture == [
        "..++++..", ".+####+.", ".....#..", "....+#..", "....#...", "...+#...", "...#....",
        "...+....",
      ])
  }

  @Test func `without variation all images of a digit are equal, and no two digits are`() {
    let images = (0...9).map(still)
    for digit in 0...9 {
      #expect(images[digit].labels == [digit, digit])
      let pixels = images[digit].pixels
      #expect(pixels.slice(0..<1, along: 0) == pixels.slice(1..<2, along: 0))
      for other in 0..<digit {
        let difference = square(pixels - images[other].pixels).sum(along: 1).scalars[0]
        #expect(difference > 2, "\(digit) and \(other) differ by \(difference)")
      }
    }
  }

  @Test func `grey levels lie in 0 … 1, and no two of many images are equal`() {
    var random = RandomStream(seed: 3)
    let images = DrawnDigits().sample(count: 500, using: &random)
    #expect(images.pixels.scalars.allSatisfy { (0...1).contains($0) })
    let rows = (0..<500).map { images.pixels.picture(at: $0) }
    #expect(Set(rows).count == 500)
    #expect(images.pixels.sum(along: 1).min().scalar > 4, "each has ink")
  }

  /// A share of n = 5,000 is off by 4.5 √(0.1 · 0.9 / n) = 0.019 at most, but 7 times in a million.
  @Test func `all digits come equally often`() {
    var random = RandomStream(seed: 4)
    let labels = DrawnDigits().sample(count: 5_000, using: &random).labels
    for digit in 0...9 {
      let share = Double(labels.count { $0 == digit }) / 5_000
      #expect((share - 0.1).magnitude <= 0.019)
    }
  }

  @Test func `the first images don't depend on how many are drawn, and seeds give others`() {
    var (few, many, other) = (
      RandomStream(seed: 5), RandomStream(seed: 5), RandomStream(seed: 6)
    )
    let short = DrawnDigits().sample(count: 3, using: &few)
    let long = DrawnDigits().sample(count: 30, using: &many)
    #expect(long.pixels.slice(0..<3, along: 0) == short.pixels)
    #expect(Array(long.labels.prefix(3)) == short.labels)
    #expect(DrawnDigits().sample(count: 3, using: &other) != short)
    #expect(few == many)
  }

  /// What can be told apart by a small network can be by eye. Were its chance of a mistake 6 % or
  /// more, fewer than 38 in 1,000 would happen with probability Φ((38 − 60) / √(60 · 0.94)) < 0.2 %.
  @Test func `a small network reads digits that it has not seen`() {
    var random = RandomStream(seed: 7)
    let (seen, unseen) = (
      DrawnDigits().sample(count: 2_000, using: &random),
      DrawnDigits().sample(count: 1_000, using: &random)
    )
    var network = MLP([64, 64, 10], using: &random)
    var adam = Adam(learningRate: .cosine(from: 0.01, to: 0, over: 400))
    for step in 0..<400 {
      let rows = (0..<100).map { (100 * step + $0) % 2_000 }
      let labels = rows.map { seen.labels[$0] }
      let gradient = gradient(at: network) {
        meanCrossEntropy($0(seen.pixels.rows(at: rows)), targets: labels)
      }
      adam.update(&network, along: gradient)
    }
    let guesses = network(unseen.pixels).argmax(along: 1)
    let mistakes = zip(guesses, unseen.labels).count { $0 != $1 }
    #expect(mistakes < 38, "\(mistakes) mistakes in 1,000")
  }

  @Test func `settings that draw nothing trap`() async {
    let digits = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = DrawnDigits(digits: [3, 10])
    }
    #expect(text(of: digits).contains("[3, 10] are not digits"))
    let shift = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = DrawnDigits(shift: -1)
    }
    #expect(text(of: shift).contains("shift -1.0"))
  }

  private func text(of result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }
}
