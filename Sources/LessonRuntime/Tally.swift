internal import LessonEvents
internal import Synchronization

/// The comparisons of one call of `verify`.
struct Tally {
  private var verification: Verification
  private var mismatches: [Mismatch] = []
  private let line: Int

  /// More mismatches of one cell than this are counted and not described.
  static let describedMismatches = 10

  init(tolerance: Double, line: Int) {
    verification = Verification(largestDifference: 0, tolerance: tolerance, cases: 0, failures: 0)
    self.line = line
  }

  /// Compares two numbers; `place` says which of several they are.
  mutating func compare(_ left: Double, _ right: Double, at place: @autoclosure () -> String) {
    let difference = left == right ? 0 : (left - right).magnitude
    verification.cases += 1
    if !verification.largestDifference.isNaN { verification.widen(to: difference) }
    if !(difference <= verification.tolerance) {
      describe(left: "\(place())\(left)", right: "\(right)", difference: "\(difference)")
    }
  }

  /// Compares two values of any kind.
  mutating func check(_ holds: Bool, left: Any, right: Any) {
    verification.cases += 1
    if !holds { describe(left: "\(left)", right: "\(right)", difference: "") }
  }

  /// Records sides that cannot be compared.
  mutating func fail(left: String, right: String) {
    verification.cases += 1
    describe(left: left, right: right, difference: "")
  }

  private mutating func describe(left: String, right: String, difference: String) {
    verification.failures += 1
    guard mismatches.count < Self.describedMismatches else { return }
    mismatches.append(
      Mismatch(
        left: Self.shortened(left), right: Self.shortened(right), difference: difference,
        tolerance: verification.tolerance, line: line))
  }

  /// Adds the comparisons to those of the cell, and sends what failed.
  func report() {
    let session = Session.current
    let alreadyDescribed = session.state.withLock { state in
      let failures = state.verification?.failures ?? 0
      state.verification.add(verification)
      return failures
    }
    for mismatch in mismatches.prefix(max(0, Self.describedMismatches - alreadyDescribed)) {
      if session.isConnected {
        session.send(.mismatch(mismatch))
      } else {
        print("line \(mismatch.line): \(mismatch.left) is not \(mismatch.right)")
      }
    }
  }

  private static func shortened(_ text: String) -> String {
    text.count <= 200 ? text : text.prefix(200) + "…"
  }
}

extension Verification {
  /// Raises the largest difference; not-a-number is larger than any.
  fileprivate mutating func widen(to difference: Double) {
    if difference.isNaN || difference > largestDifference { largestDifference = difference }
  }
}

extension Verification? {
  /// Adds the comparisons of one call to those of the cell.
  fileprivate mutating func add(_ call: Verification) {
    guard var sum = self else {
      self = call
      return
    }
    if !sum.largestDifference.isNaN { sum.widen(to: call.largestDifference) }
    sum.tolerance = max(sum.tolerance, call.tolerance)
    sum.cases += call.cases
    sum.failures += call.failures
    self = sum
  }
}
