import CKernels
import PortableMath
import Testing

/// A function of the kernels with its reference and the error it states.
struct ElementaryFunction: CustomTestStringConvertible, Sendable {
  var name: String
  var operation: kernel_unary_operation
  /// In units in the last place.
  var bound: Double
  var reference: @Sendable (Double) -> Double

  var testDescription: String { name }

  func callAsFunction(_ x: [Float]) -> [Float] {
    [Float](count: x.count) { kernel_unary(operation, x.count, x, $0) }
  }

  static let all: [ElementaryFunction] = [
    .init(name: "exp", operation: kernel_unary_exp, bound: 0.93) { .exp($0) },
    .init(name: "expm1", operation: kernel_unary_expm1, bound: 1.16) { .expm1($0) },
    .init(name: "log", operation: kernel_unary_log, bound: 0.86) { .log($0) },
    .init(name: "log1p", operation: kernel_unary_log1p, bound: 0.94) { .log1p($0) },
    .init(name: "tanh", operation: kernel_unary_tanh, bound: 1.33) { .tanh($0) },
    .init(name: "sigmoid", operation: kernel_unary_sigmoid, bound: 1.48) { .logistic($0) },
    .init(name: "softplus", operation: kernel_unary_softplus, bound: 1.23) {
      Double.maximum($0, 0) + .log1p(.exp(-$0.magnitude)) + ($0.isNaN ? .nan : 0)
    },
    .init(name: "erf", operation: kernel_unary_erf, bound: 1.21, reference: errorFunction),
    .init(name: "sin", operation: kernel_unary_sin, bound: 0.501) { .sin($0) },
    .init(name: "cos", operation: kernel_unary_cos, bound: 0.501) { .cos($0) },
    .init(name: "square root", operation: kernel_unary_square_root, bound: 0.5) {
      $0.squareRoot()
    },
    .init(name: "square", operation: kernel_unary_square, bound: 0.5) { $0 * $0 },
    .init(name: "negate", operation: kernel_unary_negate, bound: 0) { -$0 },
    .init(name: "abs", operation: kernel_unary_abs, bound: 0) { $0.magnitude },
    .init(name: "relu", operation: kernel_unary_relu, bound: 0) { $0 < 0 ? 0 : $0 },
    .init(name: "sign", operation: kernel_unary_sign, bound: 0) {
      $0 > 0 ? 1 : $0 < 0 ? -1 : $0
    },
  ]
}

/// erf x by its series of positive terms below 3, (2/√π) e^(−x²) Σ 2ⁿ x²ⁿ⁺¹ / (2n + 1)!!, and by the
/// continued fraction of erfc above (Abramowitz & Stegun 7.1.6 and 7.1.14).
@Sendable func errorFunction(_ x: Double) -> Double {
  let z = x.magnitude
  let squared = z * z
  if x.isNaN { return x }
  if z < 1e-20 { return x * 1.128_379_167_095_512_6 }
  if z > 6 { return x > 0 ? 1 : -1 }
  var value: Double
  if z < 3 {
    var (term, n) = (z, 0.0)
    value = z
    while term > value * 1e-18 {
      n += 1
      term *= 2 * squared / (2 * n + 1)
      value += term
    }
    value *= 1.128_379_167_095_512_6 * .exp(-squared)
  } else {
    var fraction = z
    for k in stride(from: 60, to: 0, by: -1) { fraction = z + Double(k) / 2 / fraction }
    value = 1 - .exp(-squared) * 0.564_189_583_547_756_3 / fraction
  }
  return x > 0 ? value : -value
}
