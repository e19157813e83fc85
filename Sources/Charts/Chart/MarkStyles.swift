/// How a line is drawn.
public enum LineStyle: Int, Sendable, Hashable, CaseIterable {
  /// Without a gap.
  case solid
  /// Long strokes.
  case dashed
  /// Dots.
  case dotted
  /// Strokes and dots in turn.
  case dashDotted
  /// Very long strokes.
  case longDashed

  /// The value of `stroke-dasharray`, `nil` for solid.
  var dashes: String? {
    switch self {
    case .solid: nil
    case .dashed: "7 3"
    case .dotted: "2 3"
    case .dashDotted: "8 3 2 3"
    case .longDashed: "14 4"
    }
  }
}

/// The shape of a point.
public enum Symbol: Int, Sendable, Hashable, CaseIterable {
  /// A disc.
  case circle
  /// A square.
  case square
  /// A triangle that stands on its side.
  case triangle
  /// A square that stands on its corner.
  case diamond
  /// A plus sign.
  case plus
  /// A diagonal cross.
  case cross
}

/// How a line gets from one point to the next.
public enum InterpolationMethod: Sendable, Hashable {
  /// Straight.
  case linear
  /// Level until the next point, then up or down: a quantity that changes at its points.
  case stepEnd
  /// Up or down at once, then level to the next point.
  case stepStart
  /// Level halfway to either side of every point.
  case stepCenter
  /// A smooth curve that never overshoots its points.
  ///
  /// > Reference: Fritsch & Carlson (1980), "Monotone Piecewise Cubic Interpolation", DOI
  /// > 10.1137/0717021.
  case monotone
}

/// Where an annotation stands, seen from its mark.
public enum AnnotationPosition: Sendable, Hashable {
  /// Wherever it hides least.
  case automatic
  /// Above.
  case top
  /// Below.
  case bottom
  /// To the left.
  case leading
  /// To the right.
  case trailing
  /// In the middle of the mark.
  case overlay
}

/// Words at a mark.
struct Annotation: Sendable, Hashable {
  var text: String
  var position: AnnotationPosition
}
