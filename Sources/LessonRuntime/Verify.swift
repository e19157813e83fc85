/// Checks that two numbers agree; the page shows the largest difference of all checks of the cell.
///
///     verify(v[state], equals: expected, within: 1e-12)
///
/// A difference that is too large is reported with its line and makes the lesson fail; the program goes on.
///
/// - Parameter left: One side of the equation.
/// - Parameter right: The other, computed on its own.
/// - Parameter tolerance: The largest absolute difference allowed. Not-a-number never passes; an infinity passes
///   against itself.
/// - Parameter line: Where the check stands, for the report; leave it out.
public func verify(
  _ left: Double, equals right: Double, within tolerance: Double, line: Int = #line
) {
  var tally = Tally(tolerance: tolerance, line: line)
  tally.compare(left, right, at: "")
  tally.report()
}

/// Checks that two `Float`s agree; see ``verify(_:equals:within:line:)-(Double,_,_,_)``.
public func verify(
  _ left: Float, equals right: Float, within tolerance: Double, line: Int = #line
) {
  verify(Double(left), equals: Double(right), within: tolerance, line: line)
}

/// Checks that two sequences of numbers agree, element by element, and are as long as each other.
///
/// - Parameter left: One side of the equation.
/// - Parameter right: The other, computed on its own.
/// - Parameter tolerance: The largest absolute difference allowed in each element.
/// - Parameter line: Where the check stands, for the report; leave it out.
/// - Complexity: O(n).
public func verify<Numbers: BinaryFloatingPoint>(
  _ left: some Collection<Numbers>, equals right: some Collection<Numbers>,
  within tolerance: Double, line: Int = #line
) {
  var tally = Tally(tolerance: tolerance, line: line)
  guard left.count == right.count else {
    tally.fail(left: "a list of \(left.count) numbers", right: "one of \(right.count)")
    return tally.report()
  }
  for (index, (one, other)) in zip(left, right).enumerated() {
    tally.compare(Double(one), Double(other), at: "[\(index)] ")
  }
  tally.report()
}

/// Checks that two tables of numbers agree, element by element.
///
/// - Parameter left: One side of the equation, row by row.
/// - Parameter right: The other, computed on its own.
/// - Parameter tolerance: The largest absolute difference allowed in each element.
/// - Parameter line: Where the check stands, for the report; leave it out.
/// - Complexity: O(n).
public func verify<Numbers: BinaryFloatingPoint>(
  _ left: some Collection<[Numbers]>, equals right: some Collection<[Numbers]>,
  within tolerance: Double, line: Int = #line
) {
  guard left.map(\.count) == right.map(\.count) else {
    var tally = Tally(tolerance: tolerance, line: line)
    tally.fail(left: "a table of \(shape(left))", right: "one of \(shape(right))")
    return tally.report()
  }
  verify(left.flatMap { $0 }, equals: right.flatMap { $0 }, within: tolerance, line: line)
}

/// Checks that two values are the same: whole numbers, words, sets of actions.
///
/// - Parameter left: One side of the equation.
/// - Parameter right: The other, computed on its own.
/// - Parameter line: Where the check stands, for the report; leave it out.
public func verify<Value: Equatable>(_ left: Value, equals right: Value, line: Int = #line) {
  var tally = Tally(tolerance: 0, line: line)
  tally.check(left == right, left: left, right: right)
  tally.report()
}

/// Checks that something holds.
///
/// - Parameter condition: What must be true.
/// - Parameter line: Where the check stands, for the report; leave it out.
public func verify(_ condition: Bool, line: Int = #line) {
  verify(condition, equals: true, line: line)
}

private func shape<Numbers>(_ rows: some Collection<[Numbers]>) -> String {
  let counts = rows.map(\.count)
  let longest = counts.max() ?? 0
  return counts.allSatisfy { $0 == longest }
    ? "\(counts.count) × \(longest) numbers" : "rows of \(counts) numbers"
}
