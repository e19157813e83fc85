/// The key of a colour scale: its colours from low to high, with a few numbers beside them.
struct GridMapColorBar {
  let scale: ColorScale
  let frame: Rect

  /// The bar and its numbers; the identifier of its gradient is `name`.
  func nodes(name: String) -> [MarkupNode] {
    let last = Double(scale.stops.count - 1)
    let stops = scale.stops.enumerated().map { index, color in
      element(
        "stop", ["offset": "\(coordinate(100 * Double(index) / last))%", "stop-color": color.hex])
    }
    let gradient = element(
      "linearGradient", ["id": name, "x1": "0", "y1": "1", "x2": "0", "y2": "0"], stops)
    let bar = element(
      "rect",
      [
        "x": coordinate(frame.x), "y": coordinate(frame.y), "width": coordinate(frame.width),
        "height": coordinate(frame.height), "fill": "url(#\(name))",
      ])
    return [element("defs", [:], [gradient]), bar] + ticks
  }

  private var ticks: [MarkupNode] {
    let domain = scale.domain
    let limit = max(2, min(6, Int(frame.height / 28)))
    return LinearTicks(domain: domain, limit: limit).ticks(in: domain).flatMap { tick in
      let fraction =
        (tick.value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
      let y = frame.maxY - fraction * frame.height
      return [
        Shape.line(Point(frame.maxX, y), Point(frame.maxX + 4, y), .axis),
        text(
          tick.label ?? "", at: Point(frame.maxX + 7, y), size: FontSize.tick, baseline: .central,
          fill: .inkMuted),
      ]
    }
  }
}
