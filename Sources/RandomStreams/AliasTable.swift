/// A categorical distribution prepared for draws in constant time.
///
/// The weights are cut and stacked into columns of equal height with at most two items each: a
/// column's own up to a threshold, and above it an alias.
///
/// > Reference: Walker (1977), doi:10.1145/355744.355749; built as by Vose (1991),
/// > doi:10.1109/32.92917.
public struct AliasTable: Sendable {
  /// The weights divided by their sum, shape [count].
  public let probabilities: [Double]

  @usableFromInline struct Column: Sendable {
    @usableFromInline var threshold: Double
    @usableFromInline var alias: Int
  }
  @usableFromInline let columns: [Column]

  /// Prepares weights that need not sum to 1.
  ///
  /// - Parameter weights: Finite and not negative, with a positive finite sum.
  /// - Complexity: O(count).
  public init(_ weights: [Double]) {
    let total = weights.reduce(0, +)
    guard weights.allSatisfy({ $0 >= 0 }) && total > 0 && total < .infinity else {
      trapOnWeights(weights)
    }
    probabilities = weights.map { $0 / total }
    columns = Self.columns(of: probabilities)
  }

  private static func columns(of probabilities: [Double]) -> [Column] {
    // Heights in units of a column.
    var heights = probabilities.map { $0 * Double(probabilities.count) }
    var low = heights.indices.filter { heights[$0] < 1 }
    var high = heights.indices.filter { heights[$0] >= 1 }
    var columns = heights.indices.map { Column(threshold: 1, alias: $0) }
    while let donor = high.last, let needy = low.popLast() {
      columns[needy] = Column(threshold: heights[needy], alias: donor)
      heights[donor] -= 1 - heights[needy]
      if heights[donor] < 1 {
        high.removeLast()
        low.append(donor)
      }
    }
    // The columns left are full but for rounding; an item of weight zero must not fill one.
    let heaviest = probabilities.indices.max { probabilities[$0] < probabilities[$1] } ?? 0
    for index in low where probabilities[index] == 0 {
      columns[index] = Column(threshold: 0, alias: heaviest)
    }
    return columns
  }

  /// Draws the offset of a weight with probability proportional to it; never one whose weight is
  /// zero. Takes two words: a column, and a height in it.
  ///
  /// - Complexity: O(1).
  @inlinable
  public func sample(using generator: inout some RandomNumberGenerator) -> Int {
    let index = Int.uniform(below: columns.count, using: &generator)
    let column = columns[index]
    return Double.uniform(using: &generator) < column.threshold ? index : column.alias
  }
}
