/// A value that can be shown as a figure: a chart, a table, a diagram.
public protocol FigureConvertible: Sendable {
  /// The figure of this value, the same bytes every time.
  func figure() -> Figure

  /// The figures of values that will be shown in one place, one after another, on scales they
  /// share.
  ///
  /// By default every value is drawn on its own.
  static func figures(onSharedScales values: [Self]) -> [Figure]
}

extension FigureConvertible {
  /// Every value's own figure.
  public static func figures(onSharedScales values: [Self]) -> [Figure] {
    values.map { $0.figure() }
  }
}

extension Figure: FigureConvertible {
  /// The figure itself.
  public func figure() -> Figure { self }
}
