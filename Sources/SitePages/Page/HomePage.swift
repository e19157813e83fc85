import Charts
import LessonEvents
import LessonMarkup

/// The home page: what this is, one live figure, the parts and their lessons, how to run it.
enum HomePage {
  /// The page.
  static func html(_ figure: FeaturedFigure.Rendered?, _ context: PageContext) throws -> String {
    let course = context.map.course
    var values = context.frame(
      title: context.plain(course.title), description: context.plain(course.summary))
    values["isHome"] = true
    values["heading"] = try context.html(course.title)
    values["summary"] = try context.html(course.summary)
    values["parts"] = try course.parts.enumerated().map { index, part in
      let lessons = try context.map.pages(ofPart: index).map { try context.entry($0) }
      return [
        "name": context.name(ofPart: index), "title": try context.html(part.title),
        "summary": try context.html(part.summary), "lessons": lessons,
        "lessonsAny": !lessons.isEmpty,
      ]
    }
    if let figure {
      values["figure"] = figure.markup
      if !figure.styles.isEmpty { values["styles"] = figure.styles }
    }
    if let first = context.map.pages.first(where: \.isPublished) {
      values["first"] = try context.entry(first)
    }
    return try context.templates.render("home", values)
  }
}

/// The figure that the home page shows.
struct FeaturedFigure {
  let lesson: SiteLesson
  /// Its place among the lesson's figures and tables.
  let place: Int
  let index: LessonIndex

  /// The figure as markup, and the style rules that it needs.
  struct Rendered {
    let markup: String
    let styles: String
  }

  /// The figure asked for, or else the first that moves under a reader's hand, or else the first
  /// drawing.
  static func choose(
    in lessons: [SiteLesson], _ indexes: [String: LessonIndex],
    wanted: (stem: String, figure: String)?
  ) -> FeaturedFigure? {
    func first(_ fits: (Lesson, LessonIndex.Entry) -> Bool) -> FeaturedFigure? {
      for lesson in lessons where lesson.result != nil {
        guard let index = indexes[lesson.lesson.stem],
          let place = index.entries.firstIndex(where: { fits(lesson.lesson, $0) })
        else { continue }
        return FeaturedFigure(lesson: lesson, place: place, index: index)
      }
      return nil
    }
    return first { $0.stem == wanted?.stem && $1.anchor == "fig-\(wanted?.figure ?? "")" }
      ?? first { $1.kind == .slider } ?? first { $1.kind != .table }
  }

  /// The figure, with a link to where it comes from.
  func rendered(_ result: LessonResult, _ context: PageContext) throws -> Rendered? {
    let displays = result.cells.flatMap { cell in
      cell.outputs.compactMap { if case .display(let display) = $0 { display } else { nil } }
    }
    guard displays.indices.contains(place) else { return nil }
    let run = PageWriter.Run(result: result, index: index)
    var writer = context.writer(for: lesson.lesson, run, origin: nil)
    let entry = index.entries[place]
    let markup = try writer.figure(displays[place], entry, at: .top).rendered()
    return Rendered(markup: markup, styles: LessonPage.styles(for: writer.frameCounts))
  }
}
