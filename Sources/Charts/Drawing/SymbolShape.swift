/// Symbols of points; all points of one look are one path.
enum SymbolShape {
  /// Half a symbol's height.
  static let radius = 3.5

  /// The symbol at every one of `points`, with a thin rim that sets it off from what it lies on.
  ///
  /// - Parameter outlined: Whether the rim is an axis' colour instead of the surface's, for fixed
  ///   fills.
  static func drawn(
    _ symbol: Symbol, at points: [Point], _ paint: Paint, opacity: Double = 1,
    outlined: Bool = false
  ) -> MarkupNode {
    let data = points.map { "M\(coordinate($0.x)) \(coordinate($0.y))\(outline(symbol))" }
    var attributes = [MarkupAttribute("d", data.joined())]
    switch symbol {
    case .plus, .cross:
      attributes += [
        MarkupAttribute("fill", "none"), MarkupAttribute("stroke", paint.css),
        MarkupAttribute("stroke-width", "2"),
      ]
    default:
      attributes.append(MarkupAttribute("fill", paint.css))
      attributes.append(MarkupAttribute("stroke", (outlined ? Paint.axis : .surface).css))
      if !outlined { attributes.append(MarkupAttribute("stroke-width", "0.75")) }
    }
    if opacity < 1 { attributes.append(MarkupAttribute("opacity", coordinate(opacity))) }
    return .element("path", attributes, [])
  }

  /// Relative path data from the symbol's middle; areas are about equal.
  private static func outline(_ symbol: Symbol) -> String {
    switch symbol {
    case .circle: "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z"
    case .square: "m-3.1-3.1h6.2v6.2h-6.2z"
    case .triangle: "m0-4.2l4.2 7.3h-8.4z"
    case .diamond: "m0-4.4l4.4 4.4l-4.4 4.4l-4.4-4.4z"
    case .plus: "m-4.2 0h8.4m-4.2-4.2v8.4"
    case .cross: "m-3.2-3.2l6.4 6.4m0-6.4l-6.4 6.4"
    }
  }
}
