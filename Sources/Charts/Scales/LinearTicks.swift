/// Round numbers along a linear axis: multiples of 1, 2, 2.5 or 5 times a power of ten.
package struct LinearTicks: Sendable, Hashable {
  /// The distance between ticks is `mantissa` · 10^`exponent`; the mantissa is 10, 20, 25 or 50.
  let mantissa: Int
  let exponent: Int

  /// The finest ticks of which at most `limit` lie in `domain`.
  ///
  /// - Precondition: The domain has a width above zero, `limit` ≥ 2.
  package init(domain: ClosedRange<Double>, limit: Int) {
    let span = domain.upperBound - domain.lowerBound
    guard span > 0, span.isFinite, limit >= 2 else {
      fatalError("LinearTicks: no ticks for \(domain), at most \(limit)")
    }
    // From a step that is surely too fine upwards; at most a dozen tries.
    var exponent = Decimal.exponent(of: span / Double(limit + 1)) - 2
    while true {
      for mantissa in [10, 20, 25, 50] {
        let range = LinearTicks.multiples(of: mantissa, exponent, in: domain)
        if range.count <= limit {
          self.mantissa = mantissa
          self.exponent = exponent
          return
        }
      }
      exponent += 1
    }
  }

  /// The distance between ticks.
  package var step: Double { Decimal.scaled(mantissa, exponent) }

  /// How many decimals tell neighbouring ticks apart.
  package var decimals: Int { max(0, mantissa == 25 ? -exponent : -exponent - 1) }

  /// The ticks in `domain`, ascending.
  package func values(in domain: ClosedRange<Double>) -> [Double] {
    LinearTicks.multiples(of: mantissa, exponent, in: domain).map {
      Decimal.scaled($0 * mantissa, exponent)
    }
  }

  /// The ticks in `domain` with labels of the same number of decimals.
  package func ticks(in domain: ClosedRange<Double>) -> [Tick] {
    let values = values(in: domain)
    let labels = TickLabels.labels(of: values, decimals: decimals)
    return zip(values, labels).map { Tick(value: $0, label: $1) }
  }

  /// `domain` with each end moved to the next tick if that is near, else a little outwards.
  ///
  /// - Parameters:
  ///   - fixed: Ends equal to this (zero, where bars begin) stay where they are.
  ///   - reach: What is near, as a share of the domain's width.
  ///   - padding: How far an end moves else, as a share of the domain's width.
  package static func rounded(
    _ domain: ClosedRange<Double>, limit: Int, fixed: Double?, reach: Double = 0.1,
    padding: Double = 0.04
  ) -> ClosedRange<Double> {
    let step = LinearTicks(domain: domain, limit: limit).step
    let (low, high) = (domain.lowerBound, domain.upperBound)
    let span = high - low
    func moved(_ end: Double, by sign: Double) -> Double {
      if end == fixed { return end }
      let multiple = (end / step).rounded(sign < 0 ? .down : .up) * step
      return abs(multiple - end) <= reach * span ? multiple : end + sign * padding * span
    }
    return moved(low, by: -1)...moved(high, by: 1)
  }

  /// The integers k with k · mantissa · 10^exponent in `domain`, a hair beyond its ends included.
  private static func multiples(of mantissa: Int, _ exponent: Int, in domain: ClosedRange<Double>)
    -> Range<Int>
  {
    let step = Decimal.scaled(mantissa, exponent)
    let first = (domain.lowerBound / step - 1e-9).rounded(.up)
    let last = (domain.upperBound / step + 1e-9).rounded(.down)
    guard abs(first) < 1e15, abs(last) < 1e15 else {
      fatalError("LinearTicks: \(domain) is too narrow for its magnitude")
    }
    return first <= last ? Int(first)..<Int(last) + 1 : 0..<0
  }
}
