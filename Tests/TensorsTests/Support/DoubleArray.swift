import Tensors

/// An array of `Double`s with axes, as slow and plain as can be: what tensors are compared with.
struct DoubleArray: Equatable {
  var shape: [Int]
  /// The numbers in row-major order.
  var values: [Double]

  /// The array whose element at each index is what `element` says.
  init(shape: [Int], element: (_ index: [Int]) throws -> Double) rethrows {
    self.shape = shape
    values = try Self.indices(of: shape).map(element)
  }

  init(_ value: Double) {
    shape = []
    values = [value]
  }

  /// The numbers of a tensor, exactly.
  init(_ tensor: Tensor) {
    shape = Array(tensor.shape)
    values = tensor.scalars.map { Double($0) }
  }

  /// All indices of a shape in row-major order.
  static func indices(of shape: [Int]) -> [[Int]] {
    shape.reduce([[]]) { indices, extent in
      indices.flatMap { index in (0..<extent).map { index + [$0] } }
    }
  }

  /// The element at an index of this shape, or of one that this shape broadcasts to.
  subscript(_ index: [Int]) -> Double {
    var offset = 0
    for (extent, position) in zip(shape, index.suffix(shape.count)) {
      offset = offset * extent + (extent == 1 ? 0 : position)
    }
    return values[offset]
  }

  func map(_ transform: (Double) -> Double) -> DoubleArray {
    DoubleArray(shape: shape) { transform(self[$0]) }
  }

  /// The shape that both broadcast to.
  static func broadcast(_ a: [Int], _ b: [Int]) -> [Int] {
    let rank = max(a.count, b.count)
    let padded = [a, b].map { Array(repeating: 1, count: rank - $0.count) + $0 }
    return (0..<rank).map { padded[0][$0] == 1 ? padded[1][$0] : padded[0][$0] }
  }

  func combined(
    with other: DoubleArray, _ function: (Double, Double) -> Double
  ) -> DoubleArray {
    DoubleArray(shape: Self.broadcast(shape, other.shape)) { function(self[$0], other[$0]) }
  }

  /// What `reduction` makes of the elements along some axes, given in row-major order.
  func reduced(
    along axes: [Int], keepingAxes: Bool = false, _ reduction: ([Double]) -> Double
  ) -> DoubleArray {
    let axes = axes.map { $0 < 0 ? $0 + shape.count : $0 }
    let kept = shape.indices.map { axes.contains($0) ? 1 : shape[$0] }
    let inner = shape.indices.map { axes.contains($0) ? shape[$0] : 1 }
    var result = DoubleArray(shape: kept) { outer in
      reduction(Self.indices(of: inner).map { self[zip(outer, $0).map { $0 + $1 }] })
    }
    if !keepingAxes { result.shape = shape.indices.filter { !axes.contains($0) }.map { shape[$0] } }
    return result
  }

  static func + (a: DoubleArray, b: DoubleArray) -> DoubleArray { a.combined(with: b, +) }
  static func - (a: DoubleArray, b: DoubleArray) -> DoubleArray { a.combined(with: b, -) }
  static func * (a: DoubleArray, b: DoubleArray) -> DoubleArray { a.combined(with: b, *) }
  static func / (a: DoubleArray, b: DoubleArray) -> DoubleArray { a.combined(with: b, /) }
}
