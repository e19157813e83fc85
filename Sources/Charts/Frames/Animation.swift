/// Figures shown one after another, all computed at once.
///
///     Animation("Sweep", over: 0...20, frameSeconds: 0.5) { sweep in
///       GridMap(…)
///     }
public struct Animation: Sendable, Hashable {
  /// What counts the frames.
  public let label: String
  /// The figures, labelled with what they are of.
  public let frames: [Frame]
  /// How long a frame stays, in seconds.
  public let frameSeconds: Double

  /// An animation of the figures of `moments`.
  ///
  /// - Parameters:
  ///   - label: What the moments are: “Sweep”, “Episode”.
  ///   - moments: What is shown, in order; a frame each.
  ///   - frameSeconds: How long a frame stays; above zero.
  ///   - scales: Whether all figures are drawn on the same scales.
  ///   - figure: Makes the figure of one moment.
  /// - Precondition: At least one moment.
  public init<Moments: Sequence>(
    _ label: String, over moments: Moments, frameSeconds: Double = 0.5,
    scales: FrameScales = .shared,
    figure: (Moments.Element) throws -> some FigureConvertible
  ) rethrows {
    let moments = Array(moments)
    guard !moments.isEmpty else { fatalError("Animation: no frames of \(label)") }
    guard frameSeconds > 0, frameSeconds.isFinite else {
      fatalError("Animation: a frame cannot stay for \(frameSeconds) seconds")
    }
    self.label = label
    self.frameSeconds = frameSeconds
    let figures = scales.figures(of: try moments.map(figure))
    frames = zip(moments, figures).map { moment, figure in
      let name = (moment as? any Plottable)?.datum.name ?? "\(moment)"
      return Frame(label: name, figure: figure)
    }
  }
}
