import PortableMath
import Testing

struct BetaQuantileTests {
  private static let shapes: [(Double, Double)] = [
    (1, 1), (15, 15), (15, 3), (2, 30), (1, 200), (200, 150), (0.5, 0.5), (0.1, 0.1), (0.1, 200),
    (200, 0.1), (1, 0.3), (0.9, 12), (1e-3, 5), (3e3, 2e4), (1e6, 10), (1e-8, 1e-8), (1e6, 1e6),
  ]

  private static let probabilities: [Double] =
    [1e-300, 1e-100, 1e-30, 1e-12, 1e-4, 0.5, 1 - 1e-4, 1 - 1e-9, 1.0.nextDown]
    + Samples(count: 300, domain: 0...1)

  @Test("The incomplete beta function of a quantile is the probability", arguments: shapes)
  func inverts(a: Double, b: Double) {
    for u in Self.probabilities {
      let x = Double.betaQuantile(u, a, b)
      #expect(x >= 0 && x <= 1)
      let residual = (Double.regularizedIncompleteBeta(x, a, b) - u).magnitude
      let below = x == 0 ? 0 : Double.regularizedIncompleteBeta(x.nextDown, a, b)
      let above = x == 1 ? 1 : Double.regularizedIncompleteBeta(x.nextUp, a, b)
      #expect(residual <= 1e-13 || (below < u && u < above), "\(u) gives \(x), off by \(residual)")
      // In the lower tail the error is relative.
      if x <= a / (a + b), a <= 200, x > .leastNormalMagnitude {
        #expect(residual <= 1e-12 * u, "\(u) gives \(x), off by \(residual)")
      }
    }
  }

  @Test(
    "The quantile of mpmath's probability is the point it was computed at",
    arguments: ["incompleteBeta", "incompleteBetaTiny", "incompleteBetaHuge"])
  func recovers(section: String) throws {
    for point in try BetaReference.section(section) where point.value < 1 {
      let x = Double.betaQuantile(point.value, point.a, point.b)
      let density = Double.incompleteBetaSlopes(point.x, point.a, point.b).byX
      // Where the density is small, many points have probabilities that round to this one.
      #expect((x - point.x).magnitude <= 1e-13 / density + point.x.ulp, "\(point): \(x)")
    }
  }

  @Test("The quantile rises with the probability", arguments: shapes)
  func monotone(a: Double, b: Double) {
    var last = 0.0
    for step in 0...2000 {
      let x = Double.betaQuantile(Double(step) / 2000, a, b)
      #expect(x >= last)
      last = x
    }
    #expect(last == 1)
    last = 0
    for step in 0...1000 {
      let x = Double.betaQuantile(0.3 + Double(step) * 1e-12, a, b)
      #expect(x >= last)
      last = x
    }
  }

  @Test func `Closed forms are met`() {
    for u in Samples(count: 300, domain: 0...1) {
      let sine = Double.sin(.pi / 2 * u)
      for (result, expected) in [
        (Double.betaQuantile(u, 1, 1), u), (.betaQuantile(u, 1, 6), 1 - .pow(1 - u, 1.0 / 6)),
        (.betaQuantile(u, 0.2, 1), .pow(u, 5)), (.betaQuantile(u, 0.5, 0.5), sine * sine),
      ] {
        #expect((result - expected).magnitude <= 1e-14, "\(u)")
      }
    }
  }

  @Test func `Implicit derivatives in the shapes are the differences of quantiles`() {
    let h = 0x1p-13
    for u in [0.01, 0.3, 0.5, 0.8, 0.999] {
      for (a, b) in [(0.7, 0.9), (2, 5), (15, 15), (40, 8)] as [(Double, Double)] {
        let slopes = Double.incompleteBetaSlopes(.betaQuantile(u, a, b), a, b)
        let byA = (Double.betaQuantile(u, a + h, b) - .betaQuantile(u, a - h, b)) / (2 * h)
        let byB = (Double.betaQuantile(u, a, b + h) - .betaQuantile(u, a, b - h)) / (2 * h)
        // The third derivatives are below 10, so the differences err by less than 10 h² / 6.
        #expect((byA + slopes.byA / slopes.byX).magnitude < 1e-7, "\(u) \(a) \(b)")
        #expect((byB + slopes.byB / slopes.byX).magnitude < 1e-7, "\(u) \(a) \(b)")
      }
    }
  }

  @Test func `The ends give the ends, and a root below the smallest number gives zero`() {
    for (a, b) in Self.shapes {
      #expect(Double.betaQuantile(0, a, b) == 0)
      #expect(Double.betaQuantile(1, a, b) == 1)
    }
    #expect(Double.betaQuantile(0.3, 1e-3, 5) == 0)
    #expect(Double.betaQuantile(0.25, 1e-300, 1e-300) == 0)
    #expect(Double.betaQuantile(5e-324, 1, 1) == 5e-324)
    #expect(Double.betaQuantile(0.3, 1e300, 1e300).isNaN)
  }

  /// 64-bit FNV-1a over the bits of the results, recorded on x86-64.
  @Test func `Every bit of 20,000 quantiles is the recorded one`() {
    let sum = checksum(
      Samples(count: 20_000, domain: 0...1).map { u in
        Double.betaQuantile(u, 0.1 + 20 * u, .exp(5 - 7 * u))
      })
    #expect(sum == 0xde05_311a_0d10_1a1c, "0x\(String(sum, radix: 16))")
  }
}
