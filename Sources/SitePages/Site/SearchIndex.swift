import LessonMarkup

/// What a reader can search: every section of every lesson, as a script that also works from a
/// folder.
enum SearchIndex {
  /// The script: it sets `rolloutIndex` to pages (file, title) and sections (page, anchor, heading,
  /// text).
  static func script(of lessons: [Lesson], _ map: SiteMap) -> String {
    var pages: [String] = []
    var sections: [String] = []
    for lesson in lessons {
      guard let page = map[lesson.stem], page.isPublished else { continue }
      let title = Inline.parse(page.title).inlines.plainText
      for section in Self.sections(of: lesson) {
        sections.append(
          "[\(pages.count),\(JSONText.quoted(section.anchor)),\(JSONText.quoted(section.heading)),"
            + "\(JSONText.quoted(section.text))]")
      }
      pages.append("[\(JSONText.quoted(page.file)),\(JSONText.quoted(title))]")
    }
    return """
      window.rolloutIndex = {pages: [
      \(pages.joined(separator: ",\n"))
      ], sections: [
      \(sections.joined(separator: ",\n"))
      ]};

      """
  }

  private struct Section {
    var anchor: String
    var heading: String
    var text: String
  }

  /// The lesson in pieces, a heading each; the first has no heading and starts with the summary.
  private static func sections(of lesson: Lesson) -> [Section] {
    let summary = Inline.parse(lesson.frontMatter.summary).inlines.plainText
    var sections = [Section(anchor: "", heading: "", text: summary)]
    lesson.forEachBlock { block in
      switch block {
      case .heading(let level, let inlines, let anchor, _) where level > 1:
        sections.append(Section(anchor: anchor, heading: inlines.plainText, text: ""))
      case .paragraph(let inlines, _):
        let text = inlines.plainText
        if !sections[sections.count - 1].text.isEmpty { sections[sections.count - 1].text += " " }
        sections[sections.count - 1].text += text
      default: break
      }
    }
    return sections
  }
}
