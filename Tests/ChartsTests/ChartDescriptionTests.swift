import Charts
import Testing

@Suite struct ChartDescriptionTests {
  @Test func `a line is told by its ends, trend, extremes and band`() {
    let chart = Chart {
      for (x, y) in zip([1, 2, 3, 4], [-10.0, -12, -3, -5]) {
        LineMark(x: .value("Episode", x), y: .value("Return", y))
          .foregroundStyle(by: .value("Method", "SARSA"))
        AreaMark(
          x: .value("Episode", x), yStart: .value("Lower", y - 1), yEnd: .value("Upper", y + 1)
        )
        .foregroundStyle(by: .value("Method", "SARSA"))
      }
      RuleMark(y: .value("optimal", -2.5))
    }
    #expect(
      chart.figure().description
        == """
        Line chart. Horizontal axis: Episode, 1 to 4. Vertical axis: Return, −13 to −2. \
        SARSA: from −10 at 1 to −5 at 4, rising overall; lowest −12 at 2; highest −3 at 3; \
        band from −6 to −4 at the end. Reference line “optimal” at −2.5.
        """)
    #expect(chart.figure().title == "Return by Episode")
  }

  @Test(arguments: [
    ([1.0, 2, 3], "rising throughout"), ([3.0, 2, 2], "falling throughout"),
    ([1.0, 5, 1], "ending near where it began"), ([5.0, 1, 3], "falling overall"),
    ([2.0, 2, 2], "constant at 2"),
  ])
  func `trends have names`(values: [Double], words: String) {
    let chart = Chart { LinePlot(x: .values("x", 0..<values.count), y: .values("y", values)) }
    #expect(chart.figure().description.contains(words))
  }

  @Test func `bars are listed`() {
    let chart = Chart {
      for (name, value) in [("a", 2), ("b", 5)] {
        BarMark(x: .value("Arm", name), y: .value("Pulls", value))
      }
    }
    #expect(
      chart.figure().description
        == """
        Bar chart. Horizontal axis: Arm, 2 categories. Vertical axis: Pulls, 0 to 5. \
        2 bars; highest 5 (b), lowest 2 (a). a: 2; b: 5.
        """)
  }

  @Test func `stacked bars keep their own lengths`() {
    let chart = Chart {
      for name in ["left", "right"] {
        BarMark(x: .value("Arm", "a"), y: .value("Pulls", 4))
          .foregroundStyle(by: .value("Side", name))
      }
    }
    #expect(chart.figure().description.contains("left, a: 4; right, a: 4."))
    #expect(chart.figure().description.contains("Pulls, 0 to 8"))
  }

  @Test func `a heat map is told by its extreme cells`() {
    let chart = Chart {
      for x in 0..<2 {
        for y in 0..<2 {
          RectangleMark(x: .value("column", x), y: .value("row", y))
            .foregroundStyle(by: .value("V", x * 10 + y))
        }
      }
    }
    #expect(
      chart.figure().description.contains(
        "4 cells coloured by V: lowest 0 at column 0, row 0, highest 11 at column 1, row 1."))
  }

  @Test func `a gap is not a value`() {
    let chart = Chart {
      LinePlot(x: .values("x", 0..<4), y: .values("y", [1, .nan, 3, 4]))
    }
    #expect(chart.figure().description.contains("y: from 1 at 0 to 4 at 3, rising throughout."))
    #expect(chart.figure().data?.csv == "x,y\r\n0,1\r\n1,\r\n2,3\r\n3,4\r\n")
  }
}
