internal import CKernels

// MARK: - Not recorded

/// The function applied to pairs of elements, of shapes that broadcast; not recorded.
func binary(
  _ operation: kernel_binary_operation, _ left: Tensor, _ right: Tensor,
  _ name: StaticString = "gradient"
) -> Tensor {
  defer {
    withExtendedLifetime(left.storage) {}
    withExtendedLifetime(right.storage) {}
  }
  let (a, b) = (left.elements, right.elements)
  if left.shape == right.shape {
    return Tensor(left.shape) { kernel_binary(operation, left.count, a, 1, b, 1, $0) }
  }
  if right.count == 1 && right.rank <= left.rank {
    return Tensor(left.shape) { kernel_binary(operation, left.count, a, 1, b, 0, $0) }
  }
  if left.count == 1 && left.rank <= right.rank {
    return Tensor(right.shape) { kernel_binary(operation, right.count, a, 0, b, 1, $0) }
  }
  return Tensor(left.shape.broadcast(with: right.shape, name)) {
    binaryRows(operation, left, right, $0)
  }
}

/// The same for shapes of which one is stretched, not both of one element.
private func binaryRows(
  _ operation: kernel_binary_operation, _ left: Tensor, _ right: Tensor,
  _ result: UnsafeMutablePointer<Float>
) {
  if left.count == 0 || right.count == 0 { return }
  let (a, b) = (left.elements, right.elements)
  let axes = PairedAxes(left.shape, right.shape)
  let width = axes.extent(0)
  let (stepA, stepB) = (axes.leftMoves(0) ? 1 : 0, axes.rightMoves(0) ? 1 : 0)
  var row = result
  axes.forEachRow { left, right in
    kernel_binary(operation, width, a + left, stepA, b + right, stepB, row)
    row += width
  }
}

/// The function applied to each element and a number; not recorded.
func binary(_ operation: kernel_binary_operation, _ left: Tensor, _ right: Float) -> Tensor {
  defer { withExtendedLifetime(left.storage) {} }
  return Tensor(left.shape) { result in
    withUnsafePointer(to: right) { right in
      kernel_binary(operation, left.count, left.elements, 1, right, 0, result)
    }
  }
}

/// The function applied to a number and each element; not recorded.
func binary(_ operation: kernel_binary_operation, _ left: Float, _ right: Tensor) -> Tensor {
  defer { withExtendedLifetime(right.storage) {} }
  return Tensor(right.shape) { result in
    withUnsafePointer(to: left) { left in
      kernel_binary(operation, right.count, left, 0, right.elements, 1, result)
    }
  }
}

extension Tensor {
  /// Applies a function of this tensor and another in place, where that is unseen: nothing is recorded, nobody else has
  /// the numbers, the shape stays. Returns whether it did.
  @inline(__always)
  fileprivate mutating func changes(
    by operation: kernel_binary_operation, _ other: Tensor, _ name: StaticString
  ) -> Bool {
    guard !isRecorded, !other.isRecorded, shape == other.shape || other.count == 1,
      other.rank <= rank, isKnownUniquelyReferenced(&storage)
    else { return false }
    defer { withExtendedLifetime(other.storage) {} }
    let stride = shape == other.shape ? 1 : 0
    kernel_binary(operation, count, elements, 1, other.elements, stride, storage.elements)
    checkFinite(name)
    return true
  }

  /// The sum with another gradient of the same shape; in place where nobody else sees it.
  consuming func accumulating(_ other: Tensor) -> Tensor {
    if changes(by: kernel_binary_add, other, "+") { return self }
    return self + other
  }
}

// MARK: - Tensor and tensor

extension Tensor {
  /// Their sum, element by element; shapes broadcast.
  public static func + (left: Tensor, right: Tensor) -> Tensor {
    binary(kernel_binary_add, left, right, "+").recorded("+", from: left, right) { gradient, step in
      [
        step.needs[0] ? gradient.summed(to: step.inputs[0].shape) : nil,
        step.needs[1] ? gradient.summed(to: step.inputs[1].shape) : nil,
      ]
    }
  }

  /// Their difference, element by element; shapes broadcast.
  public static func - (left: Tensor, right: Tensor) -> Tensor {
    binary(kernel_binary_subtract, left, right, "-")
      .recorded("-", from: left, right) { gradient, step in
        [
          step.needs[0] ? gradient.summed(to: step.inputs[0].shape) : nil,
          step.needs[1] ? -gradient.summed(to: step.inputs[1].shape) : nil,
        ]
      }
  }

  /// Their product, element by element; shapes broadcast.
  public static func * (left: Tensor, right: Tensor) -> Tensor {
    binary(kernel_binary_multiply, left, right, "*")
      .recorded("*", from: left, right) { gradient, step in
        let (left, right) = (step.inputs[0], step.inputs[1])
        return [
          step.needs[0] ? (gradient * right).summed(to: left.shape) : nil,
          step.needs[1] ? (gradient * left).summed(to: right.shape) : nil,
        ]
      }
  }

