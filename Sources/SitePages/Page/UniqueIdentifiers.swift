import LessonMarkup

/// No two elements of a page may have the same `id`.
enum UniqueIdentifiers {
  /// Reports names that an author gave to two figures or tables of a lesson.
  static func check(_ index: LessonIndex, _ lesson: Lesson) -> [Diagnostic] {
    var first: [String: Int] = [:]
    var diagnostics: [Diagnostic] = []
    for entry in index.entries {
      if let cell = first[entry.anchor] {
        let span = lesson.cells.indices.contains(entry.cell) ? lesson.cells[entry.cell].span : nil
        diagnostics.append(
          Diagnostic(
            "duplicate-label", file: lesson.path, at: span,
            summary: "two figures are called '\(entry.anchor)'",
            explanation: "The other one is shown by cell \(cell + 1).",
            fix: "give one of them another name: show(…, as: \"…\")"))
      } else {
        first[entry.anchor] = entry.cell
      }
    }
    return diagnostics
  }

  /// Reports a heading or label whose name something else on the page has already.
  static func check(_ html: String, _ lesson: Lesson) -> [Diagnostic] {
    var seen: Set<String> = []
    let twice = identifiers(in: html).filter { !seen.insert($0).inserted }
    // Figures have a report of their own, above.
    return twice.filter { !$0.hasPrefix("fig-") && !$0.hasPrefix("tab-") }.map { name in
      Diagnostic(
        "duplicate-anchor", file: lesson.path, at: span(of: name, in: lesson),
        summary: "'#\(name)' names two places of the page",
        fix: "word the heading, or name the label, in another way")
    }
  }

  /// The values of all `id` attributes, in order.
  ///
  /// - Complexity: O(n) in the length of the page.
  static func identifiers(in html: String) -> [String] {
    let bytes = Array(html.utf8)
    let opening = Array(" id=\"".utf8)
    var identifiers: [String] = []
    var index = 0
    while let space = bytes[index...].firstIndex(of: opening[0]) {
      index = space + 1
      guard bytes[space...].starts(with: opening) else { continue }
      let start = space + opening.count
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\"")) ?? bytes.count
      identifiers.append(String(decoding: bytes[start..<end], as: UTF8.self))
      index = end
    }
    return identifiers
  }

  private static func span(of anchor: String, in lesson: Lesson) -> SourceSpan? {
    var found: SourceSpan?
    lesson.forEachBlock { block in
      switch block {
      case .heading(_, _, let name, let span) where name == anchor: found = span
      case .equation(let equation) where equation.label.map { $0 == anchor } == true:
        found = equation.span
      default: break
      }
    }
    return found
  }
}
