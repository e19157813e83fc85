/// Figures to choose from by a value, all computed at once.
///
///     Slider("Discount", over: [0, 0.5, 0.9]) { discount in
///       Chart { … }
///     }
public struct Slider<Value: Sendable>: Sendable {
  /// What the value is.
  public let label: String
  /// The values, one a frame.
  public let values: [Value]
  /// The figures, labelled with the values.
  public let frames: [Frame]

  /// A slider over `values`.
  ///
  /// - Parameters:
  ///   - label: What the value is, unit included.
  ///   - values: The values to choose from, in order; a frame each.
  ///   - scales: Whether all figures are drawn on the same scales.
  ///   - figure: Makes the figure of one value.
  /// - Precondition: At least one value.
  public init(
    _ label: String, over values: [Value], scales: FrameScales = .shared,
    figure: (Value) throws -> some FigureConvertible
  ) rethrows {
    guard !values.isEmpty else { fatalError("Slider: no values of \(label)") }
    self.label = label
    self.values = values
    let figures = scales.figures(of: try values.map(figure))
    frames = zip(values, figures).map { Frame(label: Slider.name($0), figure: $1) }
  }

  private static func name(_ value: Value) -> String {
    (value as? any Plottable)?.datum.name ?? "\(value)"
  }
}

extension Slider where Value == Double {
  /// A slider without a label of its own: `Slider(over: [0, 0.5, 0.9]) { discount in … }`.
  public init(
    over values: [Double], scales: FrameScales = .shared,
    figure: (Double) throws -> some FigureConvertible
  ) rethrows {
    try self.init("Value", over: values, scales: scales, figure: figure)
  }
}
