/// The numbers behind a figure: named columns and rows of numbers and words.
public struct DataTable: Sendable, Hashable {
  /// One cell.
  public enum Value: Sendable, Hashable {
    /// A number, printed with the fewest digits that read back as the same `Double`.
    case number(Double)
    /// A word.
    case text(String)
    /// Nothing: the row has no value in this column.
    case missing
  }

  /// More rows than this are never kept; ``omittedRows`` counts what was left out.
  public static let rowLimit = 20_000

  /// The columns' names, units included.
  public let columns: [String]
  /// The rows, each as long as ``columns``.
  public let rows: [[Value]]
  /// How many rows were beyond ``rowLimit``.
  public let omittedRows: Int

  /// Makes a table; rows beyond ``rowLimit`` are dropped and counted.
  ///
  /// - Precondition: Every row is as long as `columns`.
  public init(columns: [String], rows: [[Value]]) {
    for (index, row) in rows.enumerated() where row.count != columns.count {
      fatalError("DataTable: row \(index) has \(row.count) values for \(columns.count) columns")
    }
    self.columns = columns
    self.rows = Array(rows.prefix(DataTable.rowLimit))
    self.omittedRows = max(0, rows.count - DataTable.rowLimit)
  }

  /// The table as comma-separated values: a header line, then a line for each row, every line ended
  /// by CR LF.
  ///
  /// > Reference: RFC 4180 (DOI 10.17487/RFC4180). Fields holding a comma, a quote or a line break
  /// > are quoted.
  public var csv: String {
    var text = DataTable.line(columns)
    for row in rows { text += DataTable.line(row.map(\.description)) }
    return text
  }

  private static func line(_ fields: [String]) -> String {
    fields.map(quoted).joined(separator: ",") + "\r\n"
  }

  private static func quoted(_ field: String) -> String {
    let special = field.utf8.contains { [0x22, 0x2C, 0x0D, 0x0A].contains($0) }
    guard special else { return field }
    var text = "\""
    for scalar in field.unicodeScalars {
      if scalar == "\"" { text += "\"" }
      text.unicodeScalars.append(scalar)
    }
    return text + "\""
  }
}

extension DataTable.Value: CustomStringConvertible {
  /// The value as it stands in a CSV field, unquoted; a missing one is empty.
  public var description: String {
    switch self {
    case .text(let string): string
    case .missing: ""
    case .number(let number):
      // Whole numbers without their “.0”, all others in the shortest form that round-trips.
      if number == number.rounded(.towardZero), abs(number) < 1e15 {
        number == 0 ? "0" : "\(Int64(number))"
      } else {
        "\(number)"
      }
    }
  }
}
