/// A grid of characters, each of 2 × 4 dots in Unicode's Braille patterns.
struct BrailleCanvas: Sendable, Hashable {
  /// Characters in a row.
  let columns: Int
  /// Rows of characters.
  let rows: Int
  private var dots: [UInt8]

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    dots = Array(repeating: 0, count: columns * rows)
  }

  /// Sets the dot at fractions of the canvas, x from the left and y from below; outside nothing
  /// happens.
  mutating func plot(_ x: Double, _ y: Double) {
    let column = (x * Double(columns * 2 - 1)).rounded()
    let row = ((1 - y) * Double(rows * 4 - 1)).rounded()
    guard column >= 0, row >= 0, column < Double(columns * 2), row < Double(rows * 4) else {
      return
    }
    set(Int(column), Int(row))
  }

  /// A straight line of dots between two fractions of the canvas.
  mutating func line(_ from: Point, _ to: Point) {
    let reach = max(
      abs(to.x - from.x) * Double(columns * 2), abs(to.y - from.y) * Double(rows * 4))
    let steps = max(1, min(Int(reach.rounded(.up)), 4000))
    for step in 0...steps {
      let fraction = Double(step) / Double(steps)
      plot(from.x + (to.x - from.x) * fraction, from.y + (to.y - from.y) * fraction)
    }
  }

  /// The rows as text, from the top; empty characters are spaces.
  var lines: [String] {
    (0..<rows).map { row in
      var line = ""
      for column in 0..<columns {
        let pattern = dots[row * columns + column]
        let scalar = pattern == 0 ? " " : Unicode.Scalar(0x2800 + UInt32(pattern)) ?? " "
        line.unicodeScalars.append(scalar)
      }
      return line
    }
  }

  private mutating func set(_ x: Int, _ y: Int) {
    // The standard numbers the dots down each column, and adds the fourth row later.
    let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
    dots[y / 4 * columns + x / 2] |= bits[y % 4][x % 2]
  }
}
