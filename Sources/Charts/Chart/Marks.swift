/// A point of a line. The points of one series are joined in the order written.
///
/// A y of `Double.nan` is a gap: the line ends before it and begins anew after it. Every other
/// number that is not finite is an error.
public struct LineMark: ChartContent {
  /// The mark.
  public let marks: [Mark]

  /// A point of the line that is told apart by its colour or by `series`.
  public init(x: PlottableValue, y: PlottableValue, series: PlottableValue? = nil) {
    marks = [Mark(.line, x: x, y: y, series: series)]
  }
}

/// A line through all points of two arrays.
public struct LinePlot: ChartContent {
  /// The marks.
  public let marks: [Mark]

  /// The line through (x₀, y₀), (x₁, y₁), …; a y of `Double.nan` is a gap.
  ///
  /// - Precondition: As many x as y.
  public init(x: PlottableValues, y: PlottableValues, series: PlottableValue? = nil) {
    guard x.data.count == y.data.count else {
      fatalError(
        "LinePlot: \(x.data.count) values of \(x.label) but \(y.data.count) of \(y.label)")
    }
    marks = x.data.indices.map { Mark(.line, x: x[$0], y: y[$0], series: series) }
  }
}

/// A point of a filled area: an interval band, or what lies under a curve.
///
/// Ends of `Double.nan` are a gap, as in a line.
public struct AreaMark: ChartContent {
  /// The mark.
  public let marks: [Mark]

  /// A point of the band from `yStart` to `yEnd`.
  public init(
    x: PlottableValue, yStart: PlottableValue, yEnd: PlottableValue, series: PlottableValue? = nil
  ) {
    marks = [Mark(.area, x: x, y: yStart, yEnd: yEnd, series: series)]
  }

  /// A point of the area from zero to `y`. Areas are not stacked.
  public init(x: PlottableValue, y: PlottableValue, series: PlottableValue? = nil) {
    marks = [Mark(.area, x: x, y: y, series: series)]
  }
}

/// A symbol at a place.
public struct PointMark: ChartContent {
  /// The mark.
  public let marks: [Mark]

  /// A symbol at (x, y).
  public init(x: PlottableValue, y: PlottableValue) { marks = [Mark(.point, x: x, y: y)] }
}

/// A bar from zero: upright over a category or a number, lying if y is the category.
///
/// Bars at one place are stacked, those with different `position(by:)` stand side by side.
public struct BarMark: ChartContent {
  /// The mark.
  public let marks: [Mark]

  /// A bar as long as the value.
  public init(x: PlottableValue, y: PlottableValue) { marks = [Mark(.bar, x: x, y: y)] }

  /// A bar of a histogram, from `xStart` to `xEnd`, as tall as `y`.
  public init(xStart: PlottableValue, xEnd: PlottableValue, y: PlottableValue) {
    marks = [Mark(.bar, x: xStart, xEnd: xEnd, y: y)]
  }
}

/// A straight line: a reference across the whole plot, or an interval at one place.
///
/// A reference is named on the line, by its annotation or else by its value's label.
public struct RuleMark: ChartContent {
  /// The mark.
  public let marks: [Mark]

  /// A level line across the plot.
  public init(y: PlottableValue) { marks = [Mark(.rule, y: y)] }

  /// An upright line across the plot.
  public init(x: PlottableValue) { marks = [Mark(.rule, x: x)] }

  /// An upright interval at x, such as an error bar.
  public init(x: PlottableValue, yStart: PlottableValue, yEnd: PlottableValue) {
    marks = [Mark(.rule, x: x, y: yStart, yEnd: yEnd)]
  }

  /// A level interval at y.
  public init(xStart: PlottableValue, xEnd: PlottableValue, y: PlottableValue) {
    marks = [Mark(.rule, x: xStart, xEnd: xEnd, y: y)]
  }
}

/// A rectangle: a cell of a heat map, or a region.
///
/// In a heat map `foregroundStyle(by:)` takes a number, which chooses the colour.
public struct RectangleMark: ChartContent {
  /// The mark.
  public let marks: [Mark]

  /// The cell at x and y. Numbers on either axis become bands in ascending order.
  public init(x: PlottableValue, y: PlottableValue) { marks = [Mark(.rectangle, x: x, y: y)] }

  /// The region between two x and two y.
  public init(
    xStart: PlottableValue, xEnd: PlottableValue, yStart: PlottableValue, yEnd: PlottableValue
  ) {
    marks = [Mark(.rectangle, x: xStart, xEnd: xEnd, y: yStart, yEnd: yEnd)]
  }
}

/// Words at a place.
public struct TextMark: ChartContent {
  /// The mark.
  public let marks: [Mark]

  /// The words, centred at (x, y).
  public init(_ text: String, x: PlottableValue, y: PlottableValue) {
    marks = [Mark(.text(text), x: x, y: y)]
  }
}
