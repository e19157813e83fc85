/// The data of an SVG `<path>`, written with absolute commands.
package struct Path: Sendable, Hashable {
  /// The value of the `d` attribute.
  package private(set) var data = ""

  /// An empty path.
  package init() {}

  /// The path through `points`, straight from one to the next.
  package init(through points: some Sequence<Point>, closed: Bool = false) {
    for point in points { data.isEmpty ? move(to: point) : line(to: point) }
    if closed { close() }
  }

  /// Begins a new part at `point`.
  package mutating func move(to point: Point) { append("M", point) }

  /// A straight line to `point`.
  package mutating func line(to point: Point) { append("L", point) }

  /// A cubic Bézier curve to `point`.
  package mutating func curve(to point: Point, _ control1: Point, _ control2: Point) {
    append("C", control1)
    append(" ", control2)
    append(" ", point)
  }

  /// A quadratic Bézier curve to `point`.
  package mutating func curve(to point: Point, _ control: Point) {
    append("Q", control)
    append(" ", point)
  }

  /// Back to where this part began.
  package mutating func close() { data += "Z" }

  private mutating func append(_ command: String, _ point: Point) {
    data += "\(command)\(coordinate(point.x)) \(coordinate(point.y))"
  }
}
