/// The numbers behind a chart as a table: a row for each place of each series, a column for each
/// measured label.
struct ChartData {
  private struct Field {
    var column: String
    var value: DataTable.Value
  }

  private struct Key: Hashable {
    var columns: [Int]
    var values: [DataTable.Value]
  }

  private var keyColumns: [String] = []
  private var valueColumns: [String] = []
  /// The cells that name each row, and the measured ones; both may lack their last columns.
  private var rows: [(keys: [DataTable.Value], values: [DataTable.Value])] = []
  private var lastRow: [Key: Int] = [:]

  init(_ model: ChartModel) {
    for mark in model.chart.marks where !mark.isReference { add(mark) }
  }

  /// The table, the columns that name a row first.
  var table: DataTable? {
    guard !rows.isEmpty else { return nil }
    func filled(_ cells: [DataTable.Value], _ count: Int) -> [DataTable.Value] {
      cells + Array(repeating: .missing, count: count - cells.count)
    }
    return DataTable(
      columns: keyColumns + valueColumns,
      rows: rows.map { row in
        filled(row.keys, keyColumns.count) + filled(row.values, valueColumns.count)
      })
  }

  private mutating func add(_ mark: Mark) {
    let (keys, values) = ChartData.fields(of: mark)
    guard !values.isEmpty else { return }
    let key = Key(
      columns: keys.map { ChartData.column($0.column, in: &keyColumns) }, values: keys.map(\.value))
    let columns = values.map { ChartData.column($0.column, in: &valueColumns) }
    // A line and its band share rows; a second value for a filled cell begins a new row.
    let row = lastRow[key].flatMap { row in columns.allSatisfy { isFree($0, in: row) } ? row : nil }
    let index = row ?? rows.count
    if row == nil {
      rows.append(([], []))
      lastRow[key] = index
      for (column, value) in zip(key.columns, key.values) {
        ChartData.set(value, at: column, in: &rows[index].keys)
      }
    }
    for (column, field) in zip(columns, values) {
      ChartData.set(field.value, at: column, in: &rows[index].values)
    }
  }

  private func isFree(_ column: Int, in row: Int) -> Bool {
    column >= rows[row].values.count || rows[row].values[column] == .missing
  }

  /// The index of a column, which is added if it is new.
  private static func column(_ name: String, in columns: inout [String]) -> Int {
    if let index = columns.firstIndex(of: name) { return index }
    columns.append(name)
    return columns.count - 1
  }

  private static func set(
    _ value: DataTable.Value, at column: Int, in cells: inout [DataTable.Value]
  ) {
    while cells.count <= column { cells.append(.missing) }
    cells[column] = value
  }

  private static func fields(of mark: Mark) -> (keys: [Field], values: [Field]) {
    var keys: [Field] = []
    var values: [Field] = []
    let names = [
      mark.facetBy, mark.hasContinuousColor ? nil : mark.foreground, mark.series, mark.symbolBy,
      mark.positionBy,
    ]
    for value in names { add(value, to: &keys) }
    switch mark.kind {
    case .text: break
    case .rectangle:
      add(mark.x, mark.xEnd, to: &keys)
      add(mark.y, mark.yEnd, to: &keys)
      add(mark.hasContinuousColor ? mark.foreground : nil, to: &values)
    case .bar where mark.isLyingBar, .rule where mark.xEnd != nil:
      add(mark.y, to: &keys)
      add(mark.x, mark.xEnd, to: &values)
    default:
      add(mark.x, mark.xEnd, to: &keys)
      add(mark.y, mark.yEnd, to: &values)
      if mark.kind == .point, mark.hasContinuousColor { add(mark.foreground, to: &values) }
    }
    return (keys, values)
  }

  /// Adds one value, or the two ends of an interval under names that differ.
  private static func add(
    _ value: PlottableValue?, _ end: PlottableValue? = nil, to fields: inout [Field]
  ) {
    guard let value else { return }
    let isSameLabel = value.label == end?.label
    append(value, isSameLabel ? "\(value.label), from" : value.label, to: &fields)
    if let end { append(end, isSameLabel ? "\(end.label), to" : end.label, to: &fields) }
  }

  private static func append(_ value: PlottableValue, _ column: String, to fields: inout [Field]) {
    guard !fields.contains(where: { $0.column == column }) else { return }
    switch value.datum {
    case .category(let name): fields.append(Field(column: column, value: .text(name)))
    case .number(let number):
      fields.append(Field(column: column, value: number.isNaN ? .missing : .number(number)))
    }
  }
}
