import LessonMarkup

/// Inline text for places where not everything fits.
enum InlineText {
  /// The text with links replaced by their words, for places that are links themselves.
  static func withoutLinks(_ inlines: [Inline]) -> [Inline] {
    inlines.flatMap { inline -> [Inline] in
      switch inline {
      case .link(_, _, let inlines, _): withoutLinks(inlines)
      case .emphasis(let inlines): [.emphasis(withoutLinks(inlines))]
      case .strong(let inlines): [.strong(withoutLinks(inlines))]
      case .reference, .citation, .image: []
      default: [inline]
      }
    }
  }
}
