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

  /// The head of the arrow that the line is.
  var head: Arrowhead { Arrowhead(from: point(at: 1 - 0.25 / Double(pieces.count)), to: end) }

  /// The line as SVG, up to the back of its head.
  var path: Path {
    var path = Path()
    path.move(to: start)
    let base = head.base
    for (index, piece) in pieces.enumerated() {
      let isLast = index == pieces.count - 1
      let shift = isLast ? Vector(from: piece.end, to: base) : Vector(0, 0)
      path.curve(to: piece.end + shift, piece.control1, piece.control2 + shift)
    }
    return path
  }
}
