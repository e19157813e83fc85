/// Checks what one lesson says about others: links, references, citations and requirements.
public struct CourseChecks: Sendable {
  private let stems: [String]
  private let appended: Set<String>
  private let anchors: [String: [String]]
  private let figures: [String: Set<String>]
  private let references: References
  private let fileExists: (@Sendable (String) -> Bool)?

  /// Prepares the checks of a course.
  ///
  /// - Parameter course: The course.
  /// - Parameter lessons: Its lessons, as far as they can be read.
  /// - Parameter references: The bibliography.
  /// - Parameter figures: For the stem of each lesson that was run, the labels of what it shows, e.g.
  ///   `fig-returns` and `tab-summary`. Labels in other lessons are left unchecked.
  /// - Parameter fileExists: Tells whether a file beside the lessons exists; `nil` leaves links to files
  ///   that are no lessons, and images, unchecked.
  public init(
    course: Course, lessons: [Lesson], references: References, figures: [String: Set<String>] = [:],
    fileExists: (@Sendable (String) -> Bool)? = nil
  ) {
    stems = course.stems
    appended = Set(course.parts.filter { $0.appendix != nil }.flatMap(\.lessons))
    anchors = Dictionary(lessons.map { ($0.stem, $0.anchors) }) { first, _ in first }
    self.figures = figures
    self.references = references
    self.fileExists = fileExists
  }

  /// What is wrong with the links, references, citations and requirements of a lesson.
  public func diagnostics(for lesson: Lesson) -> [Diagnostic] {
    let text = SourceText(Array(lesson.source.utf8))
    var problems = Problems(path: lesson.path, text: text)
    checkRequirements(of: lesson, &problems)
    lesson.forEachInline { inline in
      switch inline {
      case .citation(let citations, let span): check(citations, at: span, &problems)
      case .reference(let label, let span): check(label, in: lesson.stem, at: span, &problems)
      case .link(let destination, _, _, let span):
        check(link: destination, in: lesson.stem, at: span, &problems)
      case .image(let source, _, _, let span): check(file: source, at: span, &problems)
      default: break
      }
    }
    return problems.sorted
  }

  // MARK: - Requirements

  private func checkRequirements(of lesson: Lesson, _ problems: inout Problems) {
    let own = stems.firstIndex(of: lesson.stem)
    for stem in lesson.frontMatter.requires {
      let place = place(ofRequirement: stem, in: problems.text)
      guard let required = stems.firstIndex(of: stem) else {
        problems.report(
          "unknown-lesson", at: place, "the lesson requires '\(stem)', which is not in the course",
          fix: Suggestion.fix(for: stem, in: stems))
        continue
      }
      guard let own, required >= own, stem == lesson.stem || !appended.contains(stem) else {
        continue
      }
      problems.report(
        "late-requirement", at: place,
        stem == lesson.stem
          ? "the lesson requires itself" : "the lesson requires '\(stem)', which comes after it",
        because: "Readers go through the lessons in the order of course.yml.",
        fix: "drop it, or change the order")
    }
  }

  /// Where a stem stands behind `requires:`.
  private func place(ofRequirement stem: String, in text: SourceText) -> Range<Int>? {
    let key = text.lines.first { text.bytes[$0].starts(with: Array("requires:".utf8)) }
    guard let key,
      let start = text.bytes.firstIndex(of: Array(stem.utf8), from: key.lowerBound + 9)
    else { return nil }
    return start..<start + stem.utf8.count
  }

  // MARK: - Citations and references

  private func check(
    _ citations: [Citation], at span: SourceSpan, _ problems: inout Problems
  ) {
    for citation in citations where references[citation.key] == nil {
      problems.report(
        "unknown-citation", in: span, "no work has the key '\(citation.key)'",
        because: "Works are listed in lessons/references.yml.",
        fix: Suggestion.fix(
          for: citation.key, in: references.keys,
          otherwise: "add the work to lessons/references.yml"))
    }
  }

  private func check(
    _ label: String, in stem: String, at span: SourceSpan, _ problems: inout Problems
  ) {
    guard let anchors = anchors[stem] else { return }
    let isFigure = ["fig-", "tab-", "figure-", "table-"].contains(where: label.hasPrefix)
    if anchors.contains(label) || figures[stem]?.contains(label) ?? isFigure { return }
    let known = anchors + (figures[stem] ?? []).sorted()
    let wanted = label.hasPrefix("sec-") ? String(label.dropFirst(4)) : label
    problems.report(
      "unknown-reference", in: span, "nothing has the label '\(label)'",
      because: isFigure
        ? "Figures and tables are named by show(…, as: \"name\"): fig-name and tab-name."
        : "Equations are named by label=eq-…; headings by their words, with hyphens for spaces.",
      fix: Suggestion.closest(to: wanted, in: known).map { "did you mean '#\($0)'?" })
  }

  // MARK: - Links

  private func check(
    link destination: String, in stem: String, at span: SourceSpan, _ problems: inout Problems
  ) {
    if isOutside(destination) || destination.isEmpty { return }
    let parts = destination.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let path = parts[0].hasPrefix("./") ? parts[0].dropFirst(2) : parts[0]
    let label = parts.count > 1 ? String(parts[1]) : ""
    if path.isEmpty {
      if !label.isEmpty { check(label, in: stem, at: span, &problems) }
    } else if path.hasSuffix(".md"), !path.contains("/") {
      let target = String(path.dropLast(3))
      if stems.contains(target) {
        if !label.isEmpty { check(label, in: target, at: span, &problems) }
      } else {
        reportDeadLink(to: target, at: span, &problems)
      }
    } else if path.hasSuffix(".html"), stems.contains(String(path.dropLast(5))) {
      problems.report(
        "link-to-page", in: span, "the link leads to a page, not to a lesson",
        because: "Code hosts have no pages; links to lessons become links to pages.",
        fix: "write \(path.dropLast(5)).md")
    } else {
      check(file: String(path), at: span, &problems)
    }
  }

  private func reportDeadLink(to stem: String, at span: SourceSpan, _ problems: inout Problems) {
    problems.report(
      "dead-link", in: span, "there is no lesson '\(stem)'",
      because: "The course's lessons are listed in lessons/course.yml.",
      fix: Suggestion.closest(to: stem, in: stems).map { "did you mean '\($0).md'?" })
  }

  private func check(file path: String, at span: SourceSpan, _ problems: inout Problems) {
    guard let fileExists, !isOutside(path), !fileExists(path) else { return }
    problems.report(
      "dead-link", in: span, "there is no file '\(path)'",
      because: "Paths count from the lessons' folder.")
  }

  /// Whether a destination has a scheme, such as `https:`.
  private func isOutside(_ destination: String) -> Bool {
    if destination.hasPrefix("//") { return true }
    let scheme = destination.utf8.prefix { $0.isLetter || $0.isDigit || "+-.".utf8.contains($0) }
    return !scheme.isEmpty && destination.utf8.dropFirst(scheme.count).first == UInt8(ascii: ":")
  }
}
