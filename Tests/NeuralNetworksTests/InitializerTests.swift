import NeuralNetworks
import PortableMath
import RandomStreams
import Tensors
import Testing

@Suite struct InitializerTests {
  /// The moments of what each initialiser draws: name, initialiser, shape, variance, and whether it is uniform.
  private static let drawn: [(String, Initializer, Shape, Double, isUniform: Bool)] = [
    ("glorotUniform", .glorotUniform, [60, 90], 2.0 / 150, true),
    ("glorotNormal", .glorotNormal, [60, 90], 2.0 / 150, false),
    ("heUniform", .heUniform, [60, 90], 2.0 / 60, true),
    ("heNormal", .heNormal, [60, 90], 2.0 / 60, false),
    ("leCunNormal", .leCunNormal, [60, 90], 1.0 / 60, false),
    ("inverseRootUniform", .inverseRootUniform, [60, 90], 1.0 / 180, true),
    ("filters, fan-in", .heNormal, [32, 8, 5, 4], 2.0 / 160, false),
    ("filters, both", .glorotUniform, [32, 8, 5, 4], 2.0 / (160 + 640), true),
    ("filters over time, fan-in", .leCunNormal, [5, 12, 90], 1.0 / 60, false),
    ("filters over time, both", .glorotUniform, [5, 12, 90], 2.0 / (60 + 450), true),
    ("uniform", .uniform(-0.5...1.5), [60, 90], 1.0 / 3, true),
    ("normal", .normal(standardDeviation: 0.3), [60, 90], 0.09, false),
  ]

  /// With n numbers of variance σ² and fourth moment κσ⁴ the sample variance errs by σ²√((κ − 1)/n), the mean by σ/√n;
  /// κ is 1.8 for uniform numbers, 3 for normal ones. Five deviations are allowed, for 3 · 2 · 12 comparisons.
  @Test(arguments: drawn.indices, [1, 2, 3] as [UInt64])
  func `mean and variance are the paper's`(index: Int, seed: UInt64) {
    let (name, initializer, shape, variance, isUniform) = Self.drawn[index]
    var stream = RandomStream(seed: seed).child(name)
    let values = initializer(shape, using: &stream).scalars.map { Double($0) }
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    let sampleVariance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
    let center = name == "uniform" ? 0.5 : 0
    let deviationOfVariance = variance * ((isUniform ? 0.8 : 2) / n).squareRoot()
    #expect((mean - center).magnitude < 5 * (variance / n).squareRoot(), "\(name)")
    #expect((sampleVariance - variance).magnitude < 5 * deviationOfVariance, "\(name)")
    if isUniform {
      let bound = (3 * variance).squareRoot()
      #expect(values.allSatisfy { ($0 - center).magnitude <= bound * (1 + 1e-6) }, "\(name)")
      #expect((values.max() ?? 0) - center > 0.99 * bound, "\(name)")
    }
  }

  @Test(
    arguments: [[6, 4], [4, 6], [5, 5], [3, 2, 2, 2], [9, 2, 2, 2], [2, 3, 4]] as [[Int]])
  func `orthogonal matrices have orthonormal rows or columns`(extents: [Int]) {
    var stream = RandomStream(seed: 7)
    let tensor = Initializer.orthogonal(gain: 2)(Shape(extents), using: &stream)
    #expect(Array(tensor.shape) == extents)
    let rows = extents.count == 4 ? extents[0] : extents.dropLast().reduce(1, *)
    let columns = tensor.count / rows
    let values = tensor.scalars.map { Double($0) }
    func entry(_ i: Int, _ j: Int) -> Double {
      rows <= columns
        ? (0..<columns).reduce(0) { $0 + values[i * columns + $1] * values[j * columns + $1] }
        : (0..<rows).reduce(0) { $0 + values[$1 * columns + i] * values[$1 * columns + j] }
    }
    for i in 0..<min(rows, columns) {
      for j in 0..<min(rows, columns) {
        // The square of the gain on the diagonal. Each of at most 9 products errs by 4 · 2⁻²⁴ relatively.
        #expect((entry(i, j) - (i == j ? 4 : 0)).magnitude < 1e-5)
      }
    }
  }

  @Test func `a large orthogonal matrix is as orthogonal as a small one`() {
    var stream = RandomStream(seed: 8)
    let tensor = Initializer.orthogonal()([64, 64], using: &stream)
    let product = matmul(tensor, tensor, transposingSecond: true)
    expectNear(product, oneHot(Array(0..<64), count: 64), tolerance: 1e-6)
  }

  @Test func `constants are constant`() {
    var stream = RandomStream(seed: 1)
    #expect(Initializer.zeros([2, 3], using: &stream) == .zeros([2, 3]))
    #expect(Initializer.constant(0.5)([4], using: &stream) == Tensor([0.5, 0.5, 0.5, 0.5]))
    #expect(stream == RandomStream(seed: 1))
  }

  @Test func `a seed gives the same numbers, and empty shapes give none`() {
    var (first, second) = (RandomStream(seed: 3), RandomStream(seed: 3))
    #expect(
      Initializer.heNormal([3, 4], using: &first) == Initializer.heNormal([3, 4], using: &second))
    #expect(Initializer.heNormal([0, 4], using: &first).count == 0)
    #expect(Initializer.glorotUniform([], using: &first).count == 1)
  }

  @Test func `a vector can't be orthogonal`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      _ = Initializer.orthogonal()([3], using: &stream)
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("shape [3] is not a matrix"))
  }
}
