/// Something a cell shows: a figure, a table, a slider or an animation, already rendered.
public struct Display: Codable, Sendable, Hashable {
  /// What it is; decides its number ("Figure 3", "Table 1") and its controls.
  public enum Kind: String, Codable, Sendable, Hashable {
    /// One drawing.
    case figure
    /// One table.
    case table
    /// Frames that a reader picks from.
    case slider
    /// Frames shown in turn.
    case animation
  }

  /// What it is.
  public var kind: Kind
  /// The author's name for it, the target of `[](#fig-name)` or `[](#tab-name)`.
  public var name: String?
  /// The caption, in the lesson's inline Markdown.
  public var caption: String?
  /// The frames; exactly one for a figure or a table.
  public var frames: [RenderedFigure]
  /// What the slider varies ("γ"); `nil` for other kinds.
  public var control: String?
  /// Seconds each frame of an animation stays; `nil` for other kinds.
  public var secondsPerFrame: Double?

  /// Describes what a cell shows.
  public init(
    kind: Kind, name: String?, caption: String?, frames: [RenderedFigure], control: String? = nil,
    secondsPerFrame: Double? = nil
  ) {
    self.kind = kind
    self.name = name
    self.caption = caption
    self.frames = frames
    self.control = control
    self.secondsPerFrame = secondsPerFrame
  }
}

/// One drawing or table, as the markup and the texts that every reader of it needs.
public struct RenderedFigure: Codable, Sendable, Hashable {
  /// What distinguishes the frame in its slider ("0.9"); empty for a single figure.
  public var label: String
  /// An `<svg>` or `<table>` element, complete.
  public var markup: String
  /// A description computed from the data, for those who don't see the drawing.
  public var description: String
  /// The same thing drawn with characters, for a terminal.
  public var text: String
  /// The data as an HTML `<table>`, folded under the figure; `nil` where there is none.
  public var dataTable: String?
  /// The data as CSV (RFC 4180); `nil` where there is none.
  public var csv: String?

  /// Describes a rendered figure.
  public init(
    label: String = "", markup: String, description: String, text: String, dataTable: String? = nil,
    csv: String? = nil
  ) {
    self.label = label
    self.markup = markup
    self.description = description
    self.text = text
    self.dataTable = dataTable
    self.csv = csv
  }
}
