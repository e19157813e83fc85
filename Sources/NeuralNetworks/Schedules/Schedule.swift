internal import PortableMath

/// A number that changes as training goes on: a function of the steps that were made before.
///
/// ```swift
/// let rate = Schedule.cosine(from: 3e-4, to: 0, over: 9_000).warmedUp(over: 1_000)
/// var optimizer = Adam(learningRate: rate)
/// ```
public struct Schedule: Sendable {
  private let value: @Sendable (Int) -> Double

  /// A schedule of your own.
  ///
  /// - Parameter value: The value at a step, of which the first is 0.
  public init(_ value: @escaping @Sendable (Int) -> Double) { self.value = value }

  /// The value at a step, of which the first is 0.
  ///
  /// - Precondition: The step is not negative, and the value is finite.
  public func callAsFunction(_ step: Int) -> Float {
    if step < 0 { fatalError("Schedule: the first step is 0, not \(step).") }
    let value = Float(value(step))
    if !value.isFinite { fatalError("Schedule: the value at step \(step) is \(value).") }
    return value
  }
}

// MARK: - Shapes

extension Schedule {
  /// The same value always.
  public static func constant(_ value: Double) -> Self { Self { _ in value } }

  /// From one value to another on a straight line, which ends after so many steps, at least one; then it stays.
  public static func linear(from start: Double, to end: Double, over steps: Int) -> Self {
    checkCount(steps, "linear(over:)")
    return Self { start + (end - start) * fraction($0, of: steps) }
  }

  /// From one value to another along half a wave, level at both ends; then it stays. It takes one step at least.
  ///
  ///     end + (start − end) · (1 + cos(π · step / steps)) / 2
  ///
  /// > Reference: Loshchilov & Hutter (2017), "SGDR: stochastic gradient descent with warm restarts", arXiv:1608.03983,
  /// > eq. 5.
  public static func cosine(from start: Double, to end: Double, over steps: Int) -> Self {
    checkCount(steps, "cosine(over:)")
    return Self { end + (start - end) * (1 + .cos(.pi * fraction($0, of: steps))) / 2 }
  }

  /// Multiplied by a positive factor every so many steps, smoothly: start · factor^(step / period).
  public static func exponential(from start: Double, factor: Double, every period: Int) -> Self {
    checkCount(period, "exponential(every:)")
    checkFactor(factor, "exponential(factor:)")
    return Self { start * .pow(factor, Double($0) / Double(period)) }
  }

  /// Multiplied by a positive factor every so many steps, at once: start · factor^⌊step / period⌋.
  public static func step(from start: Double, factor: Double, every period: Int) -> Self {
    checkCount(period, "step(every:)")
    checkFactor(factor, "step(factor:)")
    return Self { start * .pow(factor, Double($0 / period)) }
  }
}

// MARK: - Composition

extension Schedule {
  /// This schedule for so many steps, then another, which begins at its own step 0.
  public func then(_ next: Self, after steps: Int) -> Self {
    if steps < 0 { fatalError("Schedule.then(after:): \(steps) steps are fewer than none.") }
    return Self { $0 < steps ? value($0) : next.value($0 - steps) }
  }

  /// A straight line from 0 to this schedule's first value, which this schedule follows.
  ///
  /// - Parameter steps: How many steps the way up takes; at least 1. The first step has the value 0.
  ///
  /// > Reference: Goyal et al. (2017), "Accurate, large minibatch SGD", arXiv:1706.02677, section 2.2.
  public func warmedUp(over steps: Int) -> Self {
    Self.linear(from: 0, to: value(0), over: steps).then(self, after: steps)
  }

  /// This schedule times a number.
  public static func * (factor: Double, schedule: Self) -> Self {
    Self { factor * schedule.value($0) }
  }
}

private func fraction(_ step: Int, of steps: Int) -> Double {
  min(1, Double(step) / Double(steps))
}

private func checkCount(_ count: Int, _ name: StaticString) {
  if count < 1 { fatalError("Schedule.\(name): at least one step is needed, not \(count).") }
}

private func checkFactor(_ factor: Double, _ name: StaticString) {
  if !(factor > 0) { fatalError("Schedule.\(name): the factor must be positive, not \(factor).") }
}
