import Charts

/// A tree of markup as an indented outline of its elements and words.
enum Outline {
  static func of(_ node: MarkupNode, indent: String = "") -> String {
    switch node {
    case .text(let text): return indent + "“\(text)”\n"
    case .raw: return indent + "raw\n"
    case .fragment(let nodes): return nodes.map { of($0, indent: indent) }.joined()
    case .element(let name, _, let children):
      if case .text(let text)? = children.first, children.count == 1 {
        return "\(indent)\(name) “\(text)”\n"
      }
      return "\(indent)\(name)\n" + children.map { of($0, indent: indent + "  ") }.joined()
    }
  }

  /// The values of an attribute of all elements of one name, in the order they stand.
  static func attributes(_ attribute: String, of name: String, in node: MarkupNode) -> [String] {
    switch node {
    case .text, .raw: return []
    case .fragment(let nodes): return nodes.flatMap { attributes(attribute, of: name, in: $0) }
    case .element(let own, let all, let children):
      let values = own == name ? all.filter { $0.name == attribute }.compactMap(\.value) : []
      return values + children.flatMap { attributes(attribute, of: name, in: $0) }
    }
  }
}

/// A text of a drawing with the rectangle it takes by estimate.
struct PlacedText: CustomStringConvertible {
  var text: String
  var frame: Rect

  var description: String { "“\(text)” at \(frame.x)…\(frame.maxX), \(frame.y)…\(frame.maxY)" }

  static func all(in figure: Figure) -> [PlacedText] {
    guard case .drawing(_, let nodes) = figure.content else { return [] }
    return nodes.flatMap(all)
  }

  private static func all(in node: MarkupNode) -> [PlacedText] {
    guard case .element(let name, let attributes, let children) = node else {
      if case .fragment(let nodes) = node { return nodes.flatMap(all) }
      return []
    }
    guard name == "text", case .text(let text)? = children.first else {
      return children.flatMap(all)
    }
    func value(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
    let size = value("font-size").flatMap(Double.init) ?? FontSize.label
    let (x, y) = (value("x").flatMap(Double.init) ?? 0, value("y").flatMap(Double.init) ?? 0)
    let width = TextMetrics.width(text, size: size, bold: value("font-weight") != nil)
    let shares: [String: Double] = ["start": 0, "middle": 0.5, "end": 1]
    let before = shares[value("text-anchor") ?? "start"] ?? 0
    // From the baseline up to the height of capitals; descenders may reach into the space between
    // lines.
    let height = TextMetrics.capHeight(size: size)
    let frame =
      value("transform") == nil
      ? Rect(x: x - width * before, y: y - height, width: width, height: height)
      : Rect(x: x - height, y: y - width * (1 - before), width: height, height: width)
    return [PlacedText(text: text, frame: frame)]
  }
}
