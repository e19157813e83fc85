import PortableMath

extension Double {
  /// erf x = 2/√π e^(−x²) Σ 2ⁿ x²ⁿ⁺¹ / (2n + 1)!!, whose terms all have one sign.
  static func erf(_ x: Double) -> Double {
    var (term, sum, n) = (x, x, 0.0)
    while term.magnitude > 1e-18 * sum.magnitude {
      n += 1
      term *= 2 * x * x / (2 * n + 1)
      sum += term
    }
    return 2 / Double.pi.squareRoot() * exp(-x * x) * sum
  }
}
