extension Double {
  /// Returns the x below which a beta variable with shapes a and b lies with probability u.
  ///
  /// The root of I_x(a, b) = u is found by Halley's method in the logarithms of the smaller of u and
  /// 1 − u and of the smaller of x and 1 − x, where the tails are straight lines; a step that leaves
  /// the bracket is replaced by a bisection. |I_x − u| is below 10⁻¹³, or x is a neighbour of the
  /// true root (near 1 with b < 1, where the doubles lie too far apart). The result rises with u,
  /// except that probabilities closer than 10⁻¹⁴ of each other may come out in either order.
  ///
  /// 0 gives 0, 1 gives 1; a root below the smallest number gives 0; NaN, u outside [0, 1] and shapes
  /// that aren't positive and finite give NaN.
  ///
  /// - Parameter u: The probability, in [0, 1].
  /// - Parameter a: The first shape.
  /// - Parameter b: The second shape.
  /// - Complexity: Two or three evaluations of the continued fraction for shapes above 1, some more
  ///   below.
  ///
  /// > Reference: Abramowitz & Stegun (1964), 26.5.22, for the first guess when both shapes are at
  /// > least 1, and the leading terms of 26.5.4 otherwise.
  public static func betaQuantile(_ u: Double, _ a: Double, _ b: Double) -> Double {
    guard let shapes = BetaShapes(a, b), u >= 0, u <= 1 else { return .nan }
    if u == 0 || u == 1 { return u }
    var search = BetaSearch(u, shapes)
    return search.root()
  }
}

/// The search for one quantile.
private struct BetaSearch {
  let u: Double
  let shapes: BetaShapes
  /// Whether the tail whose logarithm is matched is the lower one.
  let isLowerTail: Bool
  /// ln of the tail to match.
  let logTarget: Double
  /// I is below u at the lower end and above it at the upper one.
  var low = 0.0
  var high = 1.0

  init(_ u: Double, _ shapes: BetaShapes) {
    (self.u, self.shapes) = (u, shapes)
    isLowerTail = u <= 0.5
    logTarget = .log(isLowerTail ? u : 1 - u)
  }

  mutating func root() -> Double {
    var x = shapes.firstGuess(u)
    if !(x > low && x < high) { x = 0.5 }
    // Newton's steps do the work in the first few; bisections end the search within 64 more.
    for count in 1...100 {
      let tail = BetaPoint(x, shapes).logTail(isLower: isLowerTail)
      let gap = tail.value - logTarget
      if gap == 0 || gap.isNaN { return gap == 0 ? x : .nan }
      if (gap > 0) == isLowerTail { high = x } else { low = x }
      let next = x <= 0.5 ? x * tail.factor(for: gap) : 1 - (1 - x) * tail.factor(for: gap)
      // Halley's method cubes the error: what a step of 10⁻⁶ leaves is below one ulp.
      if gap.magnitude < 1e-6, tail.bend(for: gap).magnitude < 1e-4 {
        return Swift.min(Swift.max(next, low), high)
      }
      x = next > low && next < high && count < 16 ? next : middle
      if x == low || x == high { return x }
    }
    return x
  }

  /// Half-way between the ends in the order of the doubles, so that a few steps reach any magnitude.
  private var middle: Double {
    Double(bitPattern: low.bitPattern + (high.bitPattern - low.bitPattern) / 2)
  }
}

/// ln of a tail as a function of s, where s = ln x for x ≤ ½ and ln(1 − x) for x > ½.
private struct LogTail {
  var value: Double
  /// d value / ds.
  var slope: Double
  /// d ln |slope| / ds.
  var curvature: Double

  /// How far the slope changes over Newton's step, relative to itself.
  @inline(__always)
  func bend(for gap: Double) -> Double { gap / slope * curvature }

  /// e to the power of Halley's step in s.
  @inline(__always)
  func factor(for gap: Double) -> Double {
    let damping = Swift.min(Swift.max(1 - 0.5 * bend(for: gap), 0.5), 2)
    return .exp(-gap / slope / damping)
  }
}

extension BetaPoint {
  fileprivate func logTail(isLower wantsLower: Bool) -> LogTail {
    let (a, b) = (shapes.a, shapes.b)
    let fraction = fraction()
    // `hazard` is x y · density / tail.
    let value: Double
    let hazard: Double
    if wantsLower == isLower {
      value = .log(weight * fraction) + logKernel
      hazard = (isLower ? a : b) / fraction
    } else {
      let kernel = Double.exp(logKernel)
      let tail = 1 - weight * kernel * fraction
      value = .log(tail)
      hazard = a * (b / shapes.sum.high) * kernel / tail
    }
    if x <= 0.5 {
      let slope = (wantsLower ? hazard : -hazard) / y
      return LogTail(value: value, slope: slope, curvature: a - (b - 1) * x / y - slope)
    }
    let slope = (wantsLower ? -hazard : hazard) / x
    return LogTail(value: value, slope: slope, curvature: b - (a - 1) * y / x - slope)
  }
}

extension BetaShapes {
  fileprivate func firstGuess(_ u: Double) -> Double {
    a >= 1 && b >= 1 ? normalGuess(u) : powerGuess(u)
  }

  /// A normal approximation to the logarithm of x / (1 − x).
  private func normalGuess(_ u: Double) -> Double {
    let z = Double.normalQuantile(u)
    let (p, q) = (1 / (2 * a - 1), 1 / (2 * b - 1))
    let h = 2 / (p + q)
    let l = (z * z - 3) / 6
    let w = z * (h + l).squareRoot() / h - (p - q) * (l + 5.0 / 6 - 2 / (3 * h))
    return a / (a + b * .exp(-2 * w))
  }

  /// The smaller of the roots of I = xᵃ / (a B(a, b)) and of its mirror image.
  private func powerGuess(_ u: Double) -> Double {
    let total = sum.high
    let (logA, logB) = (Double.log(a / total), Double.log(b / total))
    let logKernel = logKernelAtMean - a * logA - b * logB
    let x = Double.exp((.log(u) - logB - logKernel) / a)
    let y = Double.exp((.log1p(-u) - logA - logKernel) / b)
    return x <= y ? Swift.min(x, 0.5) : Swift.max(1 - y, 0.5)
  }
}
