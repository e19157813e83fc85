/// A line made of cubic Bézier pieces.
struct DiagramCurve {
  /// One piece: two control points and where it ends.
  struct Piece {
    var control1: Point
    var control2: Point
    var end: Point
  }

  var start: Point
  var pieces: [Piece]

  /// Where the line ends.
  var end: Point { pieces.last?.end ?? start }

  /// A straight line.
  init(from start: Point, to end: Point) {
    self.start = start
    let third = Vector(from: start, to: end) * (1 / 3)
    pieces = [Piece(control1: start + third, control2: end - third, end: end)]
  }

  /// A line bent towards `control`, as a quadratic Bézier curve.
  init(from start: Point, to end: Point, control: Point) {
    self.start = start
    let first = Vector(from: start, to: control) * (2 / 3)
    let second = Vector(from: end, to: control) * (2 / 3)
    pieces = [Piece(control1: start + first, control2: end + second, end: end)]
  }

  /// A smooth line through all points (a Catmull–Rom spline).
  init(through points: [Point]) {
    start = points[0]
    pieces = points.indices.dropLast().map { index in
      let (from, to) = (points[index], points[index + 1])
      let before = Vector(from: points[max(index - 1, 0)], to: to) * (1 / 6)
      let after = Vector(from: from, to: points[min(index + 2, points.count - 1)]) * (1 / 6)
      return Piece(control1: from + before, control2: to - after, end: to)
    }
  }

  /// A line of one piece.
  init(from start: Point, _ control1: Point, _ control2: Point, to end: Point) {
    self.start = start
    pieces = [Piece(control1: control1, control2: control2, end: end)]
  }

  /// The point at `fraction` of the line, 0…1, by the parameter, not by length.
  func point(at fraction: Double) -> Point {
    let position = min(max(fraction, 0), 1) * Double(pieces.count)
    let index = min(Int(position), pieces.count - 1)
    let from = index == 0 ? start : pieces[index - 1].end
    let piece = pieces[index]
    let t = position - Double(index)
    let u = 1 - t
    let (a, b, c, d) = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
    return Point(
      a * from.x + b * piece.control1.x + c * piece.control2.x + d * piece.end.x,
      a * from.y + b * piece.control1.y + c * piece.control2.y + d * piece.end.y)
  }

  /// The direction at `fraction` of the line.
  func direction(at fraction: Double) -> Vector {
    Vector(
      from: point(at: max(0, fraction - 0.01)), to: point(at: min(1, fraction + 0.01))
    ).unit
  }

  /// Points along the line, ends included.
  var samples: [Point] {
    let count = 16 * pieces.count
    return (0...count).map { point(at: Double($0) / Double(count)) }
  }

  // MARK: Arrow

  /// The head of the arrow that the line is.
  var head: Arrowhead { Arrowhead(from: point(at: neck), to: end) }

  /// The line as SVG, up to the back of its head.
  var path: Path {
    var path = Path()
    path.move(to: start)
    for piece in pieces.dropLast() { path.curve(to: piece.end, piece.control1, piece.control2) }
    guard let last = pieces.last else { return path }
    // The last piece ends at the neck: de Casteljau's construction.
    let from = pieces.count > 1 ? pieces[pieces.count - 2].end : start
    let t = neck * Double(pieces.count) - Double(pieces.count - 1)
    func between(_ first: Point, _ second: Point) -> Point {
      first + Vector(from: first, to: second) * t
    }
    let control = between(last.control1, last.control2)
    let first = between(from, last.control1)
    let second = between(first, control)
    let end = between(second, between(control, between(last.control2, last.end)))
    path.curve(to: end, first, second)
    return path
  }

  /// Where the line, seen from its end, comes out of its head.
  private var neck: Double {
    let count = Double(pieces.count)
    for step in 1...64 {
      let fraction = 1 - Double(step) / 64 / count
      if Vector(from: point(at: fraction), to: end).length >= Arrowhead.length { return fraction }
    }
    return 1 - 1 / count
  }
}
