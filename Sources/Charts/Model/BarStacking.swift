/// Gives every bar its two ends: from zero, or from the end of the bar below it.
///
/// Bars at one place stack in the order written, positive ones away from zero in one direction,
/// negative ones in the other.
enum BarStacking {
  private struct Place: Hashable {
    var at: Datum?
    var to: Datum?
    var group: Datum?
    var facet: Datum?
    var isNegative: Bool
  }

  /// The marks, their bars with both ends set.
  static func stacked(_ marks: [Mark]) -> [Mark] {
    guard marks.contains(where: { $0.kind == .bar }) else { return marks }
    var ends: [Place: Double] = [:]
    return marks.map { mark in
      guard mark.kind == .bar else { return mark }
      let lies = mark.isLyingBar
      guard let value = lies ? mark.x : mark.y, let length = value.datum.number else {
        fatalError("Chart: a BarMark needs a number, not \(mark.x?.datum.name ?? "nothing")")
      }
      let place = Place(
        at: lies ? mark.y?.datum : mark.x?.datum, to: mark.xEnd?.datum,
        group: mark.positionBy?.datum, facet: mark.facetBy?.datum, isNegative: length < 0)
      let start = ends[place, default: 0]
      ends[place] = start + length
      let from = PlottableValue(label: value.label, datum: .number(start))
      let to = PlottableValue(label: value.label, datum: .number(start + length))
      var stacked = mark
      if lies {
        (stacked.x, stacked.xEnd) = (from, to)
      } else {
        (stacked.y, stacked.yEnd) = (from, to)
      }
      return stacked
    }
  }
}
