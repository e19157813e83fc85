/// A filled triangle at the end of a line.
struct Arrowhead {
  /// Where it points.
  let tip: Point
  /// The middle of its back, where the line ends.
  let base: Point
  /// The triangle.
  let path: Path

  /// How long the head of an edge is.
  static let length = 9.0

  /// The head of a line that arrives at `to` from the direction of `from`.
  init(from: Point, to: Point, length: Double = Arrowhead.length, halfWidth: Double = 4) {
    let direction = Vector(from: from, to: to).unit
    tip = to
    base = to - direction * length
    let across = direction.perpendicular * halfWidth
    path = Path(through: [to, base + across, base - across], closed: true)
  }
}

/// A displacement in viewBox units.
struct Vector: Sendable, Hashable {
  var dx: Double
  var dy: Double

  init(_ dx: Double, _ dy: Double) {
    self.dx = dx
    self.dy = dy
  }

  init(from: Point, to: Point) { self.init(to.x - from.x, to.y - from.y) }

  var length: Double { (dx * dx + dy * dy).squareRoot() }

  /// The direction alone; to the right for a displacement of nothing.
  var unit: Vector {
    let length = length
    return length > 0 ? Vector(dx / length, dy / length) : Vector(1, 0)
  }

  /// The displacement turned by a quarter, clockwise on the page.
  var perpendicular: Vector { Vector(-dy, dx) }

  static func + (left: Vector, right: Vector) -> Vector {
    Vector(left.dx + right.dx, left.dy + right.dy)
  }

  static func * (vector: Vector, factor: Double) -> Vector {
    Vector(vector.dx * factor, vector.dy * factor)
  }
}

extension Point {
  static func + (point: Point, vector: Vector) -> Point {
    Point(point.x + vector.dx, point.y + vector.dy)
  }

  static func - (point: Point, vector: Vector) -> Point {
    Point(point.x - vector.dx, point.y - vector.dy)
  }
}
