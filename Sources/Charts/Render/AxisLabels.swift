/// What stands along an axis of a known length, broken, turned or thinned out until it fits.
struct AxisLabels: Sendable, Hashable {
  struct Label: Sendable, Hashable {
    /// Fraction of the axis.
    var position: Double
    var lines: [String]
  }

  private(set) var labels: [Label]
  /// Fractions of the axis with a tick but no label.
  private(set) var minor: [Double] = []
  /// Whether the labels run upwards.
  private(set) var isRotated = false
  /// Whether the labels name bands, which need no ticks.
  let isBand: Bool

  /// The labels below an axis of `length` units.
  static func horizontal(_ scale: Scale, options: AxisOptions, length: Double) -> AxisLabels {
    switch scale {
    case .continuous(let scale):
      // Fewer ticks until neighbours keep apart.
      var limit = min(AxisScales.tickLimit, max(2, Int(length / 56)))
      var labels = AxisLabels(scale, options: options, limit: limit)
      while limit > 2, options.values == nil, !labels.fit(length: length) {
        limit -= 1
        labels = AxisLabels(scale, options: options, limit: limit)
      }
      return labels
    case .band(let scale): return bands(scale, length: length)
    }
  }

  /// The labels left of an axis of `length` units.
  static func vertical(_ scale: Scale, options: AxisOptions, length: Double) -> AxisLabels {
    switch scale {
    case .continuous(let scale):
      return AxisLabels(
        scale, options: options, limit: min(AxisScales.tickLimit, max(2, Int(length / 26))))
    case .band(let scale):
      let band = length / Double(scale.categories.count)
      let labels = scale.labels.map { label in
        let lines = TextMetrics.wrapped(label.lines[0], width: 150, size: FontSize.tick)
        let fits = Double(lines.count) * lineHeight <= max(band, lineHeight)
        return Label(position: label.position, lines: fits ? lines : label.lines)
      }
      return AxisLabels(labels, every: Int((lineHeight / band).rounded(.up)))
    }
  }

  /// How tall the labels are below an axis.
  var height: Double {
    if labels.isEmpty { return 0 }
    if isRotated { return width }
    return Double(labels.map(\.lines.count).max() ?? 0) * AxisLabels.lineHeight
  }

  /// How wide the widest label is.
  var width: Double {
    labels.flatMap(\.lines).map { TextMetrics.width($0, size: FontSize.tick) }.max() ?? 0
  }

  /// How far the last label reaches beyond the end of an axis of `length` units.
  func overhang(length: Double) -> Double {
    guard !isRotated else { return 0 }
    let ends = labels.map { label in
      let width = label.lines.map { TextMetrics.width($0, size: FontSize.tick) }.max() ?? 0
      return label.position * length + width / 2 - length
    }
    return max(0, ends.max() ?? 0)
  }

  static let lineHeight = 15.0

  private init(_ scale: ContinuousScale, options: AxisOptions, limit: Int) {
    let ticks = options.values.map(scale.ticks(at:)) ?? scale.ticks(limit: limit)
    labels = []
    isBand = false
    for tick in ticks where scale.domain.contains(tick.value) {
      let position = scale.position(of: tick.value)
      if let label = tick.label {
        labels.append(Label(position: position, lines: [label]))
      } else {
        minor.append(position)
      }
    }
  }

  /// Every `stride`-th label of bands.
  private init(_ labels: [Label], every stride: Int) {
    let step = max(1, stride)
    self.labels = labels.enumerated().filter { $0.offset % step == 0 }.map(\.element)
    isBand = true
  }

  private static func bands(_ scale: BandScale, length: Double) -> AxisLabels {
    let band = length / Double(scale.categories.count)
    let wrapped = scale.labels.map { label in
      Label(
        position: label.position,
        lines: TextMetrics.wrapped(label.lines[0], width: band - 6, size: FontSize.tick))
    }
    let broken = AxisLabels(wrapped, every: 1)
    if broken.width <= band - 4, wrapped.allSatisfy({ $0.lines.count <= 3 }) { return broken }
    let plain = AxisLabels(scale.labels, every: 1)
    // Numbers may be left out, since one sees how they go on; names are turned as long as there is
    // room.
    let areNumbers = scale.categories.allSatisfy { $0.number != nil }
    if areNumbers || band < lineHeight {
      let room = areNumbers ? plain.width + 8 : lineHeight
      var thinned = AxisLabels(scale.labels, every: Int((room / band).rounded(.up)))
      thinned.isRotated = !areNumbers
      return thinned
    }
    var rotated = plain
    rotated.isRotated = true
    return rotated
  }

  /// Whether neighbours on an axis of `length` units keep apart.
  private func fit(length: Double) -> Bool {
    let spans = labels.map { label in
      let width = TextMetrics.width(label.lines[0], size: FontSize.tick)
      return (
        start: label.position * length - width / 2, end: label.position * length + width / 2
      )
    }
    return zip(spans, spans.dropFirst()).allSatisfy { $0.end + 10 <= $1.start }
  }
}

extension BandScale {
  /// The name of each band at its middle.
  fileprivate var labels: [AxisLabels.Label] {
    categories.map { AxisLabels.Label(position: position(of: $0), lines: [$0.name]) }
  }
}
