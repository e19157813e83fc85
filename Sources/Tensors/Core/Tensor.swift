internal import CKernels

/// An array of `Float`s with any number of axes, in row-major order.
///
/// A tensor is a value: copies share their numbers until one of them is changed. Operations that get tensors of shapes
/// that don't fit end the program with a message that names the operation and shows the shapes, also in release builds.
///
/// Inside the closure of ``valueAndGradient(at:of:)`` operations are recorded, so that gradients can be found.
public struct Tensor: Sendable {
  /// The extents along the axes.
  public let shape: Shape
  var storage: TensorStorage
  /// What it was computed from, where that is recorded.
  var node: Node?

  init(_ shape: Shape, _ storage: TensorStorage, node: Node? = nil) {
    self.shape = shape
    self.storage = storage
    self.node = node
  }

  /// A tensor whose numbers `fill` writes; it must write all of them.
  init(_ shape: Shape, fill: (UnsafeMutablePointer<Float>) -> Void) {
    let storage = TensorStorage(count: shape.elementCount)
    fill(storage.elements)
    self.init(shape, storage)
  }

  /// The number of elements.
  public var count: Int { storage.count }

  /// The number of axes.
  public var rank: Int { shape.rank }

  /// The numbers, to be read; valid as long as the tensor is.
  var elements: UnsafePointer<Float> { UnsafePointer(storage.elements) }
}

// MARK: - Making tensors

extension Tensor {
  /// A scalar: a tensor without axes.
  public init(_ value: Float) {
    self.init([]) { $0.pointee = value }
  }

  /// A vector.
  public init(_ values: [Float]) {
    self.init(values, shape: [values.count])
  }

  /// A matrix, row by row.
  ///
  /// - Precondition: All rows have one length.
  public init(_ rows: [[Float]]) {
    let width = rows.first?.count ?? 0
    if let odd = rows.firstIndex(where: { $0.count != width }) {
      fatalError("Tensor: row 0 has \(width) numbers, row \(odd) has \(rows[odd].count).")
    }
    self.init(rows.flatMap { $0 }, shape: [rows.count, width])
  }

  /// A tensor of any shape from its numbers in row-major order.
  ///
  /// - Precondition: As many numbers as the shape has elements.
  public init(_ values: [Float], shape: Shape) {
    if values.count != shape.elementCount {
      fatalError(
        "Tensor: \(values.count) numbers don't fill shape \(shape), which has \(shape.elementCount)."
      )
    }
    self.init(shape) { elements in
      values.withUnsafeBufferPointer { values in
        if let start = values.baseAddress { elements.update(from: start, count: values.count) }
      }
    }
  }

  /// A tensor with the same number everywhere.
  public init(repeating value: Float, shape: Shape) {
    self.init(shape) { kernel_fill(shape.elementCount, value, $0) }
  }

  /// Zeros.
  public static func zeros(_ shape: Shape) -> Tensor { Tensor(repeating: 0, shape: shape) }

  /// Ones.
  public static func ones(_ shape: Shape) -> Tensor { Tensor(repeating: 1, shape: shape) }
}

// MARK: - Reading and changing

extension Tensor {
  /// The numbers in row-major order.
  ///
  /// - Complexity: O(n).
  public var scalars: [Float] { withElements { Array($0) } }

  /// The only number.
  ///
  /// - Precondition: There is just one element.
  public var scalar: Float {
    if count != 1 { fatalError("scalar: shape \(shape) has \(count) elements, not one.") }
    return storage.elements.pointee
  }

  /// Reads the numbers in row-major order without copying them.
  public func withElements<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(storage) {} }
    return try body(UnsafeBufferPointer(start: storage.elements, count: count))
  }

  /// Changes the numbers in place; copies of the tensor keep theirs.
  ///
  /// - Precondition: The tensor isn't recorded: what gradients are taken of can't be changed in place.
  public mutating func withMutableElements<Result, Failure: Error>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if let node, node.recording.isOpen {
      fatalError(
        """
        A result of \(node.operation) can't be changed in place while its gradient is being taken; change \
        stopGradient of it, or compute a new tensor.
        """)
    }
    node = nil
    if !isKnownUniquelyReferenced(&storage) {
      let copy = TensorStorage(count: count)
      copy.elements.update(from: storage.elements, count: count)
      storage = copy
    }
    return try body(UnsafeMutableBufferPointer(start: storage.elements, count: count))
  }

  /// One number, by its index along each axis.
  ///
  /// - Precondition: As many indices as axes, each below the extent.
  public subscript(_ indices: Int...) -> Float {
    get { withElements { $0[offset(of: indices)] } }
    set {
      let offset = offset(of: indices)
      withMutableElements { $0[offset] = newValue }
    }
  }

  private func offset(of indices: [Int]) -> Int {
    if indices.count != rank {
      fatalError("Subscript: \(indices.count) indices for shape \(shape), which has \(rank) axes.")
    }
    var offset = 0
    for (axis, index) in indices.enumerated() {
      if index < 0 || index >= shape[axis] {
        fatalError("Subscript: index \(indices) lies outside shape \(shape), at axis \(axis).")
      }
      offset = offset * shape[axis] + index
    }
    return offset
  }
}

extension Tensor: Equatable {
  /// Whether shapes and numbers are the same; as with `Float`, NaN equals nothing and −0 equals 0.
  public static func == (left: Tensor, right: Tensor) -> Bool {
    guard left.shape == right.shape else { return false }
    return left.withElements { left in right.withElements { left.elementsEqual($0) } }
  }
}
