extension Path {
  /// Appends a curve through `points`.
  ///
  /// - Parameter continues: Whether the first point is joined to what was drawn before.
  mutating func append(
    _ points: some Collection<Point>, _ method: InterpolationMethod, continues: Bool = false
  ) {
    guard let first = points.first else { return }
    continues ? line(to: first) : move(to: first)
    if method == .monotone { return appendMonotone(Array(points)) }
    for (from, to) in zip(points, points.dropFirst()) {
      switch method {
      case .linear, .monotone: break
      case .stepEnd: line(to: Point(to.x, from.y))
      case .stepStart: line(to: Point(from.x, to.y))
      case .stepCenter:
        line(to: Point((from.x + to.x) / 2, from.y))
        line(to: Point((from.x + to.x) / 2, to.y))
      }
      line(to: to)
    }
  }

  /// A cubic curve whose slopes are limited so that it is monotone wherever the points are.
  private mutating func appendMonotone(_ points: [Point]) {
    guard points.count > 2 else { return points.dropFirst().forEach { line(to: $0) } }
    let slopes = zip(points, points.dropFirst()).map { from, to in
      to.x == from.x ? 0 : (to.y - from.y) / (to.x - from.x)
    }
    var tangents = zip(slopes, slopes.dropFirst()).map { before, after in
      // The harmonic mean lies in Fritsch and Carlson's monotone region; it is zero at an extreme.
      before * after <= 0 ? 0 : 2 * before * after / (before + after)
    }
    tangents.insert(slopes[0], at: 0)
    tangents.append(slopes[slopes.count - 1])
    for index in slopes.indices {
      let (from, to) = (points[index], points[index + 1])
      let third = (to.x - from.x) / 3
      curve(
        to: to, Point(from.x + third, from.y + tangents[index] * third),
        Point(to.x - third, to.y - tangents[index + 1] * third))
    }
  }
}

extension InterpolationMethod {
  /// The method that draws the same curve from its other end.
  var reversed: InterpolationMethod {
    switch self {
    case .stepEnd: .stepStart
    case .stepStart: .stepEnd
    default: self
    }
  }
}
