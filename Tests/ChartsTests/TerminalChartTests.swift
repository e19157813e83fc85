import Charts
import Testing

@Suite struct TerminalChartTests {
  @Test func `a small bar chart in a terminal`() {
    let chart = Chart {
      for (name, value) in [("random", -1.0), ("greedy", 2), ("UCB", 3)] {
        BarMark(x: .value("Policy", name), y: .value("Return", value))
      }
    }
    // 80 columns less 6 for names, 2 for numbers and 4 between leave 68 for the range −1…3: 17 for
    // each unit.
    let unit = String(repeating: "█", count: 17)
    let nothing = String(repeating: " ", count: 17)
    #expect(
      chart.figure().text == """
        Return
        random  −1  \(unit)
        greedy   2  \(nothing)\(unit)\(unit)
        UCB      3  \(nothing)\(unit)\(unit)\(unit)
        """)
  }

  @Test func `a heat map in a terminal`() {
    let chart = Chart {
      for x in 0..<3 {
        for y in 0..<2 {
          RectangleMark(x: .value("column", x), y: .value("row", y))
            .foregroundStyle(by: .value("V", x * y))
        }
      }
    }
    #expect(
      chart.figure().text == """
        row; colour: V
        1 │ 0 1 2
        0 │ 0 0 0
            0 1 2
            column
        """)
  }

  @Test func `a straight line in a terminal`() {
    let chart = Chart { LinePlot(x: .values("x", 0...10), y: .values("y", 0...10)) }
    let lines = chart.figure().text.split(separator: "\n").map(String.init)
    // A title, fourteen rows, the axis, its numbers and its title.
    #expect(lines.count == 18)
    #expect(lines[1].hasPrefix("10 ┤") && lines[14].hasPrefix(" 0 ┤"))
    #expect(lines[15].hasPrefix("   └┬"))
    // Dots go from the lower left to the upper right corner.
    #expect(lines[14].dropFirst(4).first.map { $0 > "\u{2800}" } == true)
    #expect(lines[1].count == 80 && lines[14].count < 12)
  }
}
