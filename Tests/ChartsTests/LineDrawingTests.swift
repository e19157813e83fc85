import Charts
import Testing

@Suite struct EndLabelTests {
  @Test func `labels that do not touch stay where they are`() {
    #expect(EndLabels.spread([10, 40, 100], pitch: 16, within: 0...200) == [10, 40, 100])
  }

  @Test func `labels that touch are pushed apart about their mean`() {
    #expect(EndLabels.spread([50, 50], pitch: 16, within: 0...200) == [42, 58])
    #expect(EndLabels.spread([60, 50, 55], pitch: 16, within: 0...200) == [71, 39, 55])
  }

  @Test func `groups that touch after moving are joined`() {
    let places = EndLabels.spread([50, 50, 66, 66], pitch: 16, within: 0...200)
    #expect(places == [34, 50, 66, 82])
  }

  @Test func `labels stay within the plot`() {
    #expect(EndLabels.spread([198, 199, 200], pitch: 16, within: 0...200) == [168, 184, 200])
    #expect(EndLabels.spread([0, 1], pitch: 16, within: 0...200) == [0, 16])
  }

  @Test func `order and distance hold for any wishes`() {
    var state: UInt64 = 1
    for _ in 0..<200 {
      let wanted = (0..<5).map { _ -> Double in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 40) / Double(1 << 24) * 200
      }
      let places = EndLabels.spread(wanted, pitch: 16, within: 0...200)
      let order = wanted.indices.sorted { wanted[$0] < wanted[$1] }
      for (upper, lower) in zip(order, order.dropFirst()) {
        #expect(places[lower] - places[upper] >= 16 - 1e-9)
      }
      #expect(places.allSatisfy { $0 > -1e-9 && $0 < 200 + 1e-9 })
    }
  }
}

@Suite struct LineThinningTests {
  static let points = (0..<10_000).map { index in
    Point(Double(index), Double((index * 7919) % 997))
  }

  @Test func `thinning keeps ends and extremes`() {
    var points = Self.points
    points[4321].y = 5000
    points[1234].y = -5000
    let thinned = LineThinning.thinned(points, limit: 400)
    #expect(thinned.count <= 400)
    #expect(thinned.first == points.first && thinned.last == points.last)
    #expect(thinned.contains(points[4321]) && thinned.contains(points[1234]))
    #expect(zip(thinned, thinned.dropFirst()).allSatisfy { $0.x < $1.x })
  }

  @Test func `short lines keep every point`() {
    let few = Array(Self.points.prefix(100))
    #expect(LineThinning.thinned(few, limit: 100) == few)
  }

  @Test func `a thinned band covers the whole band`() {
    let lower = Self.points.map { Point($0.x, $0.y + 10) }
    let band = LineThinning.thinned(upper: Self.points, lower: lower, limit: 300)
    #expect(band.upper.count == band.lower.count && band.upper.count <= 150)
    #expect(band.upper.map(\.y).min() == Self.points.map(\.y).min())
    #expect(band.lower.map(\.y).max() == lower.map(\.y).max())
  }

  @Test func `a long series draws little and keeps its data`() {
    let chart = Chart {
      for name in ["a", "b", "c", "d", "e", "f"] {
        LinePlot(x: .values("Step", 0..<3000), y: .values("y", Self.points.prefix(3000).map(\.y)))
          .foregroundStyle(by: .value("Method", name))
      }
    }
    let figure = chart.figure()
    #expect(figure.markup(idPrefix: "f").rendered().utf8.count < 60_000)
    #expect(figure.data?.rows.count == 18_000)
  }
}
