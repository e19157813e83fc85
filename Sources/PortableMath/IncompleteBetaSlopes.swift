/// I_x(a, b) and its partial derivatives.
public struct IncompleteBetaSlopes: Equatable, Sendable {
  /// I_x(a, b).
  public var value: Double
  /// ∂I/∂x, the density of the beta distribution.
  public var byX: Double
  /// ∂I/∂a.
  public var byA: Double
  /// ∂I/∂b.
  public var byB: Double
}

extension Double {
  /// Returns I_x(a, b) together with its derivatives in x, a and b.
  ///
  /// They are what a beta variable needs to be differentiated in its shapes: at a fixed probability,
  /// ∂x/∂a = −(∂I/∂a) / (∂I/∂x), and likewise for b.
  ///
  /// The continued fraction is differentiated term by term, in forward mode; the factor before it has
  /// the logarithmic derivative ln x − ψ(a + 1) + ψ(a + b) in a. For shapes from 0.1 to 200 each
  /// derivative has an error below 10⁻¹² times the larger of itself and the smaller tail; for smaller
  /// ones below the larger of 10⁻¹² times itself and 10⁻¹⁴.
  ///
  /// At x = 0 and x = 1 the derivatives in a and b are 0. Arguments that give NaN for
  /// `regularizedIncompleteBeta(_:_:_:)` give NaN in all four.
  ///
  /// - Complexity: That of `regularizedIncompleteBeta(_:_:_:)`, each step some three times as long.
  ///
  /// > Reference: Boik & Robison-Cox (1998), "Derivatives of the incomplete beta function",
  /// > doi:10.18637/jss.v003.i01; Figurnov, Mohamed & Mnih (2018), arXiv:1805.08498, for the use.
  public static func incompleteBetaSlopes(
    _ x: Double, _ a: Double, _ b: Double
  ) -> IncompleteBetaSlopes {
    guard let shapes = BetaShapes(a, b), x >= 0, x <= 1 else {
      return IncompleteBetaSlopes(value: .nan, byX: .nan, byA: .nan, byB: .nan)
    }
    if x == 0 || x == 1 {
      let density = endDensity(x == 0 ? a : b, other: x == 0 ? b : a)
      return IncompleteBetaSlopes(value: x, byX: density, byA: 0, byB: 0)
    }
    let point = BetaPoint(x, shapes)
    let near = point.nearTail()
    let density = point.density
    if point.isLower {
      return IncompleteBetaSlopes(
        value: near.value, byX: density, byA: near.slopes.x, byB: near.slopes.y)
    }
    return IncompleteBetaSlopes(
      value: 1 - near.value, byX: density, byA: -near.slopes.y, byB: -near.slopes.x)
  }

  /// The density at the end of the interval whose exponent is shape − 1.
  private static func endDensity(_ shape: Double, other: Double) -> Double {
    if shape == 1 { return other }
    return shape < 1 ? .infinity : 0
  }
}

extension BetaPoint {
  /// The tail on the near side, with its derivatives in that side's shape and in the other one.
  fileprivate func nearTail() -> ShapeDual {
    let kernel = Double.exp(logKernel)
    if kernel == 0 { return .constant(0) }
    let (z, a, b) = isLower ? (x, shapes.a, shapes.b) : (y, shapes.b, shapes.a)
    let fraction = betaFraction(
      z, ShapeDual(value: a, slopes: [1, 0]), ShapeDual(value: b, slopes: [0, 1]),
      deviation: ShapeDual(
        value: isLower ? deviation : -deviation, slopes: [isLower ? y : x, -z]))
    // The factor is b / (a + b) · K, and digamma at a + b + 1, a + 1 and b + 1 has no poles.
    let factor = weight * kernel
    let common = Double.digamma(1 + shapes.sum.high)
    let byA =
      Double.log(z) + (common - Double.digamma(1 + a)) - 1 / shapes.sum.high
    let byB =
      Double.log(isLower ? y : x) + (common - Double.digamma(1 + b)) + a / b / shapes.sum.high
    return ShapeDual(
      value: factor * fraction.value,
      slopes: factor * (fraction.value * SIMD2(byA, byB) + fraction.slopes))
  }
}
