import Charts
import Testing

/// One chart of every kind, for what must hold of all.
enum SampleCharts {
  struct Sample: Sendable, CustomTestStringConvertible {
    var name: String
    var chart: Chart
    var testDescription: String { name }
  }

  static let all: [Sample] = [
    Sample(name: "learning-curves", chart: learningCurves),
    Sample(name: "residuals", chart: residuals),
    Sample(name: "many-long-lines", chart: manyLongLines),
    Sample(name: "grouped-bars", chart: groupedBars),
    Sample(name: "stacked-bars", chart: stackedBars),
    Sample(name: "negative-bars", chart: negativeBars),
    Sample(name: "lying-bars", chart: lyingBars),
    Sample(name: "crowded-categories", chart: crowdedCategories),
    Sample(name: "heat-map", chart: heatMap),
    Sample(name: "large-heat-map", chart: largeHeatMap),
    Sample(name: "scatter", chart: scatter),
    Sample(name: "histogram", chart: histogram),
    Sample(name: "facets", chart: facets),
    Sample(name: "free-facets", chart: freeFacets),
    Sample(name: "symmetric-log", chart: symmetricLog),
    Sample(name: "single-point", chart: singlePoint),
    Sample(name: "references", chart: references),
  ]

  /// A number in 0…1 that looks random.
  static func noise(_ index: Int) -> Double {
    Double((index &* 7919 &+ 104_729) % 1009) / 1009
  }

  static func curve(_ end: Double, count: Int, salt: Int) -> [Double] {
    (0..<count).map { index in
      let progress = 1 - 1 / (1 + Double(index) * 10 / Double(count))
      return -100 + (100 + end) * progress + 6 * noise(index * 31 + salt)
    }
  }

  static let methods = [("Q-learning", -45.0), ("SARSA", -25.0), ("Expected SARSA", -24.0)]

  static let learningCurves = Chart {
    for (salt, method) in methods.enumerated() {
      for (episode, value) in curve(method.1, count: 200, salt: salt).enumerated() {
        LineMark(x: .value("Episode", episode), y: .value("Return (reward per episode)", value))
          .foregroundStyle(by: .value("Method", method.0))
        AreaMark(
          x: .value("Episode", episode), yStart: .value("Lower", value - 8),
          yEnd: .value("Upper", value + 8)
        )
        .foregroundStyle(by: .value("Method", method.0))
      }
    }
    RuleMark(y: .value("optimal", -13))
  }

  static let residuals = Chart {
    for solver in 0..<5 {
      var residual = 10.0
      for sweep in 0...20 {
        LineMark(x: .value("Sweep", sweep), y: .value("Residual (sup norm)", residual))
          .foregroundStyle(by: .value("Solver", "solver number \(solver)"))
        residual *= 0.5 + 0.01 * Double(solver)
      }
    }
  }
  .chartYScale(type: .log)

  static let manyLongLines = Chart {
    for method in 0..<8 {
      LinePlot(
        x: .values("Step", 0..<3000),
        y: .values("Return", curve(-10 - 5 * Double(method), count: 3000, salt: method))
      )
      .foregroundStyle(by: .value("Method", "method \(method)"))
    }
  }
  .chartTitle(
    "Eight methods with a title that is so long that it surely has to be broken into lines")

  static let groupedBars = Chart {
    for (row, world) in ["FrozenLake 4×4", "FrozenLake 8×8", "Taxi"].enumerated() {
      for (column, method) in methods.enumerated() {
        let value = 10 + 10 * noise(row * 3 + column)
        BarMark(x: .value("World", world), y: .value("Return", value))
          .foregroundStyle(by: .value("Method", method.0))
          .position(by: .value("Method", method.0))
        RuleMark(
          x: .value("World", world), yStart: .value("Lower", value - 1),
          yEnd: .value("Upper", value + 1)
        )
        .position(by: .value("Method", method.0))
      }
    }
  }

