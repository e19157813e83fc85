extension Double {
  /// Returns I_x(a, b), the probability that a beta variable with shapes a and b lies below x.
  ///
  /// The smaller tail comes from a continued fraction whose terms shrink geometrically, and the other
  /// one is 1 less it: I_x(a, b) = 1 − I_{1−x}(b, a). The fraction is used for x ≤ (a + 1) / (a + b +
  /// 2), where the relative error is below 5·10⁻¹³ for shapes up to 200 and 10⁻¹² up to 20,000, as
  /// long as the result isn't subnormal. Above, the absolute error is below 10⁻¹⁴.
  ///
  /// 0 gives 0, 1 gives 1; NaN, x outside [0, 1] and shapes that aren't positive and finite give NaN,
  /// and so do, around the mean, shapes above some 10¹², whose fraction would take a million steps.
  ///
  /// - Parameter x: The upper end of the integral, in [0, 1].
  /// - Parameter a: The first shape: the exponent of x, plus 1.
  /// - Parameter b: The second shape: the exponent of 1 − x, plus 1.
  /// - Complexity: About √max(a, b) steps around the mean, some 10 for shapes of 15, fewer elsewhere.
  ///
  /// > Reference: Abramowitz & Stegun (1964), 26.5.2; DLMF 8.17.4, 8.17.22.
  public static func regularizedIncompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard let shapes = BetaShapes(a, b), x >= 0, x <= 1 else { return .nan }
    if x == 0 || x == 1 { return x }
    let point = BetaPoint(x, shapes)
    let kernel = exp(point.logKernel)
    let tail = kernel == 0 ? 0 : point.weight * kernel * point.fraction()
    return point.isLower ? tail : 1 - tail
  }
}

/// Two shapes and what all points have in common.
struct BetaShapes {
  var a: Double
  var b: Double
  /// a + b, as the sum of two doubles.
  var sum: DoubleDouble
  /// ln of the kernel at the mean, where x = a / (a + b).
  var logKernelAtMean: Double

  /// Fails unless both shapes and their sum are positive and finite.
  init?(_ a: Double, _ b: Double) {
    guard a > 0, b > 0, a + b < .infinity else { return nil }
    (self.a, self.b) = (a, b)
    sum = DoubleDouble(larger: max(a, b), plus: min(a, b))
    logKernelAtMean = Self.excess(sum.high) - (Self.excess(a) + Self.excess(b))
  }

  /// ln Γ(a + 1) − a ln a + a: small for a small a, and ½ ln 2πa + O(1/a) for a large one.
  private static func excess(_ a: Double) -> Double {
    if a < 8 { return .logGamma(1 + a) - a * .log(a) + a }
    return 0.5 * (0x1.d67f1c864beb5p0 + .log(a)) + stirlingRemainder(a)
  }
}

/// A point of the open unit interval, seen from one of its ends.
///
/// With the kernel K = xᵃ yᵇ Γ(a + b + 1) / (Γ(a + 1) Γ(b + 1)), y = 1 − x, which has no poles, and
/// the fractions F of both sides,
///
///     I = b / (a + b) · K · F(x; a, b),   1 − I = a / (a + b) · K · F(y; b, a)
///
/// ln K is its value at the mean m plus a ln(x / m) + b ln(y / (1 − m)), where x / m = 1 − λ / a and
/// y / (1 − m) = 1 + λ / b: with λ = a − (a + b) x from a product of two doubles, no large terms
/// cancel.
struct BetaPoint {
  var shapes: BetaShapes
  var x: Double
  var y: Double
  /// λ = a − (a + b) x.
  var deviation: Double
  /// ln K.
  var logKernel: Double

  init(_ x: Double, _ shapes: BetaShapes) {
    (self.shapes, self.x) = (shapes, x)
    y = 1 - x
    let (a, b) = (shapes.a, shapes.b)
    let product = DoubleDouble(x, times: shapes.sum.high)
    deviation = (a - product.high) - (product.low + x * shapes.sum.low)
    logKernel =
      shapes.logKernelAtMean
      + (a * Self.logRatio(x, a / shapes.sum.high, excess: -deviation / a)
        + b * Self.logRatio(y, b / shapes.sum.high, excess: deviation / b))
  }

  /// ln(x / mean), where x / mean is 1 + excess; a mean that underflows belongs to a shape so small
  /// that any finite logarithm does.
  @inline(__always)
  private static func logRatio(_ x: Double, _ mean: Double, excess: Double) -> Double {
    if excess.magnitude < 0.5 { return .log1p(excess) }
    return .log(x) - .log(max(mean, .leastNonzeroMagnitude))
  }

  /// Whether the fraction gives the tail below x: x ≤ (a + 1) / (a + b + 2).
  @inline(__always)
  var isLower: Bool { 1 + deviation >= 2 * x }

  /// b / (a + b) or a / (a + b).
  @inline(__always)
  var weight: Double { (isLower ? shapes.b : shapes.a) / shapes.sum.high }

  /// F of the tail on the near side.
  func fraction() -> Double {
    isLower
      ? betaFraction(x, shapes.a, shapes.b, deviation: deviation)
      : betaFraction(y, shapes.b, shapes.a, deviation: -deviation)
  }

  /// The density of the beta distribution: a b / (a + b) · K / (x y).
  var density: Double {
    let (a, b) = (shapes.a, shapes.b)
    return Double.exp(logKernel) * (a * (b / shapes.sum.high)) / y / x
  }
}
