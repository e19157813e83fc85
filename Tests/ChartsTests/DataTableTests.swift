import Charts
import Testing

@Suite struct DataTableTests {
  @Test func `fields with commas, quotes and line breaks are quoted`() {
    let table = DataTable(
      columns: ["name, full", "value"],
      rows: [
        [.text("say \"hi\""), .number(0.1)], [.text("two\nlines"), .number(-3)],
        [.text("plain"), .missing],
      ])
    #expect(
      table.csv
        == "\"name, full\",value\r\n\"say \"\"hi\"\"\",0.1\r\n\"two\nlines\",-3\r\nplain,\r\n")
  }

  @Test func `numbers read back as the same number`() {
    let numbers = [0.1, 1.0 / 3, 1e300, -2.5e-8, 123_456_789]
    let table = DataTable(columns: ["x"], rows: numbers.map { [.number($0)] })
    let lines = table.csv.split(separator: "\r\n").dropFirst()
    #expect(lines.map { Double($0) } == numbers)
  }

  @Test func `rows beyond the limit are counted`() {
    let rows = (0..<DataTable.rowLimit + 5).map { [DataTable.Value.number(Double($0))] }
    let table = DataTable(columns: ["x"], rows: rows)
    #expect(table.rows.count == DataTable.rowLimit)
    #expect(table.omittedRows == 5)
  }

  @Test func `a line and its band share rows`() {
    let chart = Chart {
      for x in 0..<2 {
        LineMark(x: .value("Step", x), y: .value("Return", Double(x)))
          .foregroundStyle(by: .value("Method", "A"))
        AreaMark(x: .value("Step", x), yStart: .value("Low", -1), yEnd: .value("High", 2))
          .foregroundStyle(by: .value("Method", "A"))
      }
    }
    #expect(
      chart.figure().data?.csv
        == "Method,Step,Return,Low,High\r\nA,0,0,-1,2\r\nA,1,1,-1,2\r\n")
  }

  @Test func `an interval with one label has two columns`() {
    let chart = Chart {
      RuleMark(x: .value("World", "Taxi"), yStart: .value("Return", 1), yEnd: .value("Return", 2))
    }
    #expect(
      chart.figure().data?.csv == "World,\"Return, from\",\"Return, to\"\r\nTaxi,1,2\r\n")
  }

  @Test func `values of one place that are repeated keep rows of their own`() {
    let chart = Chart {
      for y in [3, 4] { PointMark(x: .value("x", 1), y: .value("y", y)) }
    }
    #expect(chart.figure().data?.csv == "x,y\r\n1,3\r\n1,4\r\n")
  }
}
