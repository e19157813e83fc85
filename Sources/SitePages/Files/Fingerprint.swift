/// A 128-bit digest that tells whether something changed; it guards against accidents, not against
/// forgers.
///
/// > Note: FNV-1a's step (xor, then multiply by the 128-bit FNV prime) taken on words of eight
/// > bytes; every string is followed by its length, so that "ab" + "c" differs from "a" + "bc".
struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
  private var state: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d

  private static let prime: UInt128 = 1 << 88 | 0x13b

  /// Adds bytes.
  mutating func combine(_ bytes: some Sequence<UInt8>) {
    var word: UInt64 = 0
    var shift: UInt64 = 0
    var count: UInt64 = 0
    for byte in bytes {
      word |= UInt64(byte) << shift
      shift += 8
      count += 1
      if shift == 64 {
        mix(word)
        (word, shift) = (0, 0)
      }
    }
    if shift > 0 { mix(word) }
    mix(count)
  }

  /// Adds a string.
  mutating func combine(_ string: String) { combine(string.utf8) }

  /// Adds an optional string; `nil` differs from the empty one.
  mutating func combine(_ string: String?) {
    mix(string == nil ? 0 : 1)
    if let string { combine(string) }
  }

  private mutating func mix(_ word: UInt64) {
    state = (state ^ UInt128(word)) &* Fingerprint.prime
    // The product carries only upwards; fold the high half back.
    state ^= state >> 61
  }

  /// Thirty-two hexadecimal digits.
  var description: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }
}
