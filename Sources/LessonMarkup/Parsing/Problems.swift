/// The diagnostics of one file, collected by offsets into its text.
struct Problems: Sendable {
  /// The file, as diagnostics name it.
  let path: String
  /// Its text.
  let text: SourceText
  /// What was found so far.
  private(set) var diagnostics: [Diagnostic] = []

  init(path: String, text: SourceText) {
    self.path = path
    self.text = text
  }

  /// Adds a problem; `range` is `nil` for one of the whole file.
  mutating func report(
    _ identifier: String, _ severity: Diagnostic.Severity = .error, at range: Range<Int>?,
    _ summary: String, because explanation: String? = nil, fix: String? = nil
  ) {
    report(
      identifier, severity, in: range.map(text.span), summary, because: explanation, fix: fix)
  }

  /// Adds a problem whose place is known as a span.
  mutating func report(
    _ identifier: String, _ severity: Diagnostic.Severity = .error, in span: SourceSpan?,
    _ summary: String, because explanation: String? = nil, fix: String? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        identifier, severity, file: path, at: span, summary: summary, explanation: explanation,
        fix: fix))
  }

  /// Adds problems that another stage found in the same file.
  mutating func append(_ others: [Diagnostic]) { diagnostics += others }

  /// The diagnostics in the order of their places.
  var sorted: [Diagnostic] { diagnostics.inReadingOrder }
}

extension Sequence<Diagnostic> {
  /// By file and place, those of whole files first; equal places keep their order.
  public var inReadingOrder: [Diagnostic] {
    let start = SourcePosition(line: 0)
    return enumerated()
      .sorted { left, right in
        let (a, b) = (left.element, right.element)
        if a.file != b.file { return a.file < b.file }
        let (p, q) = (a.span?.start ?? start, b.span?.start ?? start)
        return p != q ? p < q : left.offset < right.offset
      }
      .map(\.element)
  }
}
