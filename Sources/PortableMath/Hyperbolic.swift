extension Double {
  /// Returns the hyperbolic tangent of x with an error below 2.5 ulp.
  ///
  /// tanh x = (e²ˣ − 1) / (e²ˣ + 1), written with `expm1` so that nothing cancels: −t / (t + 2)
  /// with t = e⁻²ˣ − 1 for x < 1, and 1 − 2 / (t + 2) with t = e²ˣ − 1 above. NaN gives NaN, ±0
  /// gives ±0, ±∞ gives ±1.
  public static func tanh(_ x: Double) -> Double {
    let a = x.magnitude
    guard a > 0x1p-28 else { return x }
    let result: Double
    if a < 1 {
      let t = expm1(-2 * a)
      result = -t / (t + 2)
    } else if a < 22 {
      result = 1 - 2 / (expm1(2 * a) + 2)
    } else {
      result = a.isNaN ? .nan : 1
    }
    return x < 0 ? -result : result
  }

  /// Returns the logistic function 1 / (1 + e⁻ˣ) with an error below 2.5 ulp.
  ///
  /// For x < 0 it is eˣ / (1 + eˣ), so that neither end overflows. NaN gives NaN, −∞ gives 0, +∞
  /// gives 1.
  public static func logistic(_ x: Double) -> Double {
    if x < 0 {
      let e = exp(x)
      return e / (1 + e)
    }
    return 1 / (1 + exp(-x))
  }
}
