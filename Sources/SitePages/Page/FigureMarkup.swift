import Charts
import LessonEvents

/// A figure, table, slider or animation as markup; none of them needs a script.
///
/// A slider is a radio group: every stop is followed by its label and its frame, and the style
/// sheet shows the frame of the chosen stop. An animation is the same with one more stop, "Play",
/// that shows the frames in turn.
struct FigureMarkup {
  /// What was shown.
  let display: Display
  /// The figure's `id`, the beginning of every other `id` in it.
  let anchor: String
  /// "Figure 2" and the caption.
  let caption: MarkupNode
  /// Where the data of a frame lie, relative to the page; `nil` where there are none.
  let dataPath: (_ frame: Int) -> String?

  /// The whole thing.
  func markup() -> MarkupNode {
    let attributes: KeyValuePairs<String, String?> = [
      "class": "figure \(display.kind.rawValue)", "id": anchor,
    ]
    let isSingle = display.frames.count == 1
    let content = isSingle ? drawing(0) : frames()
    let data = isSingle ? data(of: 0) : .fragment([])
    let caption = element("p", [:], [caption])
    // A caption must be the first or the last child, so below a drawing the data go into it.
    return display.kind == .table
      ? element("figure", attributes, [element("figcaption", [:], [caption]), content, data])
      : element("figure", attributes, [content, element("figcaption", [:], [caption, data])])
  }

  // MARK: One frame

  private func drawing(_ index: Int) -> MarkupNode {
    let markup = RawMarkup.prefixingIdentifiers(
      in: display.frames[index].markup, with: "\(anchor)-\(index + 1)")
    return element("div", ["class": "drawing"], [.raw(markup)])
  }

  /// The numbers behind a frame: folded below it, or only to be downloaded where the frame shows
  /// them already.
  private func data(of index: Int) -> MarkupNode {
    let link = dataPath(index).map { path in
      element(
        "p", ["class": "download"],
        [element("a", ["href": path, "download": nil], ["Download as CSV"])])
    }
    guard let table = display.frames[index].dataTable else { return link ?? .fragment([]) }
    let prefix = "\(anchor)-\(index + 1)-data"
    let isShort = table.utf8.count <= FigureMarkup.longestTable
    let numbers = element(
      "div", ["class": "numbers"], [.raw(RawMarkup.prefixingIdentifiers(in: table, with: prefix))])
    return element(
      "details", ["class": "data"],
      [element("summary", [:], ["Data"])] + (isShort ? [numbers] : []) + (link.map { [$0] } ?? []))
  }

  /// Data tables of more bytes are offered as a file alone.
  private static let longestTable = 60_000

  // MARK: Many frames

  private func frames() -> MarkupNode {
    let count = display.frames.count
    let isAnimation = display.kind == .animation
    var style = "--stops: \(count)"
    if isAnimation {
      let seconds = Double(count) * (display.secondsPerFrame ?? 0.5)
      style += "; --turn: frames-\(count); --seconds: \(seconds)s"
    }
    var children = [
      element("legend", [:], [.text(display.control ?? (isAnimation ? "Frame" : "Choose"))])
    ]
    if isAnimation { children += player() }
    for index in display.frames.indices { children += stop(index) }
    return element(
      "fieldset", ["class": "stops \(density)", "style": style], children)
  }

  /// The frame shown at first: where an animation starts, and a slider's middle, since its ends are
  /// extremes.
  private var first: Int { display.kind == .animation ? 0 : display.frames.count / 2 }

  /// One stop: its radio button, its label, its frame.
  private func stop(_ index: Int) -> [MarkupNode] {
    let id = "\(anchor)-stop-\(index + 1)"
    let label = display.frames[index].label
    var attributes = [
      MarkupAttribute("type", "radio"), MarkupAttribute("name", "\(anchor)-stop"),
      MarkupAttribute("id", id),
    ]
    if index == first { attributes.append(MarkupAttribute("checked", nil)) }
    let delay: String? = display.kind == .animation ? "--frame: \(index)" : nil
    return [
      .element("input", attributes, []),
      element(
        "label", ["for": id],
        [element("span", [:], [.text(label.isEmpty ? "\(index + 1)" : label)])]),
      element(
        "div", delay.map { ["class": "frame", "style": $0] } ?? ["class": "frame"],
        [drawing(index), data(of: index)]),
    ]
  }

  /// "Play", a stop of its own, and "Pause", which holds what it plays.
  private func player() -> [MarkupNode] {
    let (play, pause) = ("\(anchor)-play", "\(anchor)-pause")
    return [
      element("input", ["type": "radio", "name": "\(anchor)-stop", "id": play, "class": "play"]),
      element("label", ["for": play, "class": "play-label"], ["Play"]),
      element("input", ["type": "checkbox", "id": pause, "class": "pause"]),
      element("label", ["for": pause, "class": "pause-label"], ["Pause"]),
    ]
  }

  /// How many labels fit: all of them always, on wide screens, or only the ends and the chosen one.
  private var density: String {
    let longest = display.frames.map(\.label.count).max() ?? 0
    let width = display.frames.count * (max(longest, 2) + 2)
    return width <= 40 ? "sparse" : width <= 80 ? "dense" : "crowded"
  }
}
