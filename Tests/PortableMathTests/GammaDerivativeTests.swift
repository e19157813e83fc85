import PortableMath
import Testing

struct GammaDerivativeTests {
  private static let functions = [
    Elementary("digamma", below: 4, on: 0...40) { .digamma($0) },
    Elementary("trigamma", below: 3, on: 0...40) { .trigamma($0) },
  ]

  @Test(
    "A derivative of ln Γ is within its promised error of mpmath's results", arguments: functions)
  func error(_ elementary: Elementary) throws {
    let references = try #require(Reference.special[elementary.name])
    #expect(references.count > 250)
    for reference in references {
      let x = reference.arguments[0]
      let error = reference.error(of: elementary.function(x))
      #expect(error < elementary.bound, "\(elementary.name)(\(x)) is off by \(error) ulp")
    }
  }

  @Test func `Zeros, infinities and negative numbers give what the documentation says`() {
    #expect(Double.digamma(0) == -.infinity)
    #expect(Double.digamma(-0.0) == -.infinity)
    #expect(Double.digamma(.infinity) == .infinity)
    #expect(Double.digamma(.leastNonzeroMagnitude) == -.infinity)
    #expect(Double.digamma(.greatestFiniteMagnitude) == 709.782712893384)
    #expect(Double.trigamma(0) == .infinity)
    #expect(Double.trigamma(-0.0) == .infinity)
    #expect(Double.trigamma(.infinity) == 0)
    #expect(Double.trigamma(.leastNonzeroMagnitude) == .infinity)
    #expect(Double.trigamma(0x1p1000) == 0x1p-1000)
    for x in [Double.nan, -1, -0.5, -Double.infinity] {
      #expect(Double.digamma(x).isNaN)
      #expect(Double.trigamma(x).isNaN)
    }
  }

  /// 64-bit FNV-1a over the bits of the results, recorded on x86-64.
  @Test(
    "Every bit of 20,000 derivatives of ln Γ is the recorded one",
    arguments: zip(functions, [0xffa2_d750_1d51_1bf4, 0x9ea5_d9a4_649b_6a60] as [UInt64]))
  func sameBits(_ elementary: Elementary, expected: UInt64) {
    let sum = checksum(Samples(count: 20_000, domain: elementary.domain).map(elementary.function))
    #expect(sum == expected, "\(elementary.name): 0x\(String(sum, radix: 16))")
  }
}
