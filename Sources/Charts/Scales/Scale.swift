private import PortableMath

/// A mapping from data to the fraction of an axis' length, 0 at its beginning.
enum Scale: Sendable, Hashable {
  /// Numbers between two ends.
  case continuous(ContinuousScale)
  /// Categories, a band each.
  case band(BandScale)

  /// The fraction at which `datum` (a band's middle) lies; outside 0…1 if beyond the domain.
  func position(of datum: Datum) -> Double {
    switch self {
    case .continuous(let scale): scale.position(of: datum.number ?? .nan)
    case .band(let scale): scale.position(of: datum)
    }
  }

  /// The width of a band as a fraction of the axis; 0 on a continuous one.
  var bandwidth: Double {
    switch self {
    case .continuous: 0
    case .band(let scale): 1 / Double(max(scale.categories.count, 1))
    }
  }

  /// The numbers at both ends; `nil` for bands.
  var domain: ClosedRange<Double>? {
    if case .continuous(let scale) = self { scale.domain } else { nil }
  }

  /// Where zero lies, or else the end nearest to zero: where bars and areas begin.
  var baseline: Double {
    guard case .continuous(let scale) = self else { return 0 }
    if scale.type == .log { return 0 }
    return min(max(scale.position(of: 0), 0), 1)
  }
}

/// Numbers from one end of a domain to the other.
struct ContinuousScale: Sendable, Hashable {
  let type: ScaleType
  let domain: ClosedRange<Double>

  /// Where `value` lies: 0 at the lower end of the domain, 1 at the upper.
  func position(of value: Double) -> Double {
    let (low, high) = (transformed(domain.lowerBound), transformed(domain.upperBound))
    return (transformed(value) - low) / (high - low)
  }

  /// At most about `limit` labelled ticks.
  func ticks(limit: Int) -> [Tick] {
    switch type {
    case .linear: LinearTicks(domain: domain, limit: limit).ticks(in: domain)
    case .log: LogTicks.ticks(in: domain, limit: limit)
    case .symmetricLog(let threshold):
      // The decades next to zero may lie almost on it.
      LogTicks.symmetric(in: domain, threshold: threshold, limit: limit).filter {
        $0.value == 0 || abs(position(of: $0.value) - position(of: 0)) > 0.07
      }
    }
  }

  /// The ticks that the author asked for.
  func ticks(at values: [Double]) -> [Tick] {
    values.sorted().map { Tick(value: $0, label: NumberText.short($0)) }
  }

  private func transformed(_ value: Double) -> Double {
    switch type {
    case .linear: value
    case .log: Double.log10(value)
    case .symmetricLog(let threshold):
      (value < 0 ? -1 : 1) * Double.log10(1 + abs(value) / threshold)
    }
  }
}

/// Categories side by side, each with a band of the same width.
struct BandScale: Sendable, Hashable {
  /// The bands' values, from the beginning of the axis.
  let categories: [Datum]
  private let indices: [Datum: Int]

  init(categories: [Datum]) {
    self.categories = categories
    indices = Dictionary(
      zip(categories, categories.indices), uniquingKeysWith: { first, _ in first })
  }

  /// The middle of the band.
  func position(of datum: Datum) -> Double {
    guard let index = indices[datum] else { return .nan }
    return (Double(index) + 0.5) / Double(categories.count)
  }
}
