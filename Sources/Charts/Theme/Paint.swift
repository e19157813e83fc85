/// A colour by its part in the theme, or a fixed one.
///
/// Parts of the theme print as CSS variables, so that one drawing serves light, dark and paper.
public enum Paint: Sendable, Hashable {
  /// Text and strong lines.
  case ink
  /// Tick labels, axis titles, notes.
  case inkMuted
  /// Axis lines and the outlines of nodes.
  case axis
  /// Light lines that values are read off from.
  case grid
  /// What the drawing lies on.
  case surface
  /// A quiet fill, a step away from the surface: nodes, walls, code.
  case panel
  /// The one thing to look at: the optimal path, the chosen action.
  case accent
  /// The n-th series, n ≥ 1, in Okabe–Ito order; the count wraps round after ``Theme/seriesCount``.
  case series(Int)
  /// The colour of text that names the n-th series (4.5:1 on the surface).
  case seriesText(Int)
  /// A fixed colour, the same in light and dark (a cell of a heat map).
  case color(Color)

  /// The value of a CSS property or an SVG `fill` or `stroke` attribute.
  public var css: String {
    switch self {
    case .ink: "var(--ink)"
    case .inkMuted: "var(--ink-muted)"
    case .axis: "var(--axis)"
    case .grid: "var(--grid)"
    case .surface: "var(--surface)"
    case .panel: "var(--panel)"
    case .accent: "var(--accent)"
    case .series(let number): "var(--series-\(Theme.seriesIndex(number)))"
    case .seriesText(let number): "var(--series-\(Theme.seriesIndex(number))-text)"
    case .color(let color): color.hex
    }
  }

  /// The paint for text about things of this paint: legible where the paint itself may be too
  /// light.
  public var forText: Paint {
    switch self {
    case .series(let number): .seriesText(number)
    case .grid, .surface, .panel, .axis: .inkMuted
    default: self
    }
  }
}
