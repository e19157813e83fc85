import Charts
import LessonEvents
import LessonMarkup

/// A lesson's page, written.
struct LessonPage {
  /// The page's file, relative to the site.
  let file: String
  /// The page.
  let html: String
  /// The files that go with it.
  let attachments: [PageWriter.Attachment]
  /// What it took from elsewhere.
  let dependencies: [String: String]
  /// What is wrong with it, in reading order.
  let diagnostics: [Diagnostic]

  /// Writes a page.
  init(
    _ lesson: Lesson, _ result: LessonResult, _ index: LessonIndex, _ context: PageContext
  ) throws {
    let run = PageWriter.Run(result: result, index: index)
    var writer = context.writer(for: lesson, run, origin: lesson.stem)
    var values = context.frame(
      title: context.plain(lesson.frontMatter.title),
      description: context.plain(lesson.frontMatter.summary))
    let body = try writer.body()
    values["body"] = body.rendered()
    if !writer.frameCounts.isEmpty { values["styles"] = LessonPage.styles(for: writer.frameCounts) }
    values.merge(try LessonPage.opening(of: lesson, &writer)) { $1 }
    values.merge(try LessonPage.surroundings(of: lesson, writer.headings, context)) { $1 }
    file = "\(lesson.stem).html"
    html = try context.templates.render("lesson", values)
    attachments = writer.attachments
    dependencies = writer.dependencies
    diagnostics =
      (writer.diagnostics + UniqueIdentifiers.check(html, lesson)
      + UniqueIdentifiers.check(index, lesson))
      .sorted { ($0.span?.start ?? .start, $0.summary) < ($1.span?.start ?? .start, $1.summary) }
  }

  /// Title, summary, what it builds on and what it follows.
  private static func opening(
    of lesson: Lesson, _ writer: inout PageWriter
  ) throws -> [String: Any] {
    let front = lesson.frontMatter
    var requires: [[String: Any]] = []
    for stem in front.requires {
      guard let page = writer.input.map[stem] else { continue }
      let title = try writer.markup(ofInlineMarkdown: page.title, at: nil).rendered()
      requires.append(["file": page.file, "title": title])
    }
    return [
      "heading": try writer.markup(ofInlineMarkdown: front.title, at: .top).rendered(),
      "summary": try writer.markup(ofInlineMarkdown: front.summary, at: .top).rendered(),
      "source": try writer.markup(ofInlineMarkdown: front.source, at: .top).rendered(),
      "requires": requires, "requiresAny": !requires.isEmpty, "seed": "\(front.seed)",
      "stem": lesson.stem,
    ]
  }

  /// Where the lesson stands: its part, its neighbours, its contents.
  private static func surroundings(
    of lesson: Lesson, _ headings: [PageWriter.Heading], _ context: PageContext
  ) throws -> [String: Any] {
    let map = context.map
    guard let page = map[lesson.stem] else { return [:] }
    let part = map.pages(ofPart: page.part)
    let place = part.firstIndex { $0.stem == lesson.stem } ?? 0
    let (previous, next) = map.neighbours(of: lesson.stem)
    var values: [String: Any] = [
      "part": context.name(ofPart: page.part),
      "partTitle": try context.html(map.course.parts[page.part].title),
      "place": "\(place + 1)", "places": "\(part.count)", "number": page.number,
      "lessons": try part.map { try context.entry($0, current: lesson.stem) },
      "progress": part.indices.map { ["isDone": $0 <= place] },
      "contents": headings.map {
        ["anchor": $0.anchor, "level": "\($0.level)", "title": $0.markup.rendered()]
      },
      "contentsAny": !headings.isEmpty,
    ]
    if let previous { values["previous"] = try context.entry(previous) }
    if let next { values["next"] = try context.entry(next) }
    return values
  }

  /// The rules that show the frames of animations in turn; they depend on how many frames there
  /// are.
  static func styles(for frameCounts: Set<Int>) -> String {
    frameCounts.sorted().map { count in
      let share = Quantities.percent(1, of: count)
      return
        "@keyframes frames-\(count){0%{visibility:visible}\(share){visibility:hidden}100%{visibility:hidden}}"
    }.joined(separator: "\n")
  }
}

extension SourcePosition {
  /// The start of a file.
  static var start: SourcePosition { SourcePosition(line: 1) }
}

extension SourceSpan {
  /// The first line of a file.
  static var top: SourceSpan { SourceSpan(.start, .start) }
}
