import Charts
import Testing

@Suite struct ChartErrorTests {
  static func message(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func `a number that is not finite is named with its series and index`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let chart = Chart {
        for (index, y) in [1, 2, Double.infinity].enumerated() {
          LineMark(x: .value("Step", index), y: .value("Loss", y))
            .foregroundStyle(by: .value("Method", "Adam"))
        }
      }
      _ = chart.figure()
    }
    #expect(Self.message(result).contains("Loss is inf at index 2 of Adam"))
  }

  @Test func `a point cannot be a gap`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Chart { PointMark(x: .value("Step", 0), y: .value("Loss", Double.nan)) }.figure()
    }
    #expect(Self.message(result).contains("Loss is nan at index 0 of PointMark"))
  }

  @Test func `a logarithmic axis names the number it cannot place`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let chart = Chart {
        LinePlot(x: .values("Sweep", 0...2), y: .values("Residual", [1, 0.5, 0]))
      }
      _ = chart.chartYScale(type: .log).figure()
    }
    #expect(Self.message(result).contains("vertical scale is logarithmic"))
    #expect(Self.message(result).contains("Residual has the value 0.0"))
  }

  @Test func `an axis cannot have numbers and categories`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let chart = Chart {
        PointMark(x: .value("World", "Taxi"), y: .value("Return", 1))
        PointMark(x: .value("World", 2), y: .value("Return", 1))
      }
      _ = chart.figure()
    }
    #expect(Self.message(result).contains("categories (World: Taxi) and numbers (World: 2)"))
  }

  @Test func `an empty chart is refused`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let none: [Int] = []
      _ = Chart { for x in none { PointMark(x: .value("x", x), y: .value("y", x)) } }
    }
    #expect(Self.message(result).contains("Chart: there are no marks to draw"))
  }

  @Test func `arrays of a plot have one length`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = LinePlot(x: .values("Step", 0..<3), y: .values("Loss", [1.0, 2]))
    }
    #expect(Self.message(result).contains("3 values of Step but 2 of Loss"))
  }
}
