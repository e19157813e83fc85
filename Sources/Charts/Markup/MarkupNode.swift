/// A node of an HTML or SVG tree.
///
/// Pages and figures are built as values and printed once, so escaping is never forgotten and two
/// equal trees always print the same bytes.
///
///     element("p", ["class": "lead"], [.text("3 < 4")]).rendered()  // <p class="lead">3 &lt; 4</p>
public indirect enum MarkupNode: Sendable, Hashable {
  /// An element: its name, its attributes in the order they print, its children.
  case element(String, [MarkupAttribute], [MarkupNode])
  /// Character data, escaped when printed.
  case text(String)
  /// Markup that is already well formed (KaTeX's output, cmark's output), printed as it is.
  case raw(String)
  /// Several nodes without a parent.
  case fragment([MarkupNode])
}

/// One attribute of an element.
public struct MarkupAttribute: Sendable, Hashable {
  /// The attribute's name.
  public var name: String
  /// Its value, unescaped; `nil` prints the bare name (`hidden`, `open`).
  public var value: String?

  /// An attribute with a value, or a bare one.
  public init(_ name: String, _ value: String?) {
    self.name = name
    self.value = value
  }
}

/// Makes an element; attributes print in the order written.
public func element(
  _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ children: [MarkupNode] = []
) -> MarkupNode {
  .element(name, attributes.map { MarkupAttribute($0.key, $0.value) }, children)
}

extension MarkupNode: ExpressibleByStringLiteral {
  /// A string literal is a text node.
  public init(stringLiteral value: String) { self = .text(value) }
}
