/// Elements of a drawing, with the attributes in a fixed order.
package enum Shape {
  /// A stroked path.
  package static func stroke(
    _ path: Path, _ paint: Paint, width: Double = 1, style: LineStyle = .solid,
    opacity: Double = 1
  ) -> MarkupNode {
    var attributes = [
      MarkupAttribute("d", path.data), MarkupAttribute("fill", "none"),
      MarkupAttribute("stroke", paint.css), MarkupAttribute("stroke-width", coordinate(width)),
    ]
    if let dashes = style.dashes { attributes.append(MarkupAttribute("stroke-dasharray", dashes)) }
    if style == .solid {
      attributes.append(MarkupAttribute("stroke-linejoin", "round"))
      attributes.append(MarkupAttribute("stroke-linecap", "round"))
    }
    if opacity < 1 { attributes.append(MarkupAttribute("stroke-opacity", coordinate(opacity))) }
    return .element("path", attributes, [])
  }

  /// A filled path.
  package static func fill(_ path: Path, _ paint: Paint, opacity: Double = 1) -> MarkupNode {
    var attributes = [MarkupAttribute("d", path.data), MarkupAttribute("fill", paint.css)]
    if opacity < 1 { attributes.append(MarkupAttribute("fill-opacity", coordinate(opacity))) }
    return .element("path", attributes, [])
  }

  /// A filled rectangle, `stroke` around it if given.
  package static func rect(
    _ rect: Rect, fill: Paint, stroke: Paint? = nil, opacity: Double = 1, radius: Double = 0
  ) -> MarkupNode {
    var attributes = [
      MarkupAttribute("x", coordinate(rect.x)), MarkupAttribute("y", coordinate(rect.y)),
      MarkupAttribute("width", coordinate(rect.width)),
      MarkupAttribute("height", coordinate(rect.height)), MarkupAttribute("fill", fill.css),
    ]
    if radius > 0 { attributes.append(MarkupAttribute("rx", coordinate(radius))) }
    if let stroke { attributes.append(MarkupAttribute("stroke", stroke.css)) }
    if opacity < 1 { attributes.append(MarkupAttribute("fill-opacity", coordinate(opacity))) }
    return .element("rect", attributes, [])
  }

  /// A straight line.
  package static func line(
    _ from: Point, _ to: Point, _ paint: Paint, width: Double = 1, style: LineStyle = .solid
  ) -> MarkupNode {
    var attributes = [
      MarkupAttribute("x1", coordinate(from.x)), MarkupAttribute("y1", coordinate(from.y)),
      MarkupAttribute("x2", coordinate(to.x)), MarkupAttribute("y2", coordinate(to.y)),
      MarkupAttribute("stroke", paint.css),
    ]
    if width != 1 { attributes.append(MarkupAttribute("stroke-width", coordinate(width))) }
    if let dashes = style.dashes { attributes.append(MarkupAttribute("stroke-dasharray", dashes)) }
    return .element("line", attributes, [])
  }
}
