/// One graphical element that stands for data.
///
/// The public marks (``LineMark``, ``BarMark``, …) and their modifiers make these; they have no
/// public parts.
public struct Mark: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case line, area, point, bar, rule, rectangle
    case text(String)
  }

  let kind: Kind
  var x: PlottableValue?
  /// The far end, for marks that span an interval from `x`.
  var xEnd: PlottableValue?
  var y: PlottableValue?
  /// The far end, for marks that span an interval from `y`.
  var yEnd: PlottableValue?
  /// All else; most marks of a chart look alike, so they share it.
  private(set) var style: MarkStyle

  init(
    _ kind: Kind, x: PlottableValue? = nil, xEnd: PlottableValue? = nil, y: PlottableValue? = nil,
    yEnd: PlottableValue? = nil, series: PlottableValue? = nil
  ) {
    self.kind = kind
    self.x = x
    self.xEnd = xEnd
    self.y = y
    self.yEnd = yEnd
    style = series.map { MarkStyle(MarkLook(series: $0)) } ?? .plain
  }

  /// The marks with another look. Marks that shared a style share the new one.
  static func modified(_ marks: [Mark], _ change: (inout MarkLook) -> Void) -> [Mark] {
    var marks = marks
    var last: (old: MarkStyle, new: MarkStyle)?
    for index in marks.indices {
      let old = marks[index].style
      if let last, last.old === old {
        marks[index].style = last.new
        continue
      }
      var look = old.look
      change(&look)
      let new = MarkStyle(look)
      marks[index].style = new
      last = (old, new)
    }
    return marks
  }
}

extension Mark {
  var series: PlottableValue? { style.look.series }
  var foreground: PlottableValue? { style.look.foreground }
  var symbolBy: PlottableValue? { style.look.symbolBy }
  var positionBy: PlottableValue? { style.look.positionBy }
  var facetBy: PlottableValue? { style.look.facetBy }
  var paint: Paint? { style.look.paint }
  var lineStyle: LineStyle? { style.look.lineStyle }
  var lineWidth: Double? { style.look.lineWidth }
  var opacity: Double? { style.look.opacity }
  var symbol: Symbol? { style.look.symbol }
  var interpolation: InterpolationMethod { style.look.interpolation }
  var annotation: Annotation? { style.look.annotation }
}

/// What modifiers say about a mark.
struct MarkLook: Sendable, Hashable {
  /// What tells apart lines of one colour.
  var series: PlottableValue?
  var foreground: PlottableValue?
  var symbolBy: PlottableValue?
  var positionBy: PlottableValue?
  var facetBy: PlottableValue?
  var paint: Paint?
  var lineStyle: LineStyle?
  var lineWidth: Double?
  var opacity: Double?
  var symbol: Symbol?
  var interpolation = InterpolationMethod.linear
  var annotation: Annotation?
}

/// A look that many marks share: with it, a mark of a long line is half as large and cheap to copy.
final class MarkStyle: Sendable, Hashable {
  /// No modifier at all.
  static let plain = MarkStyle(MarkLook())

  let look: MarkLook
  /// What the value of `foregroundStyle(by:)` is called: its category, or “label = number”.
  let foregroundName: String?

  init(_ look: MarkLook) {
    self.look = look
    foregroundName = look.foreground.map { value in
      switch value.datum {
      case .category(let name): name
      case .number(let number): "\(value.label) = \(NumberText.short(number))"
      }
    }
  }

  static func == (left: MarkStyle, right: MarkStyle) -> Bool {
    left === right || left.look == right.look
  }

  func hash(into hasher: inout Hasher) { hasher.combine(look) }
}

extension Mark: ChartContent {
  /// This mark alone.
  public var marks: [Mark] { [self] }
}
