/// Ticks of a logarithmic axis: decades; 1, 2 and 5 of each where there are fewer than two decades;
/// plain round numbers where there is less than one.
package enum LogTicks {
  /// The ticks in `domain`, ascending, the unlabelled ones between decades included.
  ///
  /// - Precondition: The domain is above zero.
  package static func ticks(in domain: ClosedRange<Double>, limit: Int) -> [Tick] {
    let (low, high) = (domain.lowerBound * (1 - 1e-9), domain.upperBound * (1 + 1e-9))
    let ratio = high / low
    let exponents = Decimal.exponent(of: low)...Decimal.exponent(of: high)
    if ratio < 10 {
      let linear = LinearTicks(domain: domain, limit: limit).ticks(in: domain)
      if linear.count >= 2 { return linear }
    }
    let labelled = ratio < 100 ? [1, 2, 5] : [1]
    // Every n-th decade where there are many; no minor ticks then.
    let decades = exponents.count { Decimal.power($0) >= low && Decimal.power($0) <= high }
    let stride = ratio < 100 ? 1 : max(1, (decades + limit - 1) / limit)
    let minors = stride == 1 && decades <= 8 ? [1, 2, 3, 4, 5, 6, 7, 8, 9] : [1]
    var major: [Double] = []
    var all: [(value: Double, isMajor: Bool)] = []
    for exponent in exponents {
      for digit in minors {
        let value = Decimal.scaled(digit, exponent)
        guard value >= low, value <= high else { continue }
        let onStride = ((exponent % stride) + stride) % stride == 0
        let isMajor = labelled.contains(digit) && onStride
        if isMajor { major.append(value) }
        if isMajor || stride == 1 { all.append((value, isMajor)) }
      }
    }
    let labels = TickLabels.decadeLabels(of: major)
    var next = 0
    return all.map { tick in
      guard tick.isMajor else { return Tick(value: tick.value, label: nil) }
      next += 1
      return Tick(value: tick.value, label: labels[next - 1])
    }
  }

  /// Ticks of a symmetric logarithmic axis: zero, and decades from `threshold` on in both
  /// directions.
  package static func symmetric(in domain: ClosedRange<Double>, threshold: Double, limit: Int)
    -> [Tick]
  {
    let reach = max(abs(domain.lowerBound), abs(domain.upperBound), threshold)
    let first = Decimal.exponent(of: threshold)
    let last = max(first, Decimal.exponent(of: reach * (1 + 1e-9)))
    func values(every stride: Int) -> [Double] {
      let decades = Swift.stride(from: last, through: first, by: -stride).map(Decimal.power)
      return (decades.map { -$0 } + [0] + decades.reversed()).filter(domain.contains)
    }
    var stride = 1
    while values(every: stride).count > limit, stride <= last - first { stride += 1 }
    let inside = values(every: stride)
    return zip(inside, TickLabels.decadeLabels(of: inside)).map { Tick(value: $0, label: $1) }
  }
}
