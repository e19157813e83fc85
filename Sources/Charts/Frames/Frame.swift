/// One figure of a slider or an animation.
public struct Frame: Sendable, Hashable {
  /// What distinguishes the frame: the slider's value, the moment.
  public let label: String
  /// The figure.
  public let figure: Figure

  /// A labelled figure.
  public init(label: String, figure: Figure) {
    self.label = label
    self.figure = figure
  }
}

/// Whether frames are drawn on the same scales.
public enum FrameScales: Sendable, Hashable {
  /// On scales that hold the data of all frames, so that frames can be compared.
  case shared
  /// Each on its own.
  case independent

  /// The figures of `values` on such scales.
  func figures<Value: FigureConvertible>(of values: [Value]) -> [Figure] {
    switch self {
    case .shared: Value.figures(onSharedScales: values)
    case .independent: values.map { $0.figure() }
    }
  }
}