  /// Their quotient, element by element; shapes broadcast.
  public static func / (left: Tensor, right: Tensor) -> Tensor {
    binary(kernel_binary_divide, left, right, "/")
      .recorded("/", from: left, right) { gradient, step in
        let (left, right) = (step.inputs[0], step.inputs[1])
        let quotient = gradient / right
        return [
          step.needs[0] ? quotient.summed(to: left.shape) : nil,
          step.needs[1] ? -(quotient * step.output).summed(to: right.shape) : nil,
        ]
      }
  }

  /// Adds a tensor; the result may be wider, as that of `+`.
  public static func += (left: inout Tensor, right: Tensor) {
    if !left.changes(by: kernel_binary_add, right, "+") { left = left + right }
  }

  /// Subtracts a tensor; the result may be wider, as that of `-`.
  public static func -= (left: inout Tensor, right: Tensor) {
    if !left.changes(by: kernel_binary_subtract, right, "-") { left = left - right }
  }

  /// Multiplies by a tensor, element by element; the result may be wider, as that of `*`.
  public static func *= (left: inout Tensor, right: Tensor) {
    if !left.changes(by: kernel_binary_multiply, right, "*") { left = left * right }
  }

  /// Divides by a tensor, element by element; the result may be wider, as that of `/`.
  public static func /= (left: inout Tensor, right: Tensor) {
    if !left.changes(by: kernel_binary_divide, right, "/") { left = left / right }
  }
}

// MARK: - Tensor and number

extension Tensor {
  /// A number added to each element.
  public static func + (left: Tensor, right: Float) -> Tensor {
    binary(kernel_binary_add, left, right).recorded("+", from: left) { gradient, _ in [gradient] }
  }

  /// A number added to each element.
  public static func + (left: Float, right: Tensor) -> Tensor { right + left }

  /// A number subtracted from each element.
  public static func - (left: Tensor, right: Float) -> Tensor {
    binary(kernel_binary_subtract, left, right)
      .recorded("-", from: left) { gradient, _ in [gradient] }
  }

  /// A number minus each element.
  public static func - (left: Float, right: Tensor) -> Tensor {
    binary(kernel_binary_subtract, left, right)
      .recorded("-", from: right) { gradient, _ in [-gradient] }
  }

  /// Each element times a number.
  public static func * (left: Tensor, right: Float) -> Tensor {
    binary(kernel_binary_multiply, left, right)
      .recorded("*", from: left) { gradient, _ in [gradient * right] }
  }

  /// Each element times a number.
  public static func * (left: Float, right: Tensor) -> Tensor { right * left }

  /// Each element divided by a number.
  public static func / (left: Tensor, right: Float) -> Tensor {
    binary(kernel_binary_divide, left, right)
      .recorded("/", from: left) { gradient, _ in [gradient / right] }
  }

  /// A number divided by each element.
  public static func / (left: Float, right: Tensor) -> Tensor {
    binary(kernel_binary_divide, left, right).recorded("/", from: right) { gradient, step in
      [-(gradient * (step.output / step.inputs[0]))]
    }
  }

  /// Adds a number to each element.
  public static func += (left: inout Tensor, right: Float) { left += Tensor(right) }

  /// Subtracts a number from each element.
  public static func -= (left: inout Tensor, right: Float) { left -= Tensor(right) }

  /// Multiplies each element by a number.
  public static func *= (left: inout Tensor, right: Float) { left *= Tensor(right) }

  /// Divides each element by a number.
  public static func /= (left: inout Tensor, right: Float) { left /= Tensor(right) }
}

// MARK: - Powers

/// aᵇ, element by element; shapes broadcast.
///
/// The derivative with respect to b is taken to be 0 where a is not positive.
public func pow(_ a: Tensor, _ b: Tensor) -> Tensor {
  binary(kernel_binary_power, a, b, "pow").recorded("pow", from: a, b) { gradient, step in
    let (a, b) = (step.inputs[0], step.inputs[1])
    let one = Tensor(1)
    // b aᵇ⁻¹, which is 0 for b = 0 also where a⁻¹ is infinite; log a only where it exists.
    let isEndless = (b .== 0) * (abs(a.unrecorded) .< .leastNormalMagnitude)
    return [
      step.needs[0]
        ? (gradient * (b * pow(select(isEndless, one, a), b - 1))).summed(to: a.shape) : nil,
      step.needs[1]
        ? (gradient * (step.output * log(select(a .> 0, a, one)))).summed(to: b.shape) : nil,
    ]
  }
}

/// aᵇ of each element for a number b.
///
/// For b of 0, 1 and 2 it is exactly 1, a and a·a.
public func pow(_ a: Tensor, _ b: Float) -> Tensor {
  switch b {
  case 0: Tensor.ones(a.shape)
  case 1: a
  case 2: square(a)
  default:
    binary(kernel_binary_power, a, b).recorded("pow", from: a) { gradient, step in
      [gradient * (b * pow(step.inputs[0], b - 1))]
    }
  }
}
