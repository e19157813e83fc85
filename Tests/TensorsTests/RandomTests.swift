import RandomStreams
import Tensors
import Testing

struct RandomTests {
  @Test func `numbers are drawn in row-major order, one word each`() {
    var (stream, copy) = (RandomStream(seed: 5), RandomStream(seed: 5))
    let x = Tensor(uniform: [2, 3], in: -1...1, using: &stream)
    let y = Tensor(normal: [2], mean: 10, standardDeviation: 2, using: &stream)
    #expect(x.scalars == (0..<6).map { _ in 2 * Float.uniform(using: &copy) - 1 })
    #expect(
      y.scalars
        == (0..<2).map { _ in Float(Double.normal(mean: 10, standardDeviation: 2, using: &copy)) })
    #expect(stream.next() == copy.next())
  }

  @Test func `uniform numbers stay in their range, also where it is an ulp wide`() {
    var stream = RandomStream(seed: 6)
    let range: ClosedRange<Float> = 16_777_216...16_777_218
    let x = Tensor(uniform: [1000], in: range, using: &stream)
    #expect(x.scalars.allSatisfy(range.contains))
    #expect(Tensor(uniform: [3], in: 2...2, using: &stream) == Tensor([2, 2, 2]))
    #expect(Tensor(uniform: [0, 3], using: &stream).shape == [0, 3])
  }

  @Test func `means and variances are what they should be`() {
    var stream = RandomStream(seed: 7)
    let count = 100_000
    let uniform = Tensor(uniform: [count], in: -1...1, using: &stream)
    let normal = Tensor(normal: [count], mean: 1, standardDeviation: 2, using: &stream)
    func moments(_ x: Tensor) -> (mean: Double, variance: Double) {
      let values = x.scalars.map { Double($0) }
      let mean = values.reduce(0, +) / Double(count)
      return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count))
    }
    // Five standard errors: σ/√n of a mean, √((μ₄ − σ⁴)/n) of a variance; μ₄ = 1/5 and 3σ⁴.
    let root = Double(count).squareRoot()
    #expect(moments(uniform).mean.magnitude < 5 * (1.0 / 3).squareRoot() / root)
    #expect((moments(uniform).variance - 1.0 / 3).magnitude < 5 * (4.0 / 45).squareRoot() / root)
    #expect((moments(normal).mean - 1).magnitude < 5 * 2 / root)
    #expect((moments(normal).variance - 4).magnitude < 5 * 32.0.squareRoot() / root)
  }

  @Test func `a range that is not finite traps`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 0)
      _ = Tensor(uniform: [1], in: 0...Float.infinity, using: &stream)
    }
    #expect(standardError(of: result).contains("is not finite"))
  }
}
