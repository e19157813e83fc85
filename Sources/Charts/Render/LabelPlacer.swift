/// Finds places for words where they hide the least.
struct LabelPlacer {
  private let bounds: Rect
  private var points: [Point] = []
  private var taken: [Rect] = []

  init(within bounds: Rect) { self.bounds = bounds }

  /// Words shall not hide these lines.
  mutating func avoid(_ lines: [[Point]]) {
    for line in lines {
      points += line
      for (from, to) in zip(line, line.dropFirst()) {
        // Long segments count all along.
        let reach = max(abs(to.x - from.x), abs(to.y - from.y))
        let steps = Int(reach / 5)
        guard steps > 1 else { continue }
        for step in 1..<steps {
          let fraction = Double(step) / Double(steps)
          points.append(
            Point(from.x + (to.x - from.x) * fraction, from.y + (to.y - from.y) * fraction))
        }
      }
    }
  }

  /// Words shall not hide these points.
  mutating func avoid(points: [Point]) { self.points += points }

  /// Words shall not lie on this.
  mutating func avoid(_ rect: Rect) { taken.append(rect) }

  /// The first of `candidates` that hides the least; it is taken from now on.
  ///
  /// - Precondition: At least one candidate.
  mutating func place(_ candidates: [Rect]) -> Rect {
    guard var best = candidates.first else { fatalError("LabelPlacer: no candidates") }
    var least = Double.infinity
    for candidate in candidates {
      let cost = cost(candidate)
      if cost < least { (best, least) = (candidate, cost) }
    }
    taken.append(best)
    return best
  }

  private func cost(_ rect: Rect) -> Double {
    let outside =
      max(0, bounds.x - rect.x) + max(0, rect.maxX - bounds.maxX) + max(0, bounds.y - rect.y)
      + max(0, rect.maxY - bounds.maxY)
    let hidden = points.count {
      $0.x > rect.x - 2 && $0.x < rect.maxX + 2 && $0.y > rect.y - 1 && $0.y < rect.maxY + 1
    }
    return outside * 50 + Double(taken.count { $0.overlaps(rect) }) * 1000 + Double(hidden)
  }
}
