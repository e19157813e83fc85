/// The expected lines beside the printed ones, with as few changes as possible.
struct LineAlignment {
  /// One step through both texts, by the indices of their lines.
  enum Step: Equatable {
    case same(expected: Int, printed: Int)
    case replaced(expected: Int, printed: Int)
    case removed(expected: Int)
    case added(printed: Int)
    /// A `…`, and the printed lines that it stands for.
    case skipped(expected: Int, printed: Range<Int>)
  }

  /// The steps, in order.
  private(set) var steps: [Step] = []

  private let expected: [Substring]
  private let printed: [Substring]
  private let comparison: LineComparison
  private static let mostCells = 4_000_000

  /// Aligns two texts; a line that is `…` alone stands for any number of printed lines.
  ///
  /// Texts too large to align (more than four million pairs of lines, once what they share at both
  /// ends is set aside) count as changed from one end to the other.
  ///
  /// - Complexity: O(n·m) time and space for the n and m lines between the shared ends.
  init(_ expected: [Substring], _ printed: [Substring], tolerance: Double?) {
    self.expected = expected
    self.printed = printed
    comparison = LineComparison(tolerance: tolerance)
    var (left, right) = (expected[...], printed[...])
    var head: [Step] = []
    while let a = left.first, let b = right.first, isSame(a, b) {
      head.append(.same(expected: left.startIndex, printed: right.startIndex))
      left.removeFirst()
      right.removeFirst()
    }
    var tail: [Step] = []
    while let a = left.last, let b = right.last, isSame(a, b) {
      tail.append(.same(expected: left.endIndex - 1, printed: right.endIndex - 1))
      left.removeLast()
      right.removeLast()
    }
    steps = head + middle(left.indices, right.indices) + tail.reversed()
  }

  /// Whether nothing is replaced, removed or added.
  var isMatch: Bool {
    steps.allSatisfy { step in
      switch step {
      case .same, .skipped: true
      case .replaced, .removed, .added: false
      }
    }
  }

  private func isSame(_ a: Substring, _ b: Substring) -> Bool {
    !isEllipsis(a) && comparison.matches(a, b)
  }

  // MARK: - Dynamic programme

  /// What a change costs. Replacing is cheaper than removing, so that a changed last line is not
  /// swallowed by the `…` before it.
  private enum Cost {
    static let replace: Int32 = 3
    static let remove: Int32 = 4
    static let add: Int32 = 3
  }

  private func middle(_ left: Range<Int>, _ right: Range<Int>) -> [Step] {
    if left.isEmpty || right.isEmpty || left.count * right.count > Self.mostCells {
      return unaligned(left, right)
    }
    let width = right.count + 1
    var costs = [Int32](repeating: 0, count: (left.count + 1) * width)
    // costs[i·width + j]: the least cost of aligning the expected lines from i with the printed from j.
    for i in stride(from: left.count, through: 0, by: -1) {
      for j in stride(from: right.count, through: 0, by: -1) {
        let (down, across) = ((i + 1) * width + j, i * width + j + 1)
        var best = i == left.count && j == right.count ? 0 : Int32.max
        if i < left.count, isEllipsis(expected[left.lowerBound + i]) {
          best = min(costs[down], j < right.count ? costs[across] : .max)
        } else {
          if i < left.count { best = min(best, costs[down] + Cost.remove) }
          if j < right.count { best = min(best, costs[across] + Cost.add) }
          if i < left.count, j < right.count {
            best = min(
              best, costs[down + 1] + replaceCost(left.lowerBound + i, right.lowerBound + j))
          }
        }
        costs[i * width + j] = best
      }
    }
    return path(through: costs, left, right)
  }

  private func replaceCost(_ i: Int, _ j: Int) -> Int32 {
    comparison.matches(expected[i], printed[j]) ? 0 : Cost.replace
  }

  private func path(through costs: [Int32], _ left: Range<Int>, _ right: Range<Int>) -> [Step] {
    let width = right.count + 1
    var steps: [Step] = []
    var (i, j) = (0, 0)
    while i < left.count || j < right.count {
      let cost = costs[i * width + j]
      let (line, output) = (left.lowerBound + i, right.lowerBound + j)
      if i < left.count, isEllipsis(expected[line]) {
        let start = j
        while j < right.count, costs[(i + 1) * width + j] != cost { j += 1 }
        steps.append(
          .skipped(expected: line, printed: right.lowerBound + start..<right.lowerBound + j))
        i += 1
      } else if i < left.count, j < right.count,
        costs[(i + 1) * width + j + 1] + replaceCost(line, output) == cost
      {
        steps.append(
          replaceCost(line, output) == 0
            ? .same(expected: line, printed: output) : .replaced(expected: line, printed: output))
        i += 1
        j += 1
      } else if i < left.count, costs[(i + 1) * width + j] + Cost.remove == cost {
        steps.append(.removed(expected: line))
        i += 1
      } else {
        steps.append(.added(printed: output))
        j += 1
      }
    }
    return steps
  }

  /// Everything expected removed and everything printed added, where there is nothing to align. A lone
  /// `…` still stands for all that is printed.
  private func unaligned(_ left: Range<Int>, _ right: Range<Int>) -> [Step] {
    if left.isEmpty { return right.map { .added(printed: $0) } }
    if left.allSatisfy({ isEllipsis(expected[$0]) }) {
      return left.dropLast().map {
        .skipped(expected: $0, printed: right.lowerBound..<right.lowerBound)
      }
        + [.skipped(expected: left.upperBound - 1, printed: right)]
    }
    let removed = left.map { line in
      right.isEmpty && isEllipsis(expected[line])
        ? Step.skipped(expected: line, printed: right) : .removed(expected: line)
    }
    return removed + right.map { .added(printed: $0) }
  }
}

/// Whether a line stands for any number of others: `…` alone.
func isEllipsis(_ line: Substring) -> Bool {
  line.utf8.contains(0xE2) && Array(line.utf8)[...].trimmed.elementsEqual("…".utf8)
}
