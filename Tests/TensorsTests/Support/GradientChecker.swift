import PortableMath
import RandomStreams
import Tensors
import Testing

/// Checks the values of an operation, its first derivatives and its second derivatives against the same function written
/// in double precision.
///
/// With random weights w the operation becomes a scalar function g(x) = Σ w·f(x), and
///
/// - f(x) itself is compared, recorded and not;
/// - ∂g/∂xᵢ is compared with the central difference (g(x + h eᵢ) − g(x − h eᵢ)) / 2h of the reference: once where
///   nothing else is recorded (fused pullbacks), once inside another gradient (pullbacks made of operations);
/// - (∇²g v)ᵢ for a random direction v, from a gradient of v·∇g, is compared with the mixed difference
///   (g(x + h eᵢ + t v) − g(x + h eᵢ − t v) − g(x − h eᵢ + t v) + g(x − h eᵢ − t v)) / 4ht.
///
/// Tolerances. A `Float` operation of `roundings` rounded steps errs by about roundings · ε · scale, ε = 2⁻²³, where the
/// scale is taken to be 1 + the largest magnitude of what is compared. The differences of the reference err themselves:
/// with h = 10⁻⁵ by about h²/6 of a third derivative and 2⁻⁵³/h of the value, 10⁻¹⁰; with h = t = 10⁻⁴ by some 10⁻⁸ of
/// the fourth derivatives and of the value. 10⁻⁸ and 10⁻⁶ times the scale stand for these.
///
/// - Parameters:
///   - inputs: A point at which the operation can be differentiated twice: no kink within 10⁻³.
///   - seed: Of weights and direction.
///   - roundings: How many rounding errors may add up.
func expectDerivatives(
  of operation: ([Tensor]) -> Tensor,
  matching reference: @escaping ([DoubleArray]) -> DoubleArray,
  at inputs: [Tensor], seed: UInt64, roundings: Double = 32,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var random = RandomStream(seed: seed).child("gradient checker")
  let exact = reference(inputs.map { DoubleArray($0) })
  let value = operation(inputs)
  #expect(Array(value.shape) == exact.shape, sourceLocation: sourceLocation)
  if Array(value.shape) != exact.shape { return }
  let weights = random.normals(value.shape)
  let directions = inputs.map { random.normals($0.shape) }
  let weighted = WeightedReference(
    function: reference, weights: DoubleArray(weights), point: inputs.map { DoubleArray($0) },
    direction: directions.map { DoubleArray($0) })
  func expect(_ found: [Tensor], _ expected: [[Double]], differences: Double, _ what: String) {
    expectClose(
      found, expected, relative: roundings * Double(Float.ulpOfOne) + differences, what,
      sourceLocation: sourceLocation)
  }

  expect([value], [exact.values], differences: 0, "value")
  var recordedValue: Tensor?
  let fused = gradient(at: inputs) { inputs in
    let value = operation(inputs)
    recordedValue = stopGradient(value)
    return (weights * value).sum()
  }
  #expect(recordedValue == value, "recording changes the value", sourceLocation: sourceLocation)
  expect(fused, weighted.gradient(), differences: 1e-8, "gradient")

  var composite: [Tensor] = []
  let curvature = gradient(at: inputs) { inputs in
    let gradients = gradient(at: inputs) { (weights * operation($0)).sum() }
    composite = gradients.map(stopGradient)
    return zip(gradients, directions).reduce(Tensor(0)) { $0 + ($1.0 * $1.1).sum() }
  }
  expect(composite, weighted.gradient(), differences: 1e-8, "gradient while recording")
  expect(curvature, weighted.curvature(), differences: 1e-6, "second derivatives")
}

/// Checks that each number is within `relative` times the scale, 1 + the largest expected magnitude.
func expectClose(
  _ found: [Tensor], _ expected: [[Double]], relative: Double, _ what: String = "values",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let scale = 1 + (expected.joined().lazy.map(\.magnitude).max() ?? 0)
  #expect(found.map(\.count) == expected.map(\.count), sourceLocation: sourceLocation)
  for (index, (found, expected)) in zip(found, expected).enumerated() {
    let errors = zip(found.scalars, expected).map { (Double($0) - $1).magnitude }
    guard let worst = errors.indices.max(by: { errors[$0] < errors[$1] || errors[$1].isNaN })
    else { continue }
    #expect(
      errors[worst] <= relative * scale,
      """
      \(what) \(index) of shape \(found.shape): element \(worst) is \(found.scalars[worst]), not \(expected[worst]); \
      tolerance \(relative * scale)
      """,
      sourceLocation: sourceLocation)
  }
}

/// g(x) = Σ w·f(x) in double precision, and its derivatives by differences.
private struct WeightedReference {
  let function: ([DoubleArray]) -> DoubleArray
  let weights: DoubleArray
  let point: [DoubleArray]
  let direction: [DoubleArray]

  /// g at the point, moved by `step` along one coordinate and by `along` times the direction.
  func value(input: Int, element: Int, step: Double, along: Double = 0) -> Double {
    var moved = zip(point, direction).map { point, direction in
      along == 0 ? point : point.combined(with: direction) { $0 + along * $1 }
    }
    moved[input].values[element] += step
    return zip(weights.values, function(moved).values).reduce(0) { $0 + $1.0 * $1.1 }
  }

  func gradient() -> [[Double]] {
    forEachCoordinate { input, element in
      let step = 1e-5 * max(1, point[input].values[element].magnitude)
      let above = value(input: input, element: element, step: step)
      let below = value(input: input, element: element, step: -step)
      return (above - below) / (2 * step)
    }
  }

  func curvature() -> [[Double]] {
    forEachCoordinate { input, element in
      let step = 1e-4 * max(1, point[input].values[element].magnitude)
      let along = 1e-4
      func slope(_ step: Double) -> Double {
        value(input: input, element: element, step: step, along: along)
          - value(input: input, element: element, step: step, along: -along)
      }
      return (slope(step) - slope(-step)) / (4 * step * along)
    }
  }

  private func forEachCoordinate(_ body: (_ input: Int, _ element: Int) -> Double) -> [[Double]] {
    point.indices.map { input in point[input].values.indices.map { body(input, $0) } }
  }
}
