/// Leaves out points that cannot be seen, and keeps all extremes.
///
/// A line is cut into as many columns as half the points that may be drawn, and of each the lowest
/// and the highest point stay, in their order. What is drawn covers the same pixels as the whole
/// line would, up to a column's width.
///
/// > Reference: Jugel et al. (2014), "M4: A Visualization-Oriented Time Series Data Aggregation",
/// > DOI 10.14778/2732951.2732953; here its minimum and maximum, with the line's two ends.
package enum LineThinning {
  /// At most about `limit` of `points`, with both ends and all extremes of columns.
  ///
  /// - Complexity: O(n).
  package static func thinned(_ points: [Point], limit: Int) -> [Point] {
    guard points.count > limit else { return points }
    var kept = [points[0]]
    for column in columns(of: points.count, limit: limit) {
      guard let low = column.min(by: { points[$0].y < points[$1].y }),
        let high = column.max(by: { points[$0].y < points[$1].y })
      else { continue }
      kept.append(points[min(low, high)])
      if low != high { kept.append(points[max(low, high)]) }
    }
    return kept + [points[points.count - 1]]
  }

  /// A band thinned out so that it covers the whole: of each column the highest point above and the
  /// lowest below.
  package static func thinned(upper: [Point], lower: [Point], limit: Int) -> (
    upper: [Point], lower: [Point]
  ) {
    guard upper.count > limit / 2 else { return (upper, lower) }
    var thinned = (upper: [upper[0]], lower: [lower[0]])
    for column in columns(of: upper.count, limit: limit - 2) {
      guard let top = column.map({ upper[$0].y }).min(),
        let bottom = column.map({ lower[$0].y }).max(),
        let first = column.first, let last = column.last
      else { continue }
      let x = (upper[first].x + upper[last].x) / 2
      thinned.upper.append(Point(x, top))
      thinned.lower.append(Point(x, bottom))
    }
    thinned.upper.append(upper[upper.count - 1])
    thinned.lower.append(lower[lower.count - 1])
    return thinned
  }

  /// Ranges of about equal length that cover all inner points.
  private static func columns(of count: Int, limit: Int) -> [Range<Int>] {
    let columns = max(1, limit / 2 - 1)
    return (0..<columns).map { column in
      1 + column * (count - 2) / columns..<1 + (column + 1) * (count - 2) / columns
    }
  }
}
