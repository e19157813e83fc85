import Charts
import LessonEvents

/// What the cells of the sample lessons show.
enum SampleFigures {
  /// A figure by name: `returns`, `discount` (a slider), `sweep` (an animation), `summary` (a
  /// table), `plain` (no name).
  static func display(_ name: String) -> Display {
    switch name {
    case "returns":
      Display(
        kind: .figure, name: "returns",
        caption:
          "Value of a step as the discount $`\\gamma`$ grows, after [](#eq-return). The band is a 95 % bootstrap interval over 20 seeds.",
        frames: [rendered(returns(0.9), prefix: "fig-returns")])
    case "discount":
      Display(
        kind: .slider, name: "discount", caption: "The weight of a reward $`k`$ steps ahead.",
        frames: [0, 0.25, 0.5, 0.75, 0.9, 0.99].map {
          rendered(returns($0), label: "\($0)", prefix: "fig-discount")
        }, control: "Discount γ")
    case "sweeps":
      Display(
        kind: .slider, name: "sweeps", caption: "Forty sweeps.",
        frames: (0..<40).map {
          rendered(returns(Double($0) / 40), label: "\($0)", prefix: "fig-sweeps")
        }, control: "Sweep")
    case "sweep":
      Display(
        kind: .animation, name: "sweep", caption: "Values spread from the goal, one sweep a frame.",
        frames: (1...8).map {
          rendered(returns(Double($0) / 10), label: "\($0)", prefix: "fig-sweep")
        },
        control: "Sweep", secondsPerFrame: 0.6)
    case "summary":
      Display(
        kind: .table, name: "summary", caption: "Three ways to the same values.",
        frames: [rendered(summary.figure(), prefix: "tab-summary")])
    default:
      Display(
        kind: .figure, name: nil, caption: nil, frames: [rendered(returns(0.5), prefix: "cell")])
    }
  }

  private static func returns(_ discount: Double) -> Figure {
    Chart {
      for step in 0...12 {
        let weight = (0..<step).reduce(1.0) { value, _ in value * discount }
        AreaMark(
          x: .value("Step", step), yStart: .value("Low", weight * 0.85),
          yEnd: .value("High", weight * 1.1), series: .value("Method", "discounted"))
        LineMark(
          x: .value("Step", step), y: .value("Weight", weight),
          series: .value("Method", "discounted"))
        LineMark(
          x: .value("Step", step), y: .value("Weight", step < 6 ? 1 : 0),
          series: .value("Method", "horizon 6"))
      }
    }
    .chartYScale(domain: 0...1.2)
    .figure()
  }

  private static var summary: Table {
    struct Row {
      let method: String
      let sweeps: Int
      let seconds: Double
    }
    let rows = [
      Row(method: "Direct solve", sweeps: 1, seconds: 0.012),
      Row(method: "Sweeps", sweeps: 132, seconds: 0.0041),
      Row(method: "Monte Carlo", sweeps: 100_000, seconds: 1.9),
    ]
    return Table(rows: rows) {
      Column("Method") { $0.method }
      Column("Sweeps") { $0.sweeps }
      Column("Time", unit: "s", best: .min) { $0.seconds }
    }
  }

  private static func rendered(_ figure: Figure, label: String = "", prefix: String)
    -> RenderedFigure
  {
    let isTable = if case .html = figure.content { true } else { false }
    return RenderedFigure(
      label: label, markup: figure.markup(idPrefix: prefix).rendered(),
      description: figure.description, text: figure.text,
      dataTable: isTable
        ? nil : figure.data.map { Table($0).figure().markup(idPrefix: "d").rendered() },
      csv: figure.data?.csv)
  }
}
