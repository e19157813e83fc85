import Charts
import Testing

@Suite struct TableFormatTests {
  /// The cells of one column as a terminal shows them.
  static func column(_ values: [TableValue], _ format: TableFormat = .automatic) -> [String] {
    let table = Table(rows: values) { Column("a header of some width", format: format) { $0 } }
    let lines = table.figure().text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.dropFirst(2).map { $0.drop { $0 == " " } }.map(String.init)
  }

  static func numbers(_ values: [Double], _ format: TableFormat = .automatic) -> [String] {
    column(values.map(TableValue.number), format)
  }

  @Test func `by default the largest number has four significant digits`() {
    #expect(numbers([12.3456, 0.5]) == ["12.35", "0.50"])
    #expect(numbers([0.123456]) == ["0.1235"])
    #expect(numbers([12345.678]) == ["12345.7"])
    #expect(numbers([1, 2, 300]) == ["1", "2", "300"])
    #expect(numbers([0]) == ["0"])
  }

  @Test func `huge and tiny numbers get powers of ten by default`() {
    #expect(numbers([1.5e9]) == ["1.50e9"])
    #expect(numbers([1.23456e-7]) == ["1.23e-7"])
  }

  @Test func `formats print what they say`() {
    #expect(numbers([2.71828], .decimals(3)) == ["2.718"])
    #expect(numbers([-0.0001], .decimals(2)) == ["0.00"])
    #expect(numbers([0.256], .percent(0)) == ["26 %"])
    #expect(numbers([9.996, 123.4, 0.01234], .significant(3)) == ["10.0", "123", "0.0123"])
    #expect(numbers([9.96e-5, 0], .scientific(1)) == ["1.0e-4", "0"])
    #expect(numbers([0.1, 1e-20], .exact) == ["0.1", "1e-20"])
  }

  @Test func `numbers that are not finite stay visible`() {
    #expect(numbers([.nan, .infinity, -.infinity, 1]) == ["NaN", "∞", "-∞", "1"])
  }

  @Test func `decimal points stand below one another`() {
    let table = Table(rows: [1.5, 22.25, 100, -0.125]) { Column("x", format: .exact) { $0 } }
    #expect(
      table.figure().text == """
              x
        -------
          1.5
         22.25
        100
         -0.125
        """)
  }

  @Test func `intervals line up part by part`() {
    let table = Table(rows: [(5.0, -1.0...12), (60, 55...65.5)]) {
      Column("x", format: .decimals(1)) { TableValue.interval($0.0, $0.1) }
      Column("range", format: .decimals(0)) { $0.1 }
    }
    #expect(
      table.figure().text == """
                        x     range
        -----------------  --------
         5.0 [-1.0, 12.0]  [-1, 12]
        60.0 [55.0, 65.5]  [55, 66]
        """)
  }

  @Test func `booleans and missing values are words`() {
    #expect(Self.column([true.tableValue, false.tableValue]) == ["yes", "no"])
    #expect(Self.column([.missing, .integer(3)]) == ["–", "3"])
    #expect(Double?.none.tableValue == .missing)
  }

  @Test func `NaN is never the best`() {
    let table = Table(rows: [Double.nan, 2, 1]) {
      Column("n") { "row \($0)" }
      Column("x", best: .min) { $0 }
    }
    #expect(table.figure().description.hasSuffix("Lowest x: 1, row 1.0."))
  }

  private func numbers(_ values: [Double], _ format: TableFormat = .automatic) -> [String] {
    Self.numbers(values, format)
  }
}
