/// Something that can stand in a chart: one mark or several.
public protocol ChartContent: Sendable {
  /// The marks, in the order written.
  var marks: [Mark] { get }
}

/// One graphical element that stands for data.
///
/// The public marks (``LineMark``, ``BarMark``, …) and their modifiers make these; they have no public parts.
public struct Mark: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case line, area, point, bar, rule, rectangle
    case text(String)
  }

  var kind: Kind
  var x: PlottableValue?
  /// The far end, for marks that span an interval from `x`.
  var xEnd: PlottableValue?
  var y: PlottableValue?
  /// The far end, for marks that span an interval from `y`.
  var yEnd: PlottableValue?
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

  init(
    _ kind: Kind, x: PlottableValue? = nil, xEnd: PlottableValue? = nil, y: PlottableValue? = nil,
    yEnd: PlottableValue? = nil, series: PlottableValue? = nil
  ) {
    self.kind = kind
    self.x = x
    self.xEnd = xEnd
    self.y = y
    self.yEnd = yEnd
    self.series = series
  }
}

extension Mark: ChartContent {
  /// This mark alone.
  public var marks: [Mark] { [self] }
}

/// Several marks together; what a modifier or a builder yields.
public struct ChartGroup: ChartContent {
  /// The marks, in the order written.
  public let marks: [Mark]

  /// Marks from a builder, to modify them together.
  public init(@ChartContentBuilder content: () -> [Mark]) { marks = content() }

  init(marks: [Mark]) { self.marks = marks }
}

/// Builds the content of a chart from marks, `for`, `if` and `switch`.
@resultBuilder
public enum ChartContentBuilder {
  /// A mark or a group.
  public static func buildExpression(_ content: some ChartContent) -> [Mark] { content.marks }
  /// Several marks or groups.
  public static func buildExpression(_ contents: [some ChartContent]) -> [Mark] {
    contents.flatMap(\.marks)
  }
  /// Nothing.
  public static func buildBlock() -> [Mark] { [] }
  /// The first statement.
  public static func buildPartialBlock(first: [Mark]) -> [Mark] { first }
  /// One more statement.
  public static func buildPartialBlock(accumulated: [Mark], next: [Mark]) -> [Mark] {
    accumulated + next
  }
  /// `for`.
  public static func buildArray(_ parts: [[Mark]]) -> [Mark] { parts.flatMap(\.self) }
  /// `if` without `else`.
  public static func buildOptional(_ part: [Mark]?) -> [Mark] { part ?? [] }
  /// `if`, or the first case.
  public static func buildEither(first: [Mark]) -> [Mark] { first }
  /// `else`, or another case.
  public static func buildEither(second: [Mark]) -> [Mark] { second }
}
