import Charts

/// The elements of a drawing, one after another, with the colours they inherit resolved.
struct DiagramInspection {
  struct Element {
    var name: String
    var attributes: [String: String]
    var words: String

    func number(_ name: String) -> Double { attributes[name].flatMap(Double.init) ?? 0 }

    /// The rectangle of a `rect`, or the room that a `text` takes by estimate.
    var frame: Rect {
      if name == "rect" {
        return Rect(
          x: number("x"), y: number("y"), width: number("width"), height: number("height"))
      }
      let size = attributes["font-size"].flatMap(Double.init) ?? FontSize.label
      let width = TextMetrics.width(words, size: size)
      let shares: [String: Double] = ["middle": 0.5, "end": 1]
      let before = shares[attributes["text-anchor"] ?? ""] ?? 0
      let height = TextMetrics.capHeight(size: size)
      return Rect(
        x: number("x") - before * width, y: number("y") - height, width: width, height: height)
    }
  }

  private(set) var elements: [Element] = []

  init(_ figure: Figure) {
    guard case .drawing(_, let nodes) = figure.content else { return }
    for node in nodes { visit(node) }
  }

  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  private mutating func visit(_ node: MarkupNode) {
    switch node {
    case .text, .raw: return
    case .fragment(let nodes): for node in nodes { visit(node) }
    case .element(let name, let attributes, let children):
      let pairs = attributes.compactMap { attribute in attribute.value.map { (attribute.name, $0) }
      }
      elements.append(
        Element(
          name: name, attributes: Dictionary(pairs, uniquingKeysWith: { first, _ in first }),
          words: Self.words(node)))
      for child in children { visit(child) }
    }
  }

  static func words(_ node: MarkupNode) -> String {
    switch node {
    case .text(let text), .raw(let text): text
    case .fragment(let nodes), .element(_, _, let nodes): nodes.map(words).joined()
    }
  }
}

extension Rect {
  /// Whether the rectangle holds the other's middle.
  func holdsMiddle(of other: Rect) -> Bool {
    other.midX > x && other.midX < maxX && other.midY > y && other.midY < maxY
  }
}

extension Color {
  /// The colour written as `#rrggbb`.
  init?(css: String) {
    guard css.hasPrefix("#"), let value = UInt32(css.dropFirst(), radix: 16) else { return nil }
    self.init(integerLiteral: value)
  }
}
