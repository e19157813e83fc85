/// The small generator SplitMix64: the n-th word is a mix of seed + n · 0x9E3779B97F4A7C15.
///
/// Kept for rebuilding other programs' data bit for bit; experiments use ``RandomStream``.
///
/// > Reference: Steele, Lea & Flood (2014), "Fast splittable pseudorandom number generators",
/// > doi:10.1145/2660193.2660195; constants of Vigna's `splitmix64.c`.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  @usableFromInline var state: UInt64

  /// The generator of a seed.
  ///
  /// - Parameters:
  ///   - seed: Any number.
  ///   - count: The number of words to leave out, in O(1).
  @inlinable
  public init(seed: UInt64, skipping count: UInt64 = 0) {
    state = seed &+ count &* 0x9E37_79B9_7F4A_7C15
  }

  /// Returns the next word and advances.
  @inlinable
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
