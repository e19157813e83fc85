/// How an output differs from what was expected.
public struct ExpectationMismatch: Sendable, Hashable {
  /// A unified diff: `-` is expected, by the lesson's lines; `+` is printed, by the output's lines.
  public var diff: String
  /// The lesson's line of the first difference, from 1.
  public var line: Int
}

extension Expectation {
  /// How a printed text differs from the expectation; `nil` when it is as expected.
  ///
  /// Lines must be the same, their numbers within ``tolerance`` if there is one. A line that is `…`
  /// alone stands for any number of lines, or none. CR LF and CR count as LF, and whether the
  /// last line ends in LF doesn't count.
  ///
  /// - Complexity: O(n + m) for texts of n and m lines when they match, O(n·m) at worst.
  public func mismatch(with printed: String) -> ExpectationMismatch? {
    let (expected, printed) = (text.lineSequence, printed.normalizedLineEnds.lineSequence)
    if matches(expected, printed) { return nil }
    let alignment = LineAlignment(expected, printed, tolerance: tolerance)
    let diff = UnifiedDiff(alignment, expected, printed, firstLine: firstLine)
    return ExpectationMismatch(diff: diff.text, line: diff.firstDifference)
  }

  /// Whether the printed lines are those expected: the lines before the first `…` at the start, those
  /// behind the last at the end, and each stretch between two as soon as it comes.
  private func matches(_ expected: [Substring], _ printed: [Substring]) -> Bool {
    let comparison = LineComparison(tolerance: tolerance)
    func isHere(_ stretch: ArraySlice<Substring>, _ start: Int) -> Bool {
      zip(stretch, printed[start...]).allSatisfy(comparison.matches)
    }
    let stretches = expected.split(omittingEmptySubsequences: false, whereSeparator: isEllipsis)
    guard let first = stretches.first, let last = stretches.last, stretches.count > 1 else {
      return expected.count == printed.count && isHere(expected[...], 0)
    }
    guard first.count + last.count <= printed.count, isHere(first, 0),
      isHere(last, printed.count - last.count)
    else { return false }
    var place = first.count
    let end = printed.count - last.count
    for stretch in stretches.dropFirst().dropLast() {
      while place + stretch.count <= end, !isHere(stretch, place) { place += 1 }
      place += stretch.count
      if place > end { return false }
    }
    return true
  }
}
