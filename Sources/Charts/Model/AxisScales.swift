/// Which of the two axes.
enum AxisDirection: String, Sendable {
  case horizontal, vertical
}

/// Chooses the scale of an axis from the marks on it and from what the author asked for.
enum AxisScales {
  /// The most labelled ticks on an axis.
  static let tickLimit = 6

  static func scale(_ direction: AxisDirection, marks: [Mark], options: AxisOptions) -> Scale {
    let values = marks.values(direction)
    MarkChecks.checkOneKind(values, axis: direction.rawValue)
    if values.contains(where: { $0.datum.number == nil }) {
      let names = values.map(\.datum).uniqued()
      // Categories read from the top, as a table does.
      return .band(BandScale(categories: direction == .horizontal ? names : names.reversed()))
    }
    if marks.contains(where: \.isCell) {
      let numbers = values.compactMap(\.datum.number).uniqued().sorted()
      return .band(BandScale(categories: numbers.map(Datum.number)))
    }
    let domain = domain(direction, marks: marks, values: values, options: options)
    return .continuous(ContinuousScale(type: options.type, domain: domain))
  }

  private static func domain(
    _ direction: AxisDirection, marks: [Mark], values: [PlottableValue], options: AxisOptions
  ) -> ClosedRange<Double> {
    if let domain = options.domain {
      guard domain.lowerBound < domain.upperBound, domain.upperBound.isFinite,
        domain.lowerBound.isFinite, options.type != .log || domain.lowerBound > 0
      else { fatalError("Chart: the \(direction) scale cannot have the domain \(domain)") }
      return domain
    }
    if options.type == .log {
      let drawn = marks.flatMap { $0.logarithmicValues(direction) }
      MarkChecks.checkPositive(drawn, axis: direction.rawValue)
      return logDomain(drawn.compactMap(\.datum.number).filter { !$0.isNaN })
    }
    let hasBase = marks.contains { $0.standsOnZero(direction) }
    let numbers = values.compactMap(\.datum.number).filter { !$0.isNaN } + (hasBase ? [0] : [])
    guard let low = numbers.min(), let high = numbers.max() else { return 0...1 }
    if low == high { return around(low, hasBase: hasBase) }
    // What pads a linear axis by a little may be many decades on a symmetric logarithmic one.
    if options.type != .linear { return low...high }
    if direction == .vertical || hasBase {
      return LinearTicks.rounded(low...high, limit: tickLimit, fixed: hasBase ? 0 : nil)
    }
    let margin = horizontalMargin(marks, span: high - low)
    if margin > 0 { return low - margin...high + margin }
    return LinearTicks.rounded(low...high, limit: tickLimit, fixed: nil, reach: 0.025, padding: 0)
  }

  /// A domain for data that are all the same number.
  private static func around(_ value: Double, hasBase: Bool) -> ClosedRange<Double> {
    if value == 0 { return hasBase ? 0...1 : -1...1 }
    let reach = abs(value) / 2
    if hasBase { return value > 0 ? 0...value + reach : value - reach...0 }
    return value - reach...value + reach
  }

  /// Room left and right of marks that have a width: none for lines, half a bar for bars.
  private static func horizontalMargin(_ marks: [Mark], span: Double) -> Double {
    if let spacing = BarWidths.spacing(of: marks) { return spacing / 2 }
    return marks.contains { $0.kind == .point || $0.symbol != nil } ? 0.025 * span : 0
  }

  /// From the number 1…9 times a power of ten below the data to the one above.
  private static func logDomain(_ numbers: [Double]) -> ClosedRange<Double> {
    guard let low = numbers.min(), let high = numbers.max() else { return 1...10 }
    let lowPower = Decimal.exponent(of: low)
    let highPower = Decimal.exponent(of: high)
    let below = Int((low / Decimal.power(lowPower) + 1e-9).rounded(.down))
    let above = Int((high / Decimal.power(highPower) - 1e-9).rounded(.up))
    let start = Decimal.scaled(max(below, 1), lowPower)
    let end = Decimal.scaled(above, highPower)
    return start < end ? start...end : start / 2...end * 2
  }
}

extension Mark {
  /// Whether the mark fills the room down to zero along this axis.
  fileprivate func standsOnZero(_ direction: AxisDirection) -> Bool {
    switch kind {
    case .bar: isLyingBar == (direction == .horizontal)
    case .area: direction == .vertical && yEnd == nil
    default: false
    }
  }

  /// The values that must have a logarithm: not the zero that bars and areas begin at.
  fileprivate func logarithmicValues(_ direction: AxisDirection) -> [PlottableValue] {
    let values = direction == .horizontal ? xValues : yValues
    guard standsOnZero(direction) else { return values }
    return values.filter { $0.datum.number != 0 }
  }
}
