/// The SHA-256 digest of a stream of bytes.
///
/// Our own, in seventy lines: swift-crypto would add a minute to the first build of the package.
///
/// > Reference: NIST FIPS 180-4, sections 4.1.2, 5 and 6.2 (DOI 10.6028/NIST.FIPS.180-4).
package struct SHA256 {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  private var pending: [UInt8] = []
  private var count = 0
  private var schedule = [UInt32](repeating: 0, count: 64)

  /// The digest of nothing, so far.
  package init() {}

  /// The digest of `bytes`, 64 hexadecimal digits.
  package static func digest(of bytes: some Collection<UInt8>) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }

  /// Adds bytes.
  package mutating func update(_ bytes: some Collection<UInt8>) {
    count += bytes.count
    pending += bytes
    var start = 0
    while pending.count - start >= 64 {
      mix(at: start)
      start += 64
    }
    pending.removeFirst(start)
  }

  /// The digest of all that was added, 64 hexadecimal digits.
  package mutating func finish() -> String {
    let bits = UInt64(count) * 8
    let zeros = (119 - count % 64) % 64
    update([0x80] + [UInt8](repeating: 0, count: zeros))
    update((0..<8).reversed().map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) })
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// The compression function on the 64 bytes of `pending` from `start` on (section 6.2.2).
  private mutating func mix(at start: Int) {
    for t in 0..<16 {
      let byte = start + 4 * t
      schedule[t] =
        UInt32(pending[byte]) << 24 | UInt32(pending[byte + 1]) << 16
        | UInt32(pending[byte + 2]) << 8 | UInt32(pending[byte + 3])
    }
    for t in 16..<64 {
      let (w15, w2) = (schedule[t - 15], schedule[t - 2])
      let sigma0 = w15.rotated(7) ^ w15.rotated(18) ^ w15 >> 3
      let sigma1 = w2.rotated(17) ^ w2.rotated(19) ^ w2 >> 10
      schedule[t] = sigma1 &+ schedule[t - 7] &+ sigma0 &+ schedule[t - 16]
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for t in 0..<64 {
      let sum1 = e.rotated(6) ^ e.rotated(11) ^ e.rotated(25)
      let choice = e & f ^ ~e & g
      let first = h &+ sum1 &+ choice &+ Self.constants[t] &+ schedule[t]
      let sum0 = a.rotated(2) ^ a.rotated(13) ^ a.rotated(22)
      let majority = a & b ^ a & c ^ b & c
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ sum0 &+ majority)
    }
    for (index, word) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= word }
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = {
    let primes = (2...311).filter { n in !(2..<n).contains { n.isMultiple(of: $0) } }
    return primes.map { prime in
      // The cube root times 2³², by bisection in whole numbers: its lowest 32 bits are the fraction's first.
      var (low, high) = (UInt128(0), UInt128(8) << 32)
      while high - low > 1 {
        let middle = (low + high) / 2
        if middle * middle * middle <= UInt128(prime) << 96 { low = middle } else { high = middle }
      }
      return UInt32(truncatingIfNeeded: low)
    }
  }()
}

extension UInt32 {
  /// The word rotated right.
  fileprivate func rotated(_ count: UInt32) -> UInt32 { self >> count | self << (32 - count) }
}
