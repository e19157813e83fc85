/// A picture made of pixels: a frame that a policy sees, or the weights of a neuron as a picture.
///
///     PixelMap(rows: 80, columns: 80) { row, column in brightness(row, column) }
///     PixelMap(weights).values(named: "weight").diverging()
///
/// Rows and columns count from 0 at the upper left; 0 is the ground. A pixel is the stronger the
/// nearer its value is to the largest, in sixteen steps; what is below half a step is ground. Where
/// a value is below 0, or ``diverging(extent:)`` asks for it, colours go from blue over near-white
/// to orange instead.
public struct PixelMap: Sendable, Hashable {
  /// How many pixels lie below one another.
  public let rows: Int
  /// How many pixels lie side by side.
  public let columns: Int

  var values: [Double]
  var title: String?
  var name = "value"
  var diverges = false
  var extent: Double?
  var layers: [PixelLayer] = []
  var width = 320.0

  /// A picture of rows of values.
  ///
  /// - Precondition: At least 1 × 1 values, as many in every row, all finite.
  public init(_ values: [[Double]]) {
    let columns = values.first?.count ?? 0
    for (index, row) in values.enumerated() where row.count != columns {
      fatalError("PixelMap: row \(index) has \(row.count) values for \(columns) columns")
    }
    self.init(rows: values.count, columns: columns) { values[$0][$1] }
  }

  /// A picture whose values are computed from row and column.
  ///
  /// - Precondition: `rows` and `columns` are at least 1; values are finite.
  public init(rows: Int, columns: Int, _ value: (Int, Int) -> Double) {
    guard rows >= 1, columns >= 1 else {
      fatalError("PixelMap: \(rows) rows × \(columns) columns; at least 1 × 1 is needed")
    }
    self.rows = rows
    self.columns = columns
    values = (0..<rows * columns).map { value($0 / columns, $0 % columns) }
    for (index, value) in values.enumerated() where !value.isFinite {
      fatalError("PixelMap: pixel (\(index / columns), \(index % columns)) is \(value)")
    }
  }

  // MARK: Modifiers

  /// A short name, shown above the picture.
  public func title(_ title: String) -> PixelMap { with { $0.title = title } }

  /// What the values are, for the description and the data.
  public func values(named name: String) -> PixelMap { with { $0.name = name } }

  /// Colours from blue (negative) over near-white (0) to orange (positive), with a bar beside the
  /// picture that tells them.
  ///
  /// - Parameter extent: The magnitude at both ends, above zero; by default the largest there is.
  ///   Values beyond have the colour of the end.
  public func diverging(extent: Double? = nil) -> PixelMap {
    if let extent, !(extent > 0 && extent.isFinite) {
      fatalError("PixelMap.diverging: the extent must be above zero, not \(extent)")
    }
    return with {
      $0.diverges = true
      $0.extent = extent
    }
  }

  /// A paint and a name for all pixels of one value, which takes no part in the scale of the
  /// others.
  ///
  ///     PixelMap(court).paint(.accent, for: 2, named: "agent's paddle")
  public func paint(_ paint: Paint, for value: Double, named name: String) -> PixelMap {
    with { $0.layers.append(PixelLayer(value: value, paint: paint, name: name)) }
  }

  /// How wide the picture is, in viewBox units; a page's column is 640.
  ///
  /// - Precondition: From 16 to 560.
  public func width(_ width: Double) -> PixelMap {
    guard (16...560).contains(width) else {
      fatalError("PixelMap.width: \(width) is not in 16…560")
    }
    return with { $0.width = width }
  }

  private func with(_ change: (inout PixelMap) -> Void) -> PixelMap {
    var map = self
    change(&map)
    return map
  }
}

/// Pixels that have a paint of their own.
struct PixelLayer: Sendable, Hashable {
  var value: Double
  var paint: Paint
  var name: String
}
