/// What must hold of marks before anything is drawn. Everything here traps with the offending values.
enum MarkChecks {
  /// Traps at a number that is not finite, unless it is the gap of a line or an area.
  static func checkFinite(_ marks: [Mark]) {
    var counts: [String: Int] = [:]
    for mark in marks {
      let name = mark.seriesName ?? mark.kindName
      let index = counts[name, default: 0]
      counts[name] = index + 1
      let mayHaveGap = mark.kind == .line || mark.kind == .area
      check([mark.x, mark.xEnd, mark.foreground], index, name, mayBeGap: false)
      check([mark.y, mark.yEnd], index, name, mayBeGap: mayHaveGap)
    }
  }

  private static func check(
    _ values: [PlottableValue?], _ index: Int, _ name: String, mayBeGap: Bool
  ) {
    for value in values {
      guard let value, let number = value.datum.number, !number.isFinite else { continue }
      if number.isNaN, mayBeGap { continue }
      let hint = mayBeGap ? "; only Double.nan may stand for a gap" : ""
      fatalError("Chart: \(value.label) is \(number) at index \(index) of \(name)\(hint)")
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
