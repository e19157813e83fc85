/// What one run reached as it learned: values at ascending steps.
///
/// Steps count what was learned from, such as interactions with the environment, so that curves of algorithms with
/// episodes of different lengths compare.
public struct LearningCurve: Sendable, Hashable {
  /// When each value was measured, ascending.
  public private(set) var steps: [Int] = []
  /// The values, such as returns, all finite.
  public private(set) var values: [Double] = []

  /// A curve without points.
  public init() {}

  /// The curve through points.
  ///
  /// - Parameters:
  ///   - steps: When each value was measured, ascending.
  ///   - values: A finite value for each step.
  public init(steps: [Int], values: [Double]) {
    if steps.count != values.count {
      fatalError("LearningCurve: \(steps.count) steps, but \(values.count) values.")
    }
    for (step, value) in zip(steps, values) { append(value, at: step) }
  }

  /// Adds a point at the end.
  ///
  /// - Parameters:
  ///   - value: A finite value.
  ///   - step: When it was measured, after all others.
  public mutating func append(_ value: Double, at step: Int) {
    if !value.isFinite { fatalError("LearningCurve: the value at step \(step) is \(value).") }
    if let last = steps.last, step <= last {
      fatalError("LearningCurve: step \(step) follows step \(last).")
    }
    steps.append(step)
    values.append(value)
  }

  /// The curve whose values are the means of the last few points, fewer at its start.
  ///
  /// Nothing is taken from the future: a value doesn't change by what comes later.
  ///
  /// - Parameter window: How many points a mean is over, at least one.
  /// - Complexity: O(n · window).
  public func smoothed(window: Int) -> LearningCurve {
    if window < 1 { fatalError("LearningCurve.smoothed: a window of \(window) points.") }
    if window == 1 { return self }
    var curve = self
    for index in values.indices {
      curve.values[index] = Array(values[max(0, index + 1 - window)...index]).average
    }
    return curve
  }

  /// The value at each of some steps: the last that was measured at or before it.
  ///
  /// - Parameter grid: Ascending steps between the curve's first and last.
  /// - Complexity: O(n + the steps).
  public func aligned(at grid: [Int]) -> [Double] {
    var index = 0
    return grid.map { step in
      guard let first = steps.first, let last = steps.last, first <= step, step <= last else {
        fatalError(
          "LearningCurve.aligned: step \(step) is outside of the curve, \(bounds).")
      }
      while index + 1 < steps.count && steps[index + 1] <= step { index += 1 }
      return values[index]
    }
  }

  private var bounds: String {
    steps.isEmpty ? "which is empty" : "\(steps[0])...\(steps[steps.count - 1])"
  }
}

/// A curve as a line of text, `0:1.5 10:2.25`, which reads back as the same curve.
extension LearningCurve: LosslessStringConvertible {
  /// The steps and values in order.
  public var description: String {
    zip(steps, values).map { "\($0):\($1)" }.joined(separator: " ")
  }

  /// The curve that a text describes; nil if it describes none.
  ///
  /// - Parameter description: What ``description`` gives.
  public init?(_ description: String) {
    for point in description.split(separator: " ") {
      let parts = point.split(separator: ":")
      guard parts.count == 2, let step = Int(parts[0]), let value = Double(parts[1]),
        value.isFinite, steps.last.map({ $0 < step }) ?? true
      else { return nil }
      append(value, at: step)
    }
  }
}

/// Steps at equal distances that all curves cover.
///
/// - Parameters:
///   - curves: At least one, none without points, all with a step in common.
///   - count: How many steps at most, at least two; fewer if there aren't as many whole numbers.
/// - Returns: Ascending steps from the latest start of a curve to the earliest end.
public func commonSteps(of curves: [LearningCurve], count: Int = 100) -> [Int] {
  guard count >= 2, let start = curves.map({ $0.steps.first ?? .max }).max(),
    let end = curves.map({ $0.steps.last ?? .min }).min(), start <= end
  else {
    fatalError(
      """
      commonSteps: \(count) steps of \(curves.count) curves that span \
      \(curves.map { "\($0.steps.first ?? 0)...\($0.steps.last ?? 0)" }).
      """)
  }
  let span = end - start
  let intervals = min(count - 1, max(span, 1))
  // The quotient first: no product can overflow.
  let steps = (0...intervals).map {
    start + span / intervals * $0 + span % intervals * $0 / intervals
  }
  return span == 0 ? [start] : steps
}
