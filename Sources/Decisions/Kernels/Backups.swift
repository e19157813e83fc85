/// The rows of a table ready for use in inner loops: bare pointers, no bounds checks, no reference
/// counts.
///
/// Goals, in order of priority:
/// 1. one order of operations everywhere — Σ p V from left to right, then r + γ Σ — so that every
///   kernel gives the same bits;
/// 2. speed: `TransitionTable` has checked every index once, so nothing is checked again here.
struct Backups {
  let pairStarts: UnsafePointer<Int>
  let outcomeStarts: UnsafePointer<Int>
  let successors: UnsafePointer<Int32>
  let probabilities: UnsafePointer<Double>
  let expectedRewards: UnsafePointer<Double>
  let stateCount: Int
  let discount: Double

  /// The backup of one pair, r + γ Σ p V(s′).
  @inline(__always)
  func value(ofPair pair: Int, from values: UnsafePointer<Double>) -> Double {
    var sum = 0.0
    var outcome = outcomeStarts[pair]
    let end = outcomeStarts[pair + 1]
    while outcome < end {
      sum += probabilities[outcome] * values[Int(successors[outcome])]
      outcome &+= 1
    }
    return expectedRewards[pair] + discount * sum
  }

  /// The best backup of one state, and 0 for a terminal one.
  @inline(__always)
  func best(ofState state: Int, from values: UnsafePointer<Double>) -> Double {
    let end = pairStarts[state + 1]
    var pair = pairStarts[state]
    guard pair < end else { return 0 }
    var best = -Double.infinity
    while pair < end {
      let value = value(ofPair: pair, from: values)
      best = value > best ? value : best
      pair &+= 1
    }
    return best
  }

  /// Gives the values with terminal states at 0, copied only if they aren't already.
  func withTerminalsAtZero(_ values: [Double], _ body: (UnsafePointer<Double>) -> Void) {
    var values = values
    for state in 0..<stateCount
    where pairStarts[state] == pairStarts[state + 1] && values[state] != 0 {
      values[state] = 0
    }
    values.withUnsafeBufferPointer { if let base = $0.baseAddress { body(base) } }
  }
}

/// Gives a table's rows as ``Backups`` for the length of a closure.
func withBackups<Result, Failure: Error>(
  of table: TransitionTable, discount: Double, _ body: (Backups) throws(Failure) -> Result
) throws(Failure) -> Result {
  try withPointer(to: table.pairStarts) { pairStarts throws(Failure) in
    try withPointer(to: table.outcomeStarts) { outcomeStarts throws(Failure) in
      try withPointer(to: table.successors) { successors throws(Failure) in
        try withPointer(to: table.probabilities) { probabilities throws(Failure) in
          try withPointer(to: table.expectedRewards) { expectedRewards throws(Failure) in
            try body(
              Backups(
                pairStarts: pairStarts, outcomeStarts: outcomeStarts, successors: successors,
                probabilities: probabilities, expectedRewards: expectedRewards,
                stateCount: table.stateCount, discount: discount))
          }
        }
      }
    }
  }
}

/// Gives a pointer to the elements of an array, valid for the closure; it points nowhere useful if
/// the array is empty.
@inline(__always)
func withPointer<Element, Result, Failure: Error>(
  to array: [Element], _ body: (UnsafePointer<Element>) throws(Failure) -> Result
) throws(Failure) -> Result {
  try array.withUnsafeBufferPointer { (buffer) throws(Failure) in
    guard let base = buffer.baseAddress else {
      fatalError("an empty array has no elements to point to")
    }
    return try body(base)
  }
}

/// Gives a pointer for writing to the elements of an array, valid for the closure.
@inline(__always)
func withMutablePointer<Element, Result>(
  to array: inout [Element], _ body: (UnsafeMutablePointer<Element>) -> Result
) -> Result {
  array.withUnsafeMutableBufferPointer { buffer in
    guard let base = buffer.baseAddress else {
      fatalError("an empty array has no elements to point to")
    }
    return body(base)
  }
}
