/// A chart made of marks, in the vocabulary of Apple's Swift Charts.
///
///     Chart {
///       for (episode, value) in returns.enumerated() {
///         LineMark(x: .value("Episode", episode), y: .value("Return", value))
///       }
///       RuleMark(y: .value("Optimal", -13))
///     }
///     .chartYScale(domain: -100...0)
///
/// Axis titles come from the values' labels. Up to five lines are named at their ends, more in a
/// legend. The drawing's colours are CSS variables, so that it serves light, dark and paper.
public struct Chart: Sendable, Hashable {
  /// The marks, in the order written.
  public private(set) var marks: [Mark]
  var title: String?
  var x = AxisOptions()
  var y = AxisOptions()
  var legend = LegendVisibility.automatic
  var seriesPaints: [SeriesPaint] = []
  var facets = FacetOptions()
  /// Width over height; `nil` is 16:9, or what suits the panels.
  var aspectRatio: Double?
  var colorDomain: ClosedRange<Double>?
  var colorDiverges = false

  /// A chart of the marks that the builder yields.
  ///
  /// - Precondition: At least one mark; numbers are finite (`nan` marks a gap in lines and areas).
  public init(@ChartContentBuilder content: () -> [Mark]) {
    marks = content()
    if marks.isEmpty { fatalError("Chart: there are no marks to draw") }
  }

  /// Changes a copy; the modifiers are written with this.
  func with(_ change: (inout Chart) -> Void) -> Chart {
    var chart = self
    change(&chart)
    return chart
  }
}

/// How numbers are spread along an axis.
public enum ScaleType: Sendable, Hashable {
  /// Equal differences are equal distances.
  case linear
  /// Equal ratios are equal distances; positive numbers only.
  case log
  /// As ``log`` in both directions from zero, and about linear below `linearBelow` in magnitude.
  case symmetricLog(linearBelow: Double)

  /// The symmetric logarithm that is about linear within ±1.
  public static var symmetricLog: ScaleType { .symmetricLog(linearBelow: 1) }
}

/// Whether and where series are named.
public enum LegendVisibility: Sendable, Hashable {
  /// At the ends of up to five lines, else above the plot; not at all if there is one unnamed
  /// series.
  case automatic
  /// Above the plot.
  case visible
  /// Not at all.
  case hidden
}

/// What a modifier says about an axis.
struct AxisOptions: Sendable, Hashable {
  var title: String?
  var domain: ClosedRange<Double>?
  var type = ScaleType.linear
  var values: [Double]?
  var isHidden = false
}

/// A series that got its paint by name.
struct SeriesPaint: Sendable, Hashable {
  var name: String
  var paint: Paint
}

/// What a modifier says about small multiples.
struct FacetOptions: Sendable, Hashable {
  var columns: Int?
  var sharesX = true
  var sharesY = true
}
