/// A table cut into runs of consecutive states that look alike, and the rest.
///
/// In a grid, nearly all states have the same rows up to translation: the same offsets s′ − s,
/// probabilities and rewards. For a run of them the rows need be kept once, not once a state: a
/// sweep is then a stencil over contiguous values, and reads two numbers a state rather than a row
/// for each action.
struct UniformRuns {
  /// Consecutive states, alike or not.
  struct Segment {
    /// The states.
    var states: Range<Int>
    /// The rows they share; `nil` if they are not alike.
    var stencil: Stencil?
    /// How many states and pairs in segments before it are not alike: where its own books begin.
    var firstUnlikeState: Int
    var firstUnlikePair: Int
    /// The most pairs any of them has.
    var mostPairs: Int
  }

  /// All states, in order.
  let segments: [Segment]
  /// How many states and pairs are in segments of states not alike.
  let unlikeStates: Int
  let unlikePairs: Int

  /// Shorter runs aren't worth a stencil.
  private static let worthwhile = 32

  /// Finds the runs of a table.
  ///
  /// - Complexity: O(outcomes).
  init(of table: TransitionTable, chunks: StaticChunks) {
    var segments: [Segment] = []
    var (unlikeStates, unlikePairs) = (0, 0)
    func close(_ states: Range<Int>, alike: Bool) {
      guard !states.isEmpty else { return }
      let stencil = alike ? Stencil(ofState: states.lowerBound, in: table) : nil
      segments.append(
        Segment(
          states: states, stencil: stencil, firstUnlikeState: unlikeStates,
          firstUnlikePair: unlikePairs,
          mostPairs: table.mostPairs(in: states)))
      guard !alike else { return }
      unlikeStates += states.count
      unlikePairs += table.pairStarts[states.upperBound] - table.pairStarts[states.lowerBound]
    }
    let isLikeBefore = table.likenesses(chunks: chunks)
    var open = 0
    var runStart = 0
    for state in 1..<max(1, table.stateCount + 1) {
      if state < table.stateCount && isLikeBefore[state] { continue }
      if state - runStart >= Self.worthwhile && !table.isTerminal(runStart) {
        close(open..<runStart, alike: false)
        close(runStart..<state, alike: true)
        open = state
      }
      runStart = state
    }
    close(open..<table.stateCount, alike: false)
    self.segments = segments
    self.unlikeStates = unlikeStates
    self.unlikePairs = unlikePairs
  }

  /// Calls a function for each segment, or part of one, within a range of states, in order.
  @inline(__always)
  func forEach(within range: Range<Int>, _ body: (Segment, Range<Int>) -> Void) {
    for segment in segments {
      let states = segment.states.clamped(to: range)
      if !states.isEmpty { body(segment, states) }
    }
  }
}

extension TransitionTable {
  /// For each state, whether its rows are those of the state before it, up to translation.
  fileprivate func likenesses(chunks: StaticChunks) -> [Bool] {
    [Bool](unsafeUninitializedCapacity: stateCount) { isLikeBefore, count in
      withBackups(of: self, discount: 1) { rows in
        chunks.perform { _, states in
          for state in states {
            isLikeBefore.initializeElement(
              at: state, to: state > 0 && rows.areAlike(state - 1, state))
          }
        }
      }
      count = stateCount
    }
  }

  /// The most pairs a state of a range has.
  fileprivate func mostPairs(in states: Range<Int>) -> Int {
    var most = 0
    for state in states { most = max(most, pairStarts[state + 1] - pairStarts[state]) }
    return most
  }
}

extension Backups {
  /// Whether two neighbouring states have the same rows up to translation.
  fileprivate func areAlike(_ first: Int, _ second: Int) -> Bool {
    let firstPair = pairStarts[first]
    let shift = pairStarts[second] - firstPair
    guard pairStarts[second + 1] - pairStarts[second] == shift else { return false }
    for pair in firstPair..<firstPair + shift {
      let start = outcomeStarts[pair]
      let other = outcomeStarts[pair + shift]
      let count = outcomeStarts[pair + 1] - start
      guard outcomeStarts[pair + shift + 1] - other == count,
        expectedRewards[pair] == expectedRewards[pair + shift]
      else { return false }
      for outcome in 0..<count {
        guard successors[start + outcome] + 1 == successors[other + outcome],
          probabilities[start + outcome] == probabilities[other + outcome]
        else { return false }
      }
    }
    return true
  }
}
