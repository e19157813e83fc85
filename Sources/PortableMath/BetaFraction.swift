// Goals, in order of priority: the same bits on every machine; a small relative error in the smaller
// of the two tails; one text for the value and its derivatives; speed.

/// A number, or a number with its derivatives, of which a continued fraction can be made.
protocol FractionScalar {
  static func + (left: Self, right: Self) -> Self
  static func * (left: Self, right: Self) -> Self
  static func + (left: Double, right: Self) -> Self
  static func * (left: Double, right: Self) -> Self
  static func constant(_ value: Double) -> Self
  var inverse: Self { get }
  var value: Double { get }
  /// Whether the other number and its derivatives equal these up to rounding.
  func isClose(to other: Self) -> Bool
}

extension Double: FractionScalar {
  @inline(__always)
  static func constant(_ value: Double) -> Double { value }
  @inline(__always)
  var inverse: Double { 1 / self }
  @inline(__always)
  var value: Double { self }
  @inline(__always)
  func isClose(to other: Double) -> Bool { (self - other).magnitude <= 0x1p-51 * magnitude }
}

/// A number and its derivatives in a and b: forward-mode differentiation.
struct ShapeDual: FractionScalar {
  var value: Double
  /// The derivatives in a and in b.
  var slopes: SIMD2<Double>

  @inline(__always)
  static func + (left: Self, right: Self) -> Self {
    Self(value: left.value + right.value, slopes: left.slopes + right.slopes)
  }
  @inline(__always)
  static func * (left: Self, right: Self) -> Self {
    Self(
      value: left.value * right.value,
      slopes: left.value * right.slopes + right.value * left.slopes)
  }
  @inline(__always)
  static func + (left: Double, right: Self) -> Self {
    Self(value: left + right.value, slopes: right.slopes)
  }
  @inline(__always)
  static func * (left: Double, right: Self) -> Self {
    Self(value: left * right.value, slopes: left * right.slopes)
  }
  @inline(__always)
  static func constant(_ value: Double) -> Self { Self(value: value, slopes: .zero) }
  @inline(__always)
  var inverse: Self {
    let inverse = 1 / value
    return Self(value: inverse, slopes: -(inverse * inverse) * slopes)
  }
  @inline(__always)
  func isClose(to other: Self) -> Bool {
    let change = slopes - other.slopes
    return value.isClose(to: other.value)
      && change.x.magnitude <= 0x1p-49 * slopes.x.magnitude
      && change.y.magnitude <= 0x1p-49 * slopes.y.magnitude
  }
}

/// F in I_x(a, b) = xᵃ (1 − x)ᵇ / (a B(a, b)) · F, for x ≤ (a + 1) / (a + b + 2).
///
/// It is the even part of the continued fraction of DLMF 8.17.22, so that one step does the work of
/// two, scaled to need one reciprocal a step:
///
///     F  = 1 / (β₀ + α₁ / (β₁ + α₂ / (β₂ + …)))
///     β₀ = (1 + λ) / (a + 1),   λ = a − (a + b) x
///     βₙ = n + n (b − n) x / (a + 2n − 1) + (a + n) (λ + 1 + n (2 − x)) / (a + 2n + 1)
///     αₙ = (a + n − 1) (a + b + n − 1) n (b − n) x² / (a + 2n − 1)²,   α₁ divided by a
///
/// The convergents come from the forward recurrence of their numerators and denominators, scaled so
/// that the last denominator is 1; with `ShapeDual` the same lines carry the derivatives along.
///
/// - Parameter deviation: λ, which the caller knows more exactly than a, b and x tell.
/// - Complexity: About √max(a, b) steps around the mean, fewer far away; exact after b steps for a
///   whole b.
///
/// > Reference: DLMF 8.17.22; DiDonato & Morris (1992), "Algorithm 708", doi:10.1145/131766.131776;
/// > Boik & Robison-Cox (1998), doi:10.18637/jss.v003.i01, who differentiate the recurrence.
@inline(__always)
func betaFraction<Scalar: FractionScalar>(
  _ x: Double, _ a: Scalar, _ b: Scalar, deviation: Scalar
) -> Scalar {
  let sum = a + b
  let start = 1 + deviation
  var inverse = (1 + a).inverse
  let first = start * inverse
  var scale = 1 / first.value
  var numerators = (last: Scalar.constant(0), this: Scalar.constant(scale))
  var denominators = (last: Scalar.constant(scale), this: scale * first)
  var leading = Scalar.constant(1)
  var result = first.inverse
  var n = 1.0
  while n < 1e6 {
    let step = (n * x) * (-n + b) * inverse
    let alpha = step * (x * inverse) * leading * (n - 1 + sum)
    leading = n + a
    inverse = (n + 1 + leading).inverse
    let beta = n + step + leading * (n * (2 - x) + start) * inverse
    numerators = (numerators.this, beta * numerators.this + alpha * numerators.last)
    denominators = (denominators.this, beta * denominators.this + alpha * denominators.last)
    scale = 1 / denominators.this.value
    numerators = (scale * numerators.last, scale * numerators.this)
    denominators = (scale * denominators.last, scale * denominators.this)
    let next = numerators.this * denominators.this.inverse
    if next.isClose(to: result) { return next }
    result = next
    n += 1
  }
  return .constant(.nan)
}
