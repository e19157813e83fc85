/// A finished figure: what every chart, table and diagram becomes, independent of where it is
/// shown.
///
/// A figure is a plain value. The site prints ``markup(idPrefix:)`` and folds ``data`` below it, a
/// terminal prints ``text``. Identifiers inside a drawing are written without a prefix
/// (`id="arrow"`, `marker-end="url(#arrow)"`); ``markup(idPrefix:)`` makes them unique on the page.
public struct Figure: Sendable, Hashable {
  /// What a figure is drawn with.
  public enum Content: Sendable, Hashable {
    /// The children of an `<svg>` whose viewBox is `0 0 width height`.
    case drawing(Size, [MarkupNode])
    /// HTML, for tables.
    case html(MarkupNode)
  }

  /// A short name, the accessible name of the drawing.
  public var title: String
  /// What the figure shows, in words computed from the data.
  public var description: String
  /// What is drawn.
  public var content: Content
  /// The numbers behind the figure, if it has any.
  public var data: DataTable?
  /// The figure for a terminal, at most 80 columns wide, without a newline at its end.
  public var text: String

  /// Makes a figure of its parts.
  public init(
    title: String, description: String, content: Content, data: DataTable? = nil, text: String
  ) {
    self.title = title
    self.description = description
    self.content = content
    self.data = data
    self.text = text
  }

  /// The figure as markup: an `<svg role="img">` named by its title and description, or HTML.
  ///
  /// - Parameter idPrefix: Put before every `id` and every reference to one, unique on the page (a
  ///   figure's label).
  /// - Complexity: O(n) in the number of nodes.
  public func markup(idPrefix: String) -> MarkupNode {
    switch content {
    case .html(let node): node.prefixingIdentifiers(with: idPrefix)
    case .drawing(let size, let nodes):
      element(
        "svg",
        [
          "xmlns": "http://www.w3.org/2000/svg",
          "viewBox": "0 0 \(coordinate(size.width)) \(coordinate(size.height))",
          "role": "img",
          "aria-labelledby": "\(idPrefix)-title \(idPrefix)-desc",
          "font-family": "var(--font-sans)",
          "font-size": coordinate(FontSize.label),
          "fill": Paint.ink.css,
        ],
        [
          element("title", ["id": "\(idPrefix)-title"], [.text(title)]),
          element("desc", ["id": "\(idPrefix)-desc"], [.text(description)]),
          MarkupNode.fragment(nodes).prefixingIdentifiers(with: idPrefix),
        ])
    }
  }

  /// The drawing's size in viewBox units, `nil` for HTML.
  public var size: Size? {
    if case .drawing(let size, _) = content { size } else { nil }
  }
}
