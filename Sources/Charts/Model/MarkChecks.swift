/// What must hold of marks before anything is drawn. Everything here traps with the offending
/// values.
enum MarkChecks {
  /// Traps at a number that is not finite, unless it is the gap of a line or an area.
  static func checkFinite(_ marks: [Mark]) {
    for (index, mark) in marks.enumerated() {
      let mayBeGap = mark.kind == .line || mark.kind == .area
      let values = [
        (mark.x, false), (mark.xEnd, false), (mark.y, mayBeGap), (mark.yEnd, mayBeGap),
        (mark.foreground, false),
      ]
      for (value, mayBeGap) in values {
        guard let value, let number = value.datum.number, !number.isFinite else { continue }
        if number.isNaN, mayBeGap { continue }
        let name = mark.seriesName ?? mark.kindName
        let place = marks[..<index].count { ($0.seriesName ?? $0.kindName) == name }
        let hint = mayBeGap ? "; only Double.nan may stand for a gap" : ""
        fatalError("Chart: \(value.label) is \(number) at index \(place) of \(name)\(hint)")
      }
    }
  }

  /// Traps at a number that a logarithmic axis cannot place.
  static func checkPositive(_ values: [PlottableValue], axis: String) {
    for value in values {
      guard let number = value.datum.number, number <= 0 else { continue }
      fatalError(
        "Chart: the \(axis) scale is logarithmic, but \(value.label) has the value \(number);"
          + " use .symmetricLog or leave it out")
    }
  }

  /// Traps where one axis has numbers and categories.
  static func checkOneKind(_ values: [PlottableValue], axis: String) {
    guard let category = values.first(where: { $0.datum.number == nil }),
      let number = values.first(where: { $0.datum.number != nil })
    else { return }
    fatalError(
      "Chart: the \(axis) axis has categories (\(category.label): \(category.datum.name)) and"
        + " numbers (\(number.label): \(number.datum.name))")
  }
}
