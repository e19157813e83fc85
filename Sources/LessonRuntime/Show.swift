public import Charts
internal import LessonEvents
internal import Synchronization

/// Shows a chart, a table or a diagram at this place of the lesson.
///
///     show(chart, as: "returns", caption: "Returns of 20 seeds")
///
/// - Parameter value: What to show; when the program runs by hand, in a terminal, its text is printed.
/// - Parameter name: The name it is referred to by, `[](#fig-returns)` or, for a table, `[](#tab-returns)`.
/// - Parameter caption: The caption, in inline Markdown.
public func show(
  _ value: some FigureConvertible, as name: String? = nil, caption: String? = nil
) {
  show([("", value.figure())], kind: nil, name: name, caption: caption)
}

/// Shows figures that a reader picks from by a value; see ``show(_:as:caption:)-(FigureConvertible,_,_)``.
///
///     show(Slider("Discount", over: [0, 0.5, 0.9]) { discount in chart(discount) }, as: "discount")
public func show<Value>(_ slider: Slider<Value>, as name: String? = nil, caption: String? = nil) {
  show(
    slider.frames.map { ($0.label, $0.figure) }, kind: .slider, name: name, caption: caption,
    control: slider.label)
}

/// Shows figures one after another; see ``show(_:as:caption:)-(FigureConvertible,_,_)``.
public func show(_ animation: Animation, as name: String? = nil, caption: String? = nil) {
  show(
    animation.frames.map { ($0.label, $0.figure) }, kind: .animation, name: name,
    caption: caption, control: animation.label, secondsPerFrame: animation.frameSeconds)
}

/// Sends drawn frames to the tool, or prints them when none listens.
///
/// - Parameter kind: What they are together; `nil` for a single figure or table, by what it is drawn with.
func show(
  _ frames: [(label: String, figure: Figure)], kind: Display.Kind?, name: String?, caption: String?,
  control: String? = nil, secondsPerFrame: Double? = nil
) {
  let session = Session.current
  guard session.isConnected else {
    for (label, figure) in frames {
      if let control { print("\(control) = \(label)") }
      print(figure.text)
    }
    return
  }
  let kind = kind ?? (frames.allSatisfy { $0.figure.isTable } ? .table : .figure)
  let identifier = session.nextDisplayIdentifier(kind: kind, name: name)
  let rendered = frames.enumerated().map { index, frame in
    RenderedFigure(
      frame.figure, label: frame.label,
      idPrefix: frames.count == 1 ? identifier : "\(identifier)-\(index + 1)")
  }
  session.send(
    .display(
      Display(
        kind: kind, name: name, caption: caption, frames: rendered, control: control,
        secondsPerFrame: secondsPerFrame)))
}

extension Session {
  /// What the identifiers inside the next display's markup start with, unique on the lesson's page.
  fileprivate func nextDisplayIdentifier(kind: Display.Kind, name: String?) -> String {
    state.withLock { state in
      state.displays += 1
      if let name { return "\(kind == .table ? "tab" : "fig")-\(name)" }
      return "cell-\(state.cell + 1)-\(state.displays)"
    }
  }
}

extension Figure {
  fileprivate var isTable: Bool { if case .html = content { true } else { false } }
}

extension RenderedFigure {
  /// Renders a figure in every form that its readers need.
  fileprivate init(_ figure: Figure, label: String, idPrefix: String) {
    self.init(
      label: label, markup: figure.markup(idPrefix: idPrefix).rendered(),
      description: figure.description, text: figure.text,
      dataTable: figure.isTable ? nil : figure.data?.markup(idPrefix: "\(idPrefix)-data"),
      csv: figure.data?.csv)
  }
}

extension DataTable {
  /// The numbers as an HTML table.
  fileprivate func markup(idPrefix: String) -> String {
    Table(self).figure().markup(idPrefix: idPrefix).rendered()
  }
}
