import CKernels
import RandomStreams
import Synchronization

/// The instruction levels of this processor.
enum Levels {
  private static let lock = Mutex(())

  /// The results of `body` at each level, lowest first. One caller at a time.
  static func each<Result>(_ body: () -> Result) -> [Result] {
    lock.withLock { _ in
      let previous = kernel_level_in_use()
      defer { kernel_level_force(previous) }
      var results: [Result] = []
      for level in kernel_level_baseline.rawValue...kernel_level_supported().rawValue {
        guard kernel_level_force(kernel_level(level)) else { continue }
        results.append(body())
      }
      return results
    }
  }

  /// The bits that `body` gives at every level; nil if they are not the same.
  static func commonBits(_ body: () -> [Float]) -> [UInt32]? {
    let results = each(body).map { $0.map(\.bitPattern) }
    guard let first = results.first, results.allSatisfy({ $0 == first }) else { return nil }
    return first
  }
}

extension [Float] {
  /// The array after `fill` has written `count` floats.
  init(count: Int, filledBy fill: (UnsafeMutablePointer<Float>) -> Void) {
    var values = [Float](repeating: -7, count: Swift.max(count, 1))
    values.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress { fill(base) }
    }
    self = [Float](values.prefix(count))
  }

  /// Numbers from a stream, uniform between the bounds.
  static func random(_ count: Int, in range: Range<Float> = -2..<2, seed: UInt64) -> [Float] {
    var stream = RandomStream(seed: seed)
    return (0..<count).map { _ in Float.random(in: range, using: &stream) }
  }

  var bits: [UInt32] { map(\.bitPattern) }
}

extension Float {
  /// The number, or the NaN that kernels give.
  var withPlainNaN: Float { isNaN ? .nan : self }

  /// The distance from `reference`, in units in the last place of the float nearest to it.
  ///
  /// Infinite where one of them is NaN and the other not, where a zero has the wrong sign, or where
  /// an infinity is not the right one. A reference beyond the floats counts as 2¹²⁸, as does ∞.
  func ulps(from reference: Double) -> Double {
    if reference.isNaN { return bitPattern == Float.nan.bitPattern ? 0 : .infinity }
    if isNaN { return .infinity }
    if self == 0, reference == 0 { return sign == reference.sign ? 0 : .infinity }
    let limit = 0x1p128
    let wanted = Swift.min(Swift.max(reference, -limit), limit)
    let value = isInfinite ? (self > 0 ? limit : -limit) : Double(self)
    if reference.isInfinite { return value == wanted ? 0 : .infinity }
    let exponent = wanted == 0 ? -149 : Swift.min(Swift.max(Int(wanted.exponent) - 23, -149), 104)
    return ((value - wanted) * Double(sign: .plus, exponent: -exponent, significand: 1)).magnitude
  }
}

/// Numbers where functions change their ways, both signs.
let specialFloats: [Float] = {
  let positive: [Float] = [
    0, .leastNonzeroMagnitude, 0x1.8p-140, .leastNormalMagnitude, 0x1p-64, 0x1p-30, 0x1p-24, 0.2,
    0.25,
    0.34657, 0.5, 0.625, 0.7071, 0.75, 1, 1.25, 1.4142, 1.5, 2, 2.5, 3, 3.5, 4, 7, 10, 17.5, 20, 40,
    64, 87.33, 88.72, 89, 103.9, 104, 1000, 8_388_607.5, 8_388_608, 16_777_216, 16_777_218, 0x1p20,
    0x1p31, 0x1p32, 0x1p64, .greatestFiniteMagnitude, .infinity,
  ]
  return positive + positive.map { -$0 } + [.nan, Float(bitPattern: 0xffc0_0123)]
}()
