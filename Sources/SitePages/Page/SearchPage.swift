import Charts
import LessonMarkup

/// The search page: a list of everything there is, which the script turns into a search.
enum SearchPage {
  /// The page.
  static func html(_ lessons: [Lesson], _ context: PageContext) throws -> String {
    var values = context.frame(
      title: "Search",
      description: "Every lesson and every section of \(context.plain(context.map.course.title)).")
    values["isSearch"] = true
    values["lessons"] = try lessons.compactMap { lesson -> [String: Any]? in
      guard let page = context.map[lesson.stem], page.isPublished else { return nil }
      var entry = try context.entry(page)
      let headings = try Self.headings(of: lesson, context)
      entry["headings"] = headings
      entry["headingsAny"] = !headings.isEmpty
      return entry
    }
    return try context.templates.render("search", values)
  }

  private static func headings(
    of lesson: Lesson, _ context: PageContext
  ) throws -> [[String: Any]] {
    var writer = context.writer(for: lesson, .none, origin: nil)
    var headings: [[String: Any]] = []
    for case .heading(2, let inlines, let anchor, _) in lesson.blocks {
      let title = try writer.markup(of: InlineText.withoutLinks(inlines)).rendered()
      headings.append(["href": "\(lesson.stem).html#\(anchor)", "title": title])
    }
    return headings
  }
}
