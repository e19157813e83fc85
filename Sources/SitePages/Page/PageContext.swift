import Charts
import LessonMarkup

/// What every page of a build shares.
struct PageContext {
  let map: SiteMap
  let edition: Site.Edition
  let bibliography: Bibliography
  let math: MathRenderer
  let templates: Templates
  let courseFolder: String

  /// A writer for a lesson's text on some page.
  ///
  /// - Parameter origin: The lesson whose page it is; `nil` for pages that are no lesson's.
  func writer(
    for lesson: Lesson, _ result: PageWriter.Run, origin: String?
  ) -> PageWriter {
    PageWriter(
      PageWriter.Input(
        lesson: lesson, result: result.result, index: result.index, map: map,
        bibliography: bibliography, math: math, courseFolder: courseFolder, origin: origin))
  }

  /// Inline Markdown from the course file as HTML; its problems are reported where the course is
  /// read.
  func html(_ markdown: String) throws -> String {
    let nowhere = Lesson(
      path: "lessons/course.yml", stem: "", source: "", frontMatter: FrontMatter(), blocks: [],
      cells: [], inlineCells: [], diagnostics: [])
    var writer = writer(for: nowhere, .none, origin: nil)
    return try writer.markup(ofInlineMarkdown: markdown, at: nil).rendered()
  }

  /// Inline Markdown without its markup.
  func plain(_ markdown: String) -> String { Inline.parse(markdown).inlines.plainText }

  /// A lesson in a list, for the templates.
  func entry(_ page: SiteMap.Page, current: String? = nil) throws -> [String: Any] {
    var entry: [String: Any] = [
      "number": page.number, "file": page.file, "title": try html(page.title),
      "summary": try html(page.summary), "isPublished": page.isPublished,
    ]
    if page.stem == current { entry["isCurrent"] = true }
    return entry
  }

  /// What the frame around every page says.
  func frame(title: String, description: String) -> [String: Any] {
    [
      "title": title, "description": description, "course": plain(map.course.title),
      "library": edition.library, "toolchain": edition.toolchain, "command": edition.command,
    ]
  }

  /// "Part II" or "Appendix A".
  func name(ofPart index: Int) -> String {
    if let letter = map.course.parts[index].appendix { return "Appendix \(letter)" }
    return "Part \(Quantities.roman(map.course.partNumbers[index] ?? 0))"
  }

  // MARK: Digests

  /// Adds what a lesson's page says of the course around it.
  func combineSurroundings(of lesson: Lesson, into fingerprint: inout Fingerprint) {
    fingerprint.combine(map.course.title)
    combineEdition(into: &fingerprint)
    guard let page = map[lesson.stem] else { return }
    let part = map.course.parts[page.part]
    fingerprint.combine("\(page.number) \(name(ofPart: page.part)) \(part.title)")
    let (previous, next) = map.neighbours(of: lesson.stem)
    let required = lesson.frontMatter.requires.map { map[$0] }
    for other in map.pages(ofPart: page.part).map(Optional.some) + [previous, next] + required {
      fingerprint.combine(other.map { "\($0.number) \($0.stem) \($0.title) \($0.isPublished)" })
    }
  }

  /// Adds what the pages around the lessons say of the course.
  func combineCourse(into fingerprint: inout Fingerprint) {
    combineEdition(into: &fingerprint)
    fingerprint.combine(map.course.title)
    fingerprint.combine(map.course.summary)
    for part in map.course.parts {
      fingerprint.combine(part.title)
      fingerprint.combine(part.appendix)
      fingerprint.combine(part.summary)
      fingerprint.combine(part.lessons.joined(separator: " "))
    }
  }

  private func combineEdition(into fingerprint: inout Fingerprint) {
    fingerprint.combine(edition.library)
    fingerprint.combine(edition.toolchain)
    fingerprint.combine(edition.command)
  }
}