  static let stackedBars = Chart {
    for hundred in 1...8 {
      for (index, action) in ["up", "right", "down", "left"].enumerated() {
        BarMark(
          x: .value("Episode (hundreds)", hundred),
          y: .value("Share (%)", Double((index + hundred) % 4 + 1) * 10)
        )
        .foregroundStyle(by: .value("Action", action))
      }
    }
  }

  static let negativeBars = Chart {
    for (name, value) in [("random", -3.0), ("greedy", 12.5), ("softmax", 9.25), ("UCB", 14)] {
      BarMark(x: .value("Policy", name), y: .value("Mean return (reward)", value))
        .annotation(NumberText.short(value))
    }
  }

  static let lyingBars = Chart {
    for (name, value) in [
      ("value iteration", 132), ("policy iteration", 6),
      ("modified policy iteration with twenty sweeps", 14),
    ] {
      BarMark(x: .value("Iterations", value), y: .value("Solver", name)).annotation("\(value)")
    }
  }

  static let crowdedCategories = Chart {
    for state in 0..<20 {
      BarMark(
        x: .value("State", "state \(state) of the chain"), y: .value("Visits", state * 12345))
    }
  }

  static let heatMap = Chart {
    for row in 0..<5 {
      for column in 0..<8 {
        RectangleMark(x: .value("Column", column), y: .value("Row", row))
          .foregroundStyle(by: .value("Value V(s)", row * column - 6))
          .annotation("\(row * column - 6)")
      }
    }
  }

  static let largeHeatMap = Chart {
    for row in 0...20 {
      for column in 0...20 {
        RectangleMark(x: .value("Cars here", column), y: .value("Cars there", row))
          .foregroundStyle(by: .value("Cars moved", (row - column) / 4))
      }
    }
  }
  .chartColorScale(diverging: true)

  static let scatter = Chart {
    for index in 0..<80 {
      PointMark(
        x: .value("Optimism", 10 * noise(index)), y: .value("Regret", 500 * noise(index * 17 + 3))
      )
      .foregroundStyle(by: .value("Kind", ["ε-greedy", "UCB", "Thompson"][index % 3]))
    }
    PointMark(x: .value("Optimism", 5), y: .value("Regret", 450)).annotation("the best trade-off")
  }

  static let histogram = Chart {
    for bin in 0..<24 {
      BarMark(
        xStart: .value("Return", bin * 5 - 60), xEnd: .value("Return", bin * 5 - 55),
        y: .value("Episodes", bin * (24 - bin) * 37))
    }
  }

  static let facets = Chart {
    for (panel, world) in ["Chain", "Cliff walking", "FrozenLake", "Taxi", "Walk"].enumerated() {
      for (salt, method) in methods.enumerated() {
        LinePlot(
          x: .values("Episode", 0..<60),
          y: .values("Return", curve(method.1 - Double(panel) * 4, count: 60, salt: salt))
        )
        .foregroundStyle(by: .value("Method", method.0))
        .facet(by: .value("World", world))
      }
    }
  }

  static let freeFacets = Chart {
    for (panel, scale) in [1.0, 1000, 0.001].enumerated() {
      LinePlot(
        x: .values("Step", (0..<30).map { Double($0) * scale }),
        y: .values("Loss", (0..<30).map { scale / Double($0 + 1) })
      )
      .facet(by: .value("Scale", "panel \(panel)"))
    }
  }
  .chartFacets(sharesX: false, sharesY: false)

  static let symmetricLog = Chart {
    for x in -100...100 {
      LineMark(x: .value("x (units)", x), y: .value("x³", x * x * x))
    }
  }
  .chartYScale(type: .symmetricLog)

  static let singlePoint = Chart {
    LineMark(x: .value("Step", 3), y: .value("Loss", 0.5))
  }

  static let references = Chart {
    LinePlot(x: .values("Step", 0...100), y: .values("Value", curve(0, count: 101, salt: 5)))
    RuleMark(y: .value("upper bound of the theorem", 10))
    RuleMark(y: .value("exact value by linear programming", -10))
    RuleMark(x: .value("ε reaches its floor", 60))
  }
}
