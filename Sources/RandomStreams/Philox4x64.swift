/// The block cipher behind ``RandomStream``: Philox4x64 with ten rounds.
///
/// A key of 128 bits chooses one of 2¹²⁸ bijections of the 256-bit blocks. Numbering the blocks and
/// enciphering the numbers gives random words without any state but the number; all of TestU01's
/// BigCrush passes.
///
/// > Reference: Salmon, Moraes, Dror & Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3",
/// > doi:10.1145/2063384.2063405.
public enum Philox4x64 {
  /// Four words, the first one first.
  public typealias Block = (UInt64, UInt64, UInt64, UInt64)

  /// A key, the first word first.
  public typealias Key = (UInt64, UInt64)

  /// Returns the block that the key makes of a counter.
  ///
  /// - Parameter counter: Any block.
  /// - Parameter key: Any key.
  /// - Complexity: Ten rounds of two 64 × 64-bit products.
  @inlinable
  public static func encipher(_ counter: Block, key: Key) -> Block {
    var block = counter
    var key = key
    for _ in 0..<10 {
      let left = block.0.multipliedFullWidth(by: 0xD2E7_470E_E14C_6C93)
      let right = block.2.multipliedFullWidth(by: 0xCA5A_8263_9512_1157)
      block = (right.high ^ block.1 ^ key.0, right.low, left.high ^ block.3 ^ key.1, left.low)
      // Weyl sequences: the golden ratio and √3 − 1, as 64-bit fractions.
      key = (key.0 &+ 0x9E37_79B9_7F4A_7C15, key.1 &+ 0xBB67_AE85_84CA_A73B)
    }
    return block
  }
}
