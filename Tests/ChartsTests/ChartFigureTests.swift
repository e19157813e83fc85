import Charts
import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct ChartFigureTests {
  @Test(arguments: SampleCharts.all)
  func `every drawing is well-formed XML of bounded size`(sample: SampleCharts.Sample) {
    let svg = sample.chart.figure().markup(idPrefix: sample.name).rendered()
    let parser = XMLParser(data: Data(svg.utf8))
    #expect(parser.parse(), "\(sample.name): \(parser.parserError?.localizedDescription ?? "")")
    #expect(svg.utf8.count < 60_000)
    #expect(!svg.contains("nan") && !svg.contains("inf\""))
  }

  @Test(arguments: SampleCharts.all)
  func `the same chart gives the same bytes`(sample: SampleCharts.Sample) {
    #expect(sample.chart.figure() == sample.chart.figure())
    #expect(
      sample.chart.figure().markup(idPrefix: "a").rendered()
        == sample.chart.figure().markup(idPrefix: "a").rendered())
  }

  @Test(arguments: SampleCharts.all)
  func `terminal text is at most 80 columns wide`(sample: SampleCharts.Sample) {
    let lines = sample.chart.figure().text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count > 2)
    for line in lines {
      #expect(line.count <= 80, "\(sample.name): \(line)")
      #expect(line.last != " ")
    }
  }

  @Test(arguments: SampleCharts.all)
  func `all words lie within the drawing`(sample: SampleCharts.Sample) throws {
    let figure = sample.chart.figure()
    let size = try #require(figure.size)
    for word in PlacedText.all(in: figure) {
      #expect(
        word.frame.x >= -0.5 && word.frame.maxX <= size.width + 0.5 && word.frame.y >= -0.5
          && word.frame.maxY <= size.height + 0.5, "\(sample.name): \(word)")
    }
  }

  @Test(arguments: SampleCharts.all)
  func `no words lie on others`(sample: SampleCharts.Sample) {
    let words = PlacedText.all(in: sample.chart.figure())
    for (index, word) in words.enumerated() {
      for other in words[(index + 1)...] {
        #expect(!word.frame.overlaps(other.frame), "\(sample.name): \(word) and \(other)")
      }
    }
  }

  @Test func `colours are the theme's variables`() {
    let svg = SampleCharts.learningCurves.figure().markup(idPrefix: "f").rendered()
    #expect(svg.contains("stroke=\"var(--series-1)\""))
    #expect(svg.contains("fill=\"var(--series-2-text)\""))
    #expect(!svg.contains("#"))
  }

  @Test func `identifiers carry the prefix`() {
    let chart = Chart { LinePlot(x: .values("x", 0...3), y: .values("y", 0...3)) }
      .chartYScale(domain: 1...2)
    let svg = chart.figure().markup(idPrefix: "fig-a").rendered()
    #expect(svg.contains("aria-labelledby=\"fig-a-title fig-a-desc\""))
    #expect(svg.contains("id=\"fig-a-plot-0\""))
    #expect(svg.contains("clip-path=\"url(#fig-a-plot-0)\""))
  }

  @Test func `the structure of a small drawing`() {
    let chart = Chart {
      BarMark(x: .value("Arm", "a"), y: .value("Pulls", 1))
      BarMark(x: .value("Arm", "b"), y: .value("Pulls", 2))
    }
    .chartYAxis(values: [0, 1, 2])
    let figure = chart.figure()
    #expect(figure.size == Size(640, 360))
    #expect(
      Outline.of(figure.markup(idPrefix: "f")) == """
        svg
          title “Pulls by Arm”
          desc “Bar chart. Horizontal axis: Arm, 2 categories. Vertical axis: Pulls, 0 to 2. \
        2 bars; highest 2 (b), lowest 1 (a). a: 1; b: 2.”
          text “Pulls”
          path
          rect
          rect
          path
          text “a”
          text “b”
          text “0”
          text “1”
          text “2”
          text “Arm”

        """)
  }

  @Test func `a gap ends the line and begins it anew`() {
    let chart = Chart {
      LinePlot(x: .values("x", 0..<5), y: .values("y", [0, 1, .nan, 1, 0]))
    }
    let paths = Outline.attributes("d", of: "path", in: chart.figure().markup(idPrefix: "f"))
    // The grid, the line, the axis: the line is the one in two parts of two points.
    #expect(paths.contains { $0.count { $0 == "M" } == 2 && $0.count { $0 == "L" } == 2 })
  }

  @Test func `bars side by side stand in bands of their category`() {
    let chart = Chart {
      for world in ["a", "b"] {
        for method in ["x", "y"] {
          BarMark(x: .value("World", world), y: .value("Return", 1))
            .foregroundStyle(by: .value("Method", method))
            .position(by: .value("Method", method))
        }
      }
    }
    let markup = chart.figure().markup(idPrefix: "f")
    let left = Outline.attributes("x", of: "rect", in: markup).compactMap(Double.init)
    let width = Outline.attributes("width", of: "rect", in: markup).compactMap(Double.init)
    // Two swatches of the legend, then four bars; neighbours in a band touch, bands keep apart.
    #expect(left.count == 6)
    #expect(abs(left[2] + width[2] - left[3]) < 0.02)
    #expect(left[4] - (left[3] + width[3]) > 20)
  }

  @Test func `frames share the scales of all`() {
    let slider = Slider("Scale", over: [1.0, 10]) { scale in
      Chart { LinePlot(x: .values("x", 0...2), y: .values("y", [0, scale, 2 * scale])) }
    }
    func ticks(_ frame: Frame) -> [String] {
      PlacedText.all(in: frame.figure).map(\.text).filter { Double($0) != nil }
    }
    #expect(slider.frames.map(\.label) == ["1", "10"])
    #expect(ticks(slider.frames[0]) == ticks(slider.frames[1]))
    #expect(ticks(slider.frames[0]).contains("20"))
    let apart = Slider("Scale", over: [1.0, 10], scales: .independent) { scale in
      Chart { LinePlot(x: .values("x", 0...2), y: .values("y", [0, scale, 2 * scale])) }
    }
    #expect(!ticks(apart.frames[0]).contains("20"))
  }

  @Test func `a series keeps its paint and leaves the others theirs`() {
    let chart = Chart {
      for name in ["random", "SARSA", "Q-learning"] {
        LinePlot(x: .values("x", 0...2), y: .values("y", [1, 2, 3]))
          .foregroundStyle(by: .value("Method", name))
      }
    }
    .seriesColor("Q-learning", .series(1))
    let strokes = Outline.attributes(
      "stroke", of: "path", in: chart.figure().markup(idPrefix: "f"))
    let series = strokes.filter { $0.contains("series") }
    #expect(series == ["var(--series-2)", "var(--series-3)", "var(--series-1)"])
  }
}
