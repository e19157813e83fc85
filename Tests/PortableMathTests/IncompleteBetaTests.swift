import PortableMath
import Testing

/// A value of the incomplete beta function and its slopes in the shapes, by mpmath.
struct BetaReference {
  var x: Double
  var a: Double
  var b: Double
  var value: Double
  var byA: Double
  var byB: Double

  /// The points of one of the three sections of `Fixtures/special.txt`.
  static func section(_ name: String) throws -> [BetaReference] {
    let values = try #require(Reference.special[name])
    let byA = try #require(Reference.special[name + "ByA"])
    let byB = try #require(Reference.special[name + "ByB"])
    try #require(byA.map(\.arguments) == values.map(\.arguments))
    try #require(byB.map(\.arguments) == values.map(\.arguments))
    return values.indices.map { index in
      let arguments = values[index].arguments
      return BetaReference(
        x: arguments[0], a: arguments[1], b: arguments[2], value: values[index].nearest,
        byA: byA[index].nearest, byB: byB[index].nearest)
    }
  }
}

struct IncompleteBetaTests {
  @Test(
    "The incomplete beta function is within its promised error of mpmath's results",
    arguments: [
      ("incompleteBeta", 600, 5e-13), ("incompleteBetaTiny", 300, 5e-13),
      ("incompleteBetaHuge", 75, 1e-12),
    ])
  func value(section: String, count: Int, bound: Double) throws {
    let references = try BetaReference.section(section)
    #expect(references.count == count)
    for point in references {
      let result = Double.regularizedIncompleteBeta(point.x, point.a, point.b)
      let isRelative = point.x <= (point.a + 1) / (point.a + point.b + 2)
      let error = (result - point.value).magnitude
      #expect(
        error <= (isRelative ? bound * point.value : 1e-14), "\(point): \(result)")
    }
  }

  @Test(
    "The derivatives in the shapes are within their promised error of differences by mpmath",
    arguments: ["incompleteBeta", "incompleteBetaTiny", "incompleteBetaHuge"])
  func slopes(section: String) throws {
    for point in try BetaReference.section(section) {
      let result = Double.incompleteBetaSlopes(point.x, point.a, point.b)
      let value = Double.regularizedIncompleteBeta(point.x, point.a, point.b)
      let isRelative = point.x <= (point.a + 1) / (point.a + point.b + 2)
      #expect((result.value - value).magnitude <= (isRelative ? 1e-13 * value : 1e-14))
      let other = Double.regularizedIncompleteBeta(1 - point.x, point.b, point.a)
      let scale = min(point.a, point.b) < 0.1 ? 1e-14 : 1e-12 * min(point.value, other)
      for (slope, expected) in [(result.byA, point.byA), (result.byB, point.byB)] {
        let error = (slope - expected).magnitude
        #expect(error <= max(scale, 1e-12 * expected.magnitude), "\(point): \(result)")
      }
    }
  }

  /// A & S 26.5.24: the probability of at least a successes in a + b − 1 trials.
  @Test
  func `Whole shapes give the sum of a binomial distribution, and its derivative the density`() {
    for x in [0.001, 0.2, 0.5, 0.77, 0.99] {
      for (a, b) in [(1, 1), (1, 7), (3, 2), (5, 5), (12, 4)] {
        let trials = a + b - 1
        var (sum, term) = (0.0, Double.pow(1 - x, Double(trials)))
        for successes in 0...trials {
          if successes >= a { sum += term }
          term *= Double(trials - successes) / Double(successes + 1) * x / (1 - x)
        }
        let result = Double.incompleteBetaSlopes(x, Double(a), Double(b))
        #expect((result.value - sum).magnitude < 1e-13 * sum)
        var density = Double(trials)
        for k in 1..<max(a, 2) where a > 1 { density *= Double(trials - k) / Double(k) }
        density *= .pow(x, Double(a - 1)) * .pow(1 - x, Double(b - 1))
        #expect((result.byX - density).magnitude < 1e-13 * density, "\(a) \(b) \(x)")
      }
    }
  }

  @Test func `Both tails sum to one, and mirrored slopes are opposite`() {
    for x in Samples(count: 500, domain: 0...1) {
      for (a, b) in [(0.1, 0.1), (0.4, 30), (15, 15), (200, 3), (120, 180)] as [(Double, Double)] {
        // 1 − (1 − y) = y exactly, which 1 − (1 − x) = x need not be.
        let y = 1 - x
        let (here, there) = (
          Double.incompleteBetaSlopes(1 - y, a, b), Double.incompleteBetaSlopes(y, b, a)
        )
        #expect((here.value + there.value - 1).magnitude < 1e-14)
        #expect((here.byA + there.byB).magnitude < 1e-13)
        #expect((here.byB + there.byA).magnitude < 1e-13)
        #expect((here.byX - there.byX).magnitude <= 1e-13 * here.byX + 1e-300)
      }
    }
  }

  @Test func `The ends of the interval give the ends of the distribution`() {
    for (a, b) in [(1e-300, 2), (0.5, 0.5), (1, 4), (3, 1e5)] as [(Double, Double)] {
      #expect(Double.regularizedIncompleteBeta(0, a, b) == 0)
      #expect(Double.regularizedIncompleteBeta(-0.0, a, b) == 0)
      #expect(Double.regularizedIncompleteBeta(1, a, b) == 1)
    }
    for x in [0.0, 1] {
      let slopes = Double.incompleteBetaSlopes(x, 0.5, 1)
      #expect((slopes.byA, slopes.byB) == (0, 0))
      #expect(slopes.byX == (x == 0 ? .infinity : 0.5))
    }
    #expect(Double.incompleteBetaSlopes(0, 2, 2).byX == 0)
    #expect(Double.incompleteBetaSlopes(1, 7, 1).byX == 7)
  }

  @Test func `Arguments outside the domain give not-a-number`() {
    let nan = Double.nan
    let outside: [(Double, Double, Double)] = [
      (nan, 1, 1), (0.5, nan, 1), (0.5, 1, nan), (-0.1, 1, 1), (1.1, 1, 1), (0.5, 0, 1),
      (0.5, 1, 0), (0.5, -1, 1), (0.5, 1, -2), (0.5, .infinity, 1), (0.5, 1, .infinity),
      (0.5, .greatestFiniteMagnitude, .greatestFiniteMagnitude), (0, 0, 0),
    ]
    for (x, a, b) in outside {
      #expect(Double.regularizedIncompleteBeta(x, a, b).isNaN)
      let slopes = Double.incompleteBetaSlopes(x, a, b)
      for value in [slopes.value, slopes.byX, slopes.byA, slopes.byB] { #expect(value.isNaN) }
      #expect(Double.betaQuantile(x, a, b).isNaN)
    }
  }

  @Test func `Extreme shapes give their limits`() {
    #expect(Double.regularizedIncompleteBeta(0.3, 1e-300, 1e-300) == 0.5)
    #expect(Double.regularizedIncompleteBeta(0.3, 5e-324, 2) == 1)
    #expect(Double.regularizedIncompleteBeta(0.3, 2, 5e-324) < 1e-15)
    #expect(Double.regularizedIncompleteBeta(0.3, 1e300, 1e300) == 0)
    #expect(Double.regularizedIncompleteBeta(0.3, 1e10, 3e10) == 1)
    #expect((Double.regularizedIncompleteBeta(1e-300, 1, 1) - 1e-300).magnitude < 1e-312)
    #expect((Double.regularizedIncompleteBeta(0.5, 1e10, 1e10) - 0.5).magnitude < 1e-12)
    #expect(Double.regularizedIncompleteBeta(0.5, 1e300, 1e300).isNaN)
  }

  /// 64-bit FNV-1a over the bits of the results, recorded on x86-64.
  @Test func `Every bit of 80,000 values and slopes is the recorded one`() {
    let sum = checksum(
      Samples(count: 20_000, domain: 0...1).flatMap { x in
        let slopes = Double.incompleteBetaSlopes(x, 0.1 + 20 * x, .exp(5 - 7 * x))
        return [slopes.value, slopes.byX, slopes.byA, slopes.byB]
      })
    #expect(sum == 0x90f9_6b78_c783_eafb, "0x\(String(sum, radix: 16))")
  }
}
