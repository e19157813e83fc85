extension Double {
  /// Returns ψ(x), the derivative of ln Γ(x), with an error below 4 ulp for x > 0, also around its
  /// root 1.4616….
  ///
  /// - x ≥ 8: the asymptotic series ln x − 1/(2x) − Σ B₂ₙ / (2n x²ⁿ) with 9 terms.
  /// - 1 ≤ x ≤ 2: (x − root) R(x), R a Chebyshev interpolant of degree 24. Around this interval the
  ///   recurrence ψ(x + 1) = ψ(x) + 1/x.
  ///
  /// NaN and negative numbers give NaN, ±0 gives −∞ (the limit from the right), +∞ gives +∞.
  ///
  /// - Complexity: O(1).
  ///
  /// > Reference: Abramowitz & Stegun (1964), 6.3.5, 6.3.18; the constants come from
  /// > `Tests/PortableMathTests/Fixtures/derive_special.py`.
  public static func digamma(_ x: Double) -> Double {
    guard x > 0 else { return x == 0 ? -.infinity : .nan }
    if x >= 8 { return x == .infinity ? x : asymptoticDigamma(x) }
    if x < 1 { return digamma(between: 1 + x) - 1 / x }
    // ψ(x) = ψ(x − k) + Σ 1 / (x − j), the sum as one fraction.
    var (last, numerator, denominator) = (x, 0.0, 1.0)
    while last > 2 {
      last -= 1
      numerator = numerator * last + denominator
      denominator *= last
    }
    return digamma(between: last) + numerator / denominator
  }

  private static func asymptoticDigamma(_ x: Double) -> Double {
    let inverse = 1 / x
    let square = inverse * inverse
    let series = polynomial(
      square, 0x1.5555555555555p-4, -0x1.1111111111111p-7, 0x1.0410410410410p-8,
      -0x1.1111111111111p-8, 0x1.f07c1f07c1f08p-8, -0x1.5995995995996p-6,
      0x1.5555555555555p-4, -0x1.c5e5e5e5e5e5ep-2 + 0x1.86e7f9b9fe6e8p1 * square)
    return log(x) - (0.5 * inverse + square * series)
  }

  /// ψ(x) for 1 ≤ x ≤ 2; the error of R is 2⁻⁶³. The root is the sum of two doubles.
  private static func digamma(between x: Double) -> Double {
    let t = x - 1.5
    var ratio = 0.0
    for coefficient in digammaCoefficients { ratio = ratio * t + coefficient }
    return ((x - 0x1.762d86356be3fp0) - 0x1.b86a722197829p-54) * ratio
  }

  /// Returns ψ′(x), the second derivative of ln Γ(x), with an error below 3 ulp for x > 0.
  ///
  /// - x ≥ 8: the asymptotic series 1/x + 1/(2x²) + Σ B₂ₙ / x²ⁿ⁺¹ with 10 terms.
  /// - x < 8: the recurrence ψ′(x) = ψ′(x + 1) + 1/x², whose terms all are positive.
  ///
  /// NaN and negative numbers give NaN, ±0 and x below 7.4·10⁻¹⁵⁵ give +∞, +∞ gives 0.
  ///
  /// - Complexity: O(1).
  ///
  /// > Reference: Abramowitz & Stegun (1964), 6.4.6, 6.4.12.
  public static func trigamma(_ x: Double) -> Double {
    guard x >= 0 else { return .nan }
    guard x >= 8 else {
      // From the smallest term to the largest.
      let steps = (8 - x).rounded(.up)
      var (offset, sum) = (steps, asymptoticTrigamma(x + steps))
      while offset > 0 {
        offset -= 1
        let inverse = 1 / (x + offset)
        sum += inverse * inverse
      }
      return sum
    }
    return asymptoticTrigamma(x)
  }

  private static func asymptoticTrigamma(_ x: Double) -> Double {
    let inverse = 1 / x
    let square = inverse * inverse
    let last = -0x1.c5e5e5e5e5e5ep2 + square * (0x1.b7c4f8f13e3c5p5 - 0x1.088fe72cfe72dp9 * square)
    let series = polynomial(
      square, 0x1.5555555555555p-3, -0x1.1111111111111p-5, 0x1.8618618618618p-6,
      -0x1.1111111111111p-5, 0x1.364d9364d9365p-4, -0x1.0330330330330p-2,
      0x1.2aaaaaaaaaaabp0, last)
    return inverse + square * (0.5 + inverse * series)
  }
}

/// R of ψ(x) = (x − root) R(x), in powers of x − 3/2, the highest first.
private let digammaCoefficients: [Double] = [
  0x1.d56d3c442d62ap-15, -0x1.6011fd68d65b0p-14, 0x1.42bb9b1ed47b3p-15, -0x1.e41a00b3ac2a3p-15,
  0x1.339b353c4e40cp-13, -0x1.cd69c63d3128dp-13, 0x1.40fe975bfeb32p-12, -0x1.e180e42b99c3fp-12,
  0x1.6c54ff0d1eadcp-11, -0x1.114473f891255p-10, 0x1.99ad0ee9dc8efp-10, -0x1.33509143e91d9p-9,
  0x1.cd21ec3822247p-9, -0x1.5a080a0c910c7p-8, 0x1.03c0a66a51d79p-7, -0x1.8635590c51b36p-7,
  0x1.2564719b647f6p-6, -0x1.b9f8b150319bep-6, 0x1.4de9aa171d4f1p-5, -0x1.fb44202998421p-5,
  0x1.8512e59039755p-4, -0x1.2feeeb98a7e3bp-3, 0x1.eca189b8e6f6bp-3, -0x1.b1cb63005ee96p-2,
  0x1.e6f0cbb873616p-1,
]
