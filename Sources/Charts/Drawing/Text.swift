/// Which part of a text its position names, left to right.
package enum TextAnchor: String, Sendable {
  case start, middle, end
}

/// Which part of a text its position names, top to bottom.
package enum TextBaseline: Sendable {
  /// The line that letters stand on.
  case alphabetic
  /// Half the height of capitals and digits.
  case central
  /// The top of capitals and digits.
  case hanging

  /// How far the alphabetic baseline lies below the position, in font sizes.
  package var drop: Double {
    switch self {
    case .alphabetic: 0
    case .central: 0.35
    case .hanging: 0.72
    }
  }
}

/// A `<text>` element.
///
/// - Parameters:
///   - halo: Whether the letters get a rim of the surface's colour, to stay legible over lines.
///   - rotated: Whether the text runs upwards (for the title of a vertical axis).
package func text(
  _ string: String, at point: Point, size: Double = FontSize.label, anchor: TextAnchor = .start,
  baseline: TextBaseline = .alphabetic, fill: Paint = .ink, bold: Bool = false,
  italic: Bool = false, halo: Bool = false, rotated: Bool = false
) -> MarkupNode {
  var attributes: [MarkupAttribute] = []
  let drop = baseline.drop * size
  attributes.append(MarkupAttribute("x", coordinate(rotated ? point.x + drop : point.x)))
  attributes.append(MarkupAttribute("y", coordinate(rotated ? point.y : point.y + drop)))
  if size != FontSize.label { attributes.append(MarkupAttribute("font-size", coordinate(size))) }
  if anchor != .start { attributes.append(MarkupAttribute("text-anchor", anchor.rawValue)) }
  if fill != .ink { attributes.append(MarkupAttribute("fill", fill.css)) }
  if bold { attributes.append(MarkupAttribute("font-weight", "600")) }
  if italic { attributes.append(MarkupAttribute("font-style", "italic")) }
  if halo {
    attributes += [
      MarkupAttribute("stroke", Paint.surface.css), MarkupAttribute("stroke-width", "3"),
      MarkupAttribute("stroke-linejoin", "round"), MarkupAttribute("style", "paint-order:stroke"),
    ]
  }
  if rotated {
    let place = "\(coordinate(point.x + drop)) \(coordinate(point.y))"
    attributes.append(MarkupAttribute("transform", "rotate(-90 \(place))"))
  }
  return .element("text", attributes, [.text(string)])
}
