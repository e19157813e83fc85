/// Which end of a column is best.
public enum TableBest: Sendable, Hashable {
  /// The least value: errors, costs, iterations.
  case min
  /// The greatest value: returns, accuracies.
  case max
}

/// Where a column's cells stand.
public enum TableAlignment: String, Sendable, Hashable {
  /// At the left, for words.
  case leading
  /// In the middle.
  case center
  /// At the right, decimal points below one another, for numbers.
  case trailing
}

/// A column of a ``Table``: what it is called and how to read its value off a row.
///
///     Column("Residual", format: .scientific(1), best: .min) { $0.residual }
public struct Column<Row> {
  let header: TableColumn
  let value: (Row) -> TableValue

  /// A column.
  ///
  /// - Parameters:
  ///   - title: What the column is called.
  ///   - unit: The unit of its values, shown in the header.
  ///   - format: How numbers are written.
  ///   - best: Which value is marked as the best, all of them when tied; `nil` marks none.
  ///   - alignment: Where cells stand; by default numbers trail and words lead.
  ///   - value: The row's value in this column.
  public init<Value: TableValueConvertible>(
    _ title: String, unit: String? = nil, format: TableFormat = .automatic, best: TableBest? = nil,
    alignment: TableAlignment? = nil, _ value: @escaping (Row) -> Value
  ) {
    header = TableColumn(
      title: title, unit: unit, group: nil, format: format, best: best, alignment: alignment)
    self.value = { value($0).tableValue }
  }

  private init(_ header: TableColumn, _ value: @escaping (Row) -> TableValue) {
    self.header = header
    self.value = value
  }

  func grouped(_ group: String) -> Column {
    var header = header
    header.group = group
    return Column(header, value)
  }
}

/// Neighbouring columns under one heading.
///
///     ColumnGroup("Return") {
///       Column("train") { $0.train }
///       Column("test") { $0.test }
///     }
public struct ColumnGroup<Row> {
  let columns: [Column<Row>]

  /// The columns under `title`.
  public init(_ title: String, @ColumnBuilder<Row> columns: () -> [Column<Row>]) {
    self.columns = columns().map { $0.grouped(title) }
  }
}

/// Collects the columns of a ``Table``; `if` and `for` work inside.
@resultBuilder
public enum ColumnBuilder<Row> {
  /// One column.
  public static func buildExpression(_ column: Column<Row>) -> [Column<Row>] { [column] }
  /// Columns under a heading.
  public static func buildExpression(_ group: ColumnGroup<Row>) -> [Column<Row>] { group.columns }
  /// All columns, in order.
  public static func buildBlock(_ columns: [Column<Row>]...) -> [Column<Row>] {
    columns.flatMap { $0 }
  }
  /// The columns of an `if` that may not hold.
  public static func buildOptional(_ columns: [Column<Row>]?) -> [Column<Row>] { columns ?? [] }
  /// The columns of an `if`.
  public static func buildEither(first columns: [Column<Row>]) -> [Column<Row>] { columns }
  /// The columns of an `else`.
  public static func buildEither(second columns: [Column<Row>]) -> [Column<Row>] { columns }
  /// The columns of a `for`.
  public static func buildArray(_ columns: [[Column<Row>]]) -> [Column<Row>] {
    columns.flatMap { $0 }
  }
}
