/// Something that can stand in a chart: one mark or several.
public protocol ChartContent: Sendable {
  /// The marks, in the order written.
  var marks: [Mark] { get }
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
  /// A statement that yields nothing, such as a sum kept while marks are made.
  public static func buildExpression(_ statement: Void) -> [Mark] { [] }
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
