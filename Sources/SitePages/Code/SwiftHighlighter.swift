public import Charts

/// Colours Swift source at build time.
public enum SwiftHighlighter {
  /// The source as text and `<span class="…">`s; its text is the source, character for character.
  ///
  /// The classes are `keyword`, `type`, `string`, `number`, `comment`, `documentation`,
  /// `attribute`, `directive` and `regex`, each after `swift-`.
  ///
  /// - Complexity: O(n) in the length of the source.
  public static func markup(of source: String) -> MarkupNode {
    .fragment(
      SwiftLexer.tokens(of: source).map { token in
        token.kind == .plain
          ? .text(token.text)
          : element("span", ["class": "swift-\(token.kind.rawValue)"], [.text(token.text)])
      })
  }
}
