/// A block of a lesson's text: CommonMark's, and ours.
public indirect enum Block: Sendable, Hashable {
  case paragraph([Inline], SourceSpan)
  /// A heading; the anchor is unique in the lesson.
  case heading(level: Int, [Inline], anchor: String, SourceSpan)
  case quote([Block])
  /// A list; `start` is `nil` for bullets. A tight list's items hold bare paragraphs.
  case list(start: Int?, tight: Bool, items: [[Block]])
  case thematicBreak
  /// A fence in another language than `swift`, `output` and `math`, or an indented block.
  case code(language: String, String, SourceSpan)
  /// A `swift` fence, by its place in ``Lesson/cells``; its expectation goes with it.
  case cell(Int)
  /// A `math` fence.
  case equation(Equation)
  /// An alert: `> [!NOTE]`, `> [!TIP]`, `> [!WARNING]`, or `> **Exercise.**`.
  case alert(Alert, [Block], SourceSpan)
}

/// The kinds of alert.
public enum Alert: String, Sendable, Hashable {
  case note, tip, important, warning, caution, exercise
}

/// A `math` fence.
public struct Equation: Sendable, Hashable {
  /// The TeX.
  public var tex: String
  /// The name it is referred to by, e.g. `eq-bellman`; `nil` when it has none (then it has no number).
  public var label: String?
  /// Its number in the lesson, from 1; `nil` when it has no label.
  public var number: Int?
  /// Whether it derives something in steps (`&=`), and so should be verified by a cell.
  public var isDerivation: Bool
  /// The line of its first line of TeX, from 1.
  public var firstLine: Int
  /// The whole fence.
  public var span: SourceSpan

  /// Collects the parts of an equation.
  public init(
    tex: String, label: String?, number: Int?, isDerivation: Bool, firstLine: Int, span: SourceSpan
  ) {
    self.tex = tex
    self.label = label
    self.number = number
    self.isDerivation = isDerivation
    self.firstLine = firstLine
    self.span = span
  }
}

/// Text inside a block: CommonMark's, and ours.
public indirect enum Inline: Sendable, Hashable {
  case text(String)
  case code(String)
  case emphasis([Inline])
  case strong([Inline])
  case softBreak
  case lineBreak
  /// A link to a page, a lesson (`02-….md`) or the outside.
  case link(destination: String, title: String, [Inline], SourceSpan)
  case image(source: String, title: String, alternative: String, SourceSpan)
  /// A reference without a text of its own, `[](#eq-bellman)`: the site writes "Equation 3".
  case reference(label: String, SourceSpan)
  /// Inline TeX, written between a dollar sign with a backtick and a backtick with a dollar sign.
  case math(String, SourceSpan)
  /// An inline cell, by its place in ``Lesson/inlineCells``.
  case value(Int)
  /// Citations, `[@sutton2018, §3.5; @watkins1992]`.
  case citation([Citation], SourceSpan)
}

/// One work cited.
public struct Citation: Sendable, Hashable {
  /// Its key in `lessons/references.yml`.
  public var key: String
  /// What follows the key: a page, a section; empty when nothing does.
  public var locator: String

  /// A work cited.
  public init(key: String, locator: String = "") {
    self.key = key
    self.locator = locator
  }
}
