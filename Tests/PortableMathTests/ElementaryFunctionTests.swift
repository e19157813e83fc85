import PortableMath
import Testing

struct ElementaryFunctionTests {
  @Test(
    "A function of one argument is within its promised error of mpmath's results",
    arguments: Elementary.all)
  func unaryError(_ elementary: Elementary) throws {
    let references = try #require(Reference.all[elementary.name])
    #expect(references.count > 250)
    for reference in references {
      let x = reference.arguments[0]
      let error = reference.error(of: elementary.function(x))
      let isSubnormal = reference.nearest.magnitude < .leastNormalMagnitude
      let bound = isSubnormal ? elementary.subnormalBound : elementary.bound
      #expect(error < bound, "\(elementary.name)(\(x)) is off by \(error) ulp")
    }
  }

  @Test func `pow is within its promised error of mpmath's results`() throws {
    let references = try #require(Reference.all["pow"])
    #expect(references.count > 500)
    for reference in references {
      let (x, y) = (reference.arguments[0], reference.arguments[1])
      let error = reference.error(of: .pow(x, y))
      let isSubnormal = reference.nearest.magnitude < .leastNormalMagnitude
      #expect(error < (isSubnormal ? 1.2 : 0.7), "pow(\(x), \(y)) is off by \(error) ulp")
    }
  }

  @Test func `logGamma of negative numbers is within 4 ulp of its largest term`() throws {
    let references = try #require(Reference.all["logGammaNegative"])
    #expect(references.count > 250)
    for reference in references {
      let x = reference.arguments[0]
      let sine = Double.log((x * Double.sin(.pi * x)).magnitude)
      let scale = max(2, Double.logGamma(-x), sine.magnitude)
      let error = (Double.logGamma(x) - reference.nearest).magnitude / scale.ulp
      #expect(error < 4, "logGamma(\(x)) is off by \(error) ulp")
    }
  }

  @Test func `Logarithms of powers and powers of small integers are exact`() {
    for k in -1074...1023 {
      let power = Double(sign: .plus, exponent: k, significand: 1)
      #expect(Double.log2(power) == Double(k))
      #expect(Double.pow(2, Double(k)) == power)
    }
    var (power, count) = (1.0, 0.0)
    while count <= 22 {
      #expect(Double.log10(power) == count)
      #expect(Double.pow(10, count) == power)
      (power, count) = (power * 10, count + 1)
    }
    for n in 1...1000 {
      let x = Double(n)
      #expect(Double.pow(x, 2) == x * x)
      #expect(Double.pow(x * x, 0.5) == x)
    }
  }

  @Test func `sin and tanh are odd, cos is even, and logistic mirrors`() {
    for x in Samples(count: 2000, domain: 0...1e4) {
      #expect(Double.sin(-x) == -Double.sin(x))
      #expect(Double.cos(-x) == Double.cos(x))
      #expect(Double.tanh(-x) == -Double.tanh(x))
      let sum = Double.logistic(x / 100) + Double.logistic(-x / 100)
      #expect((sum - 1).magnitude <= 0x1p-52)
    }
  }

  /// 64-bit FNV-1a over the bits of the results. The values were recorded on x86-64; they hold on
  /// every machine.
  @Test(
    "Every bit of 20,000 results is the recorded one",
    arguments: zip(
      Elementary.all,
      [
        0x28c3_7b08_c2f6_fab4, 0xe71e_b872_4e93_495c, 0xc0ce_b720_cd13_1bd6, 0x35fc_3207_7191_dc2b,
        0x5bee_84e8_2e68_db98, 0x8575_90ab_4011_d95d, 0xfdb8_97b8_e6d1_beea, 0x332b_c1b0_5a26_b66a,
        0x1294_7d74_9e2c_49db, 0x5ab2_7ec0_a32f_bbed, 0x0412_cc5b_e880_bec9, 0x6b88_c1a1_5d37_d66e,
      ] as [UInt64]))
  func sameBits(_ elementary: Elementary, expected: UInt64) {
    let values = Samples(count: 20_000, domain: elementary.domain).map(elementary.function)
    let sum = checksum(values)
    #expect(sum == expected, "\(elementary.name): 0x\(String(sum, radix: 16))")
  }

  @Test func `Every bit of 20,000 powers is the recorded one`() {
    let values = Samples(count: 20_000, domain: -60...60).map { Double.pow(.exp($0), 9 - $0 / 9) }
    let sum = checksum(values)
    #expect(sum == 0xe7f1_8657_666d_6ca0, "0x\(String(sum, radix: 16))")
  }
}

/// Irregular numbers in a range, the same on every machine: multiples of the golden ratio modulo 1.
struct Samples: Sequence {
  var count: Int
  var domain: ClosedRange<Double>

  func makeIterator() -> some IteratorProtocol<Double> {
    let width = domain.upperBound - domain.lowerBound
    return (1...count).lazy.map { [domain] index in
      let fraction = UInt64(index) &* 0x9E37_79B9_7F4A_7C15
      return domain.lowerBound + width * (Double(fraction >> 11) * 0x1p-53)
    }.makeIterator()
  }
}

/// The 64-bit FNV-1a hash of the bit patterns, low byte first.
func checksum(_ values: [Double]) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for value in values {
    var bits = value.bitPattern
    for _ in 0..<8 {
      hash = (hash ^ (bits & 0xFF)) &* 0x100_0000_01B3
      bits >>= 8
    }
  }
  return hash
}
