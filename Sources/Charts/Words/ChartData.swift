/// The numbers behind a chart as a table: a row for each place of each series, a column for each measured label.
struct ChartData {
  private struct Field {
    var column: String
    var value: DataTable.Value
  }

  private struct Key: Hashable {
    var columns: [String]
    var values: [DataTable.Value]
  }

  private var keyColumns: [String] = []
  private var valueColumns: [String] = []
  private var rows: [[String: DataTable.Value]] = []
  private var lastRow: [Key: Int] = [:]

  init(_ model: ChartModel) {
    for mark in model.chart.marks where !mark.isReference { add(mark) }
  }

  /// The table, the columns that name a row first.
  var table: DataTable? {
    guard !rows.isEmpty else { return nil }
    let columns = keyColumns + valueColumns
    return DataTable(
      columns: columns,
      rows: rows.map { row in columns.map { row[$0] ?? .missing } })
  }

  private mutating func add(_ mark: Mark) {
    let (keys, values) = ChartData.fields(of: mark)
    guard !values.isEmpty else { return }
    for field in keys where !keyColumns.contains(field.column) { keyColumns.append(field.column) }
    for field in values where !valueColumns.contains(field.column) {
      valueColumns.append(field.column)
    }
    // A line and its band share rows; a second value for a filled cell begins a new row.
    let key = Key(columns: keys.map(\.column), values: keys.map(\.value))
    let index: Int
    if let last = lastRow[key], values.allSatisfy({ rows[last][$0.column] == nil }) {
      index = last
    } else {
      index = rows.count
      rows.append([:])
      lastRow[key] = index
    }
    for field in keys + values { rows[index][field.column] = field.value }
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
