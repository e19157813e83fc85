/// The extents of a tensor along its axes; a scalar has none.
///
/// Written as an array literal: `[2, 3]` is two rows of three. At most seven axes.
public struct Shape: Sendable, Hashable, ExpressibleByArrayLiteral {
  /// The greatest number of axes.
  public static let maximumRank = 7

  /// The extents, then zeros; the last lane is the rank.
  private var lanes: SIMD8<Int32>

  /// A shape with these extents.
  ///
  /// - Precondition: At most seven extents, none negative, each below 2³¹.
  public init(_ extents: some Collection<Int>) {
    lanes = .zero
    if extents.count > Self.maximumRank {
      fatalError("A tensor has at most \(Self.maximumRank) axes; \(Array(extents)) are more.")
    }
    for (axis, extent) in extents.enumerated() {
      guard let short = Int32(exactly: extent), short >= 0 else {
        fatalError("An extent lies in 0 ..< 2³¹; \(Array(extents)) has \(extent) at axis \(axis).")
      }
      lanes[axis] = short
    }
    lanes[7] = Int32(extents.count)
  }

  /// A shape with these extents.
  public init(arrayLiteral extents: Int...) { self.init(extents) }

  /// The shape of a matrix; other than by a literal, no array is made on the way.
  init(rows: Int, columns: Int) {
    lanes = .zero
    lanes[7] = 2
    self[0] = rows
    self[1] = columns
  }

  /// The number of axes.
  public var rank: Int { Int(lanes[7]) }

  /// The product of the extents: how many numbers a tensor of this shape has.
  ///
  /// - Precondition: An `Int` holds it, and the products of the first few extents.
  public var elementCount: Int { product(0..<rank) }

  /// The product of the extents along some axes.
  private func product(_ axes: Range<Int>) -> Int {
    var count = 1
    for axis in axes {
      let (product, overflows) = count.multipliedReportingOverflow(by: Int(lanes[axis]))
      if overflows { trapTooLarge() }
      count = product
    }
    return count
  }

  /// The axis counted from the front, for an axis that may be negative and then counts from the end.
  ///
  /// - Parameter operation: What asks; it stands in the message when there is no such axis.
  func axis(_ axis: Int, _ operation: StaticString) -> Int {
    let positive = axis < 0 ? axis + rank : axis
    if positive < 0 || positive >= rank {
      fatalError("\(operation): shape \(self) has no axis \(axis); it has \(rank) axes.")
    }
    return positive
  }

  /// The product of the extents in front of an axis, that axis's extent, and the product of those behind it.
  func split(at axis: Int) -> (outer: Int, count: Int, inner: Int) {
    (product(0..<axis), self[axis], product(axis + 1..<rank))
  }
}

extension Shape: RandomAccessCollection, MutableCollection {
  /// 0, the first axis.
  public var startIndex: Int { 0 }
  /// The number of axes.
  public var endIndex: Int { rank }

  /// The extent along an axis, counted from the front.
  ///
  /// - Precondition: There is such an axis; what is set is not negative, and below 2³¹.
  public subscript(axis: Int) -> Int {
    @inline(__always) get {
      if axis < 0 || axis >= rank { trapNoAxis(axis) }
      return Int(lanes[axis])
    }
    @inline(__always) set {
      if axis < 0 || axis >= rank { trapNoAxis(axis) }
      guard let extent = Int32(exactly: newValue), extent >= 0 else { trapBad(newValue, axis) }
      lanes[axis] = extent
    }
  }

  @inline(never)
  private func trapNoAxis(_ axis: Int) -> Never { fatalError("Shape \(self) has no axis \(axis).") }

  @inline(never)
  private func trapBad(_ extent: Int, _ axis: Int) -> Never {
    fatalError(
      "An extent lies in 0 ..< 2³¹; shape \(self) can't have \(extent) at axis \(axis).")
  }

  @inline(never)
  private func trapTooLarge() -> Never {
    fatalError("Shape \(self) has more elements than can be counted.")
  }
}

extension Shape: CustomStringConvertible {
  /// The extents as they are written in a literal.
  public var description: String { "[" + map(String.init).joined(separator: ", ") + "]" }
}
