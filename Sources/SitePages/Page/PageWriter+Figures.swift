import Charts
import LessonEvents
import LessonMarkup

extension PageWriter {
  /// A figure or table with its number, caption and data.
  mutating func figure(
    _ display: Display, _ entry: LessonIndex.Entry, at span: SourceSpan
  ) throws -> MarkupNode {
    if display.kind == .animation, display.frames.count > 1 {
      frameCounts.insert(display.frames.count)
    }
    let paths = display.frames.indices.map { dataPath(entry, $0, of: display) }
    for (frame, path) in zip(display.frames, paths) {
      if let csv = frame.csv { attachments.append(.content(csv, path: path)) }
    }
    let place = input.map.resolve(stem: lesson.stem, anchor: entry.anchor, from: input.origin)
    guard case .place(let address, let text) = place else { return .fragment([]) }
    let number = element("a", ["class": "number", "href": address], [.text("\(text).")])
    let caption = try display.caption.map { try markup(ofInlineMarkdown: $0, at: span) }
    return FigureMarkup(
      display: display, anchor: entry.anchor,
      caption: .fragment([number] + (caption.map { [" ", $0] } ?? [])),
      dataPath: { display.frames[$0].csv == nil ? nil : paths[$0] }
    ).markup()
  }

  /// Where the data of a frame go, relative to the site.
  private func dataPath(_ entry: LessonIndex.Entry, _ frame: Int, of display: Display) -> String {
    let suffix = display.frames.count > 1 ? "-\(frame + 1)" : ""
    return "data/\(lesson.stem)/\(entry.anchor)\(suffix).csv"
  }
}
