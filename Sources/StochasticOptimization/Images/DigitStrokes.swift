import PortableMath

/// A point of the unit square in which digits are written, x to the right and y down.
struct StrokePoint {
  var x: Double
  var y: Double
}

/// A line that a pen draws without being lifted: straight from point to point.
struct Stroke {
  var points: [StrokePoint]

  /// Straight lines.
  init(_ points: (Double, Double)...) {
    self.points = points.map { StrokePoint(x: $0.0, y: $0.1) }
  }

  /// The same, and then an arc of an ellipse.
  ///
  /// - Parameters:
  ///   - center: The middle of the ellipse.
  ///   - radii: Its half axes, along x and y.
  ///   - angles: In degrees, from where to where: 0 is right, 90 below, 180 left, 270 above.
  func arc(
    _ center: (Double, Double), radii: (Double, Double), from first: Double, to last: Double
  ) -> Stroke {
    var stroke = self
    let pieces = Int((Swift.abs(last - first) / 30).rounded(.up))
    for piece in 0...pieces {
      let angle = (first + (last - first) * Double(piece) / Double(pieces)) * .pi / 180
      stroke.points.append(
        StrokePoint(
          x: center.0 + radii.0 * .cos(angle), y: center.1 + radii.1 * .sin(angle)))
    }
    return stroke
  }

  /// The same, and then a straight line.
  func line(to x: Double, _ y: Double) -> Stroke {
    var stroke = self
    stroke.points.append(StrokePoint(x: x, y: y))
    return stroke
  }

  /// How each digit is written, from 0 to 9.
  static let digits: [[Stroke]] = [
    [Stroke().arc((0.5, 0.5), radii: (0.45, 0.5), from: 0, to: 360)],
    [Stroke((0.2, 0.25), (0.55, 0), (0.55, 1))],
    [
      Stroke().arc((0.48, 0.28), radii: (0.42, 0.28), from: 190, to: 390)
        .line(to: 0.02, 1).line(to: 1, 1)
    ],
    [
      Stroke().arc((0.42, 0.25), radii: (0.42, 0.25), from: 200, to: 440)
        .arc((0.42, 0.74), radii: (0.5, 0.26), from: 280, to: 520)
    ],
    [Stroke((0.74, 1), (0.74, 0), (0, 0.66), (1, 0.66))],
    [
      Stroke((0.95, 0), (0.15, 0), (0.1, 0.46))
        .arc((0.45, 0.68), radii: (0.47, 0.32), from: 235, to: 510)
    ],
    [
      Stroke((0.8, 0), (0.35, 0.2), (0.08, 0.6))
        .arc((0.5, 0.7), radii: (0.43, 0.3), from: 180, to: 540)
    ],
    [Stroke((0, 0), (1, 0), (0.38, 1))],
    [
      Stroke().arc((0.5, 0.24), radii: (0.36, 0.24), from: 90, to: 450)
        .arc((0.5, 0.74), radii: (0.46, 0.26), from: 270, to: 630)
    ],
    [
      Stroke().arc((0.5, 0.3), radii: (0.43, 0.3), from: 360, to: 0)
        .line(to: 0.88, 0.6).line(to: 0.5, 1)
    ],
  ]
}
