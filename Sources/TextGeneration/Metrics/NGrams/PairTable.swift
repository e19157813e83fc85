/// Numbers for pairs of numbers: equal pairs have equal numbers, 0, 1, 2 … in the order in which they were first seen.
///
/// An open-addressed table that is at most half full. Nothing is ever read in the order of the table, so hashes don't
/// show in results.
struct PairTable: Sendable {
  private static let vacant: Int32 = -1

  private var keys: [UInt64]
  private var numbers: [Int32]
  /// How far a hash is shifted to give a slot: 64 less the binary logarithm of the slots.
  private var shift: UInt64
  /// How many pairs have a number.
  private(set) var count = 0

  /// A table without pairs, with room for some before it grows.
  init(capacity: Int = 0) {
    let bits = max(4, Int.bitWidth - (2 * capacity).leadingZeroBitCount)
    keys = Array(repeating: 0, count: 1 << bits)
    numbers = Array(repeating: Self.vacant, count: 1 << bits)
    shift = UInt64(64 - bits)
  }

  /// The number of a pair, nil where it has none.
  func find(_ first: Int32, _ second: Int32) -> Int32? {
    let number = numbers[slot(of: key(first, second))]
    return number == Self.vacant ? nil : number
  }

  /// The number of a pair, the next one where it had none.
  mutating func insert(_ first: Int32, _ second: Int32) -> Int32 {
    let key = key(first, second)
    let slot = slot(of: key)
    if numbers[slot] != Self.vacant { return numbers[slot] }
    let number = Int32(count)
    keys[slot] = key
    numbers[slot] = number
    count += 1
    if 2 * count > keys.count { grow() }
    return number
  }

  private func key(_ first: Int32, _ second: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
  }

  /// Where a key is, or the vacant slot where it would be put: linear probing from its Fibonacci hash.
  private func slot(of key: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> shift)
    while numbers[slot] != Self.vacant && keys[slot] != key {
      slot = (slot + 1) & (keys.count - 1)
    }
    return slot
  }

  private mutating func grow() {
    var larger = PairTable(capacity: count)
    for (key, number) in zip(keys, numbers) where number != Self.vacant {
      let slot = larger.slot(of: key)
      larger.keys[slot] = key
      larger.numbers[slot] = number
    }
    larger.count = count
    self = larger
  }
}
