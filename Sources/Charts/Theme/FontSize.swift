/// The sizes of text in a drawing, in viewBox units.
///
/// Drawings are 640 units wide unless they say otherwise, so on a column of 640 pixels one unit is
/// one pixel.
public enum FontSize {
  /// Numbers at ticks.
  public static let tick = 12.0
  /// Axis titles, names of series, labels of nodes.
  public static let label = 13.0
  /// The title of a chart or a panel.
  public static let title = 15.0
}
