extension LessonParser {
  private static let alerts = ["note", "tip", "important", "warning", "caution"]

  /// A quote, or the alert that it is marked as.
  mutating func quote(_ content: [Block], at range: Range<Int>) -> Block {
    guard case .paragraph(let inlines, let span)? = content.first, let first = inlines.first else {
      return .quote(content)
    }
    let alert: Alert
    let rest: [Inline]
    switch first {
    case .strong([.text("Exercise.")]):
      alert = .exercise
      rest = Array(inlines.dropFirst()).withoutLeadingBlank
    case .text(let text) where text.hasPrefix("[!"):
      guard let (kind, after) = marker(text, followedBy: Array(inlines.dropFirst()), at: range)
      else { return .quote(content) }
      alert = kind
      rest = after
    default: return .quote(content)
    }
    let others = Array(content.dropFirst())
    let blocks = rest.isEmpty ? others : [.paragraph(rest, span)] + others
    if blocks.isEmpty {
      problems.report("empty-alert", at: firstLine(of: range), "the alert says nothing")
    }
    return .alert(alert, blocks, text.span(range))
  }

  /// The kind of alert that a line such as `[!NOTE]` names, and what follows it.
  private mutating func marker(
    _ line: String, followedBy others: [Inline], at range: Range<Int>
  ) -> (Alert, [Inline])? {
    guard let end = line.firstIndex(of: "]") else { return nil }
    let name = line[line.index(line.startIndex, offsetBy: 2)..<end]
    guard Self.alerts.contains(name.lowercased()), let alert = Alert(rawValue: name.lowercased())
    else {
      let names = Self.alerts.map { $0.uppercased() }
      problems.report(
        "unknown-alert", at: firstLine(of: range), "there is no alert '\(name)'",
        because: "Alerts are \(names.joined(separator: ", ")), and > **Exercise.**",
        fix: Suggestion.fix(for: String(name), in: names, otherwise: "use one of these"))
      return nil
    }
    let after = String(line[line.index(after: end)...])
    let isAlone = after.isEmpty && [nil, .softBreak, .lineBreak].contains(others.first)
    guard !isAlone else { return (alert, Array(others.dropFirst())) }
    problems.report(
      "alert-marker-not-alone", at: firstLine(of: range),
      "[!\(name)] must stand on a line of its own",
      because: "Code hosts show the quote as an alert only then.",
      fix: "start a new line with > after [!\(name)]")
    return (alert, ([.text(after)] + others).withoutLeadingBlank)
  }
}

extension [Inline] {
  /// The same without blanks at the start.
  fileprivate var withoutLeadingBlank: [Inline] {
    switch first {
    case .softBreak, .lineBreak: return Array(dropFirst())
    case .text(let text):
      let rest = String(text.drop { $0 == " " })
      return (rest.isEmpty ? [] : [.text(rest)]) + dropFirst()
    default: return self
    }
  }
}
