import Foundation
import PortableMath
import Testing

struct NumberTextTests {
  @Test(
    "A fixed count of decimals",
    arguments: [
      (3.14159, 2, "3.14"), (-0.5, 2, "-0.50"), (0, 2, "0.00"), (-0.0, 2, "0.00"),
      (-0.001, 2, "0.00"),
      (-0.005, 2, "-0.01"), (0.125, 2, "0.12"), (0.375, 2, "0.38"), (2.5, 0, "2"), (3.5, 0, "4"),
      (0.5, 0, "0"),
      (0.6, 0, "1"), (9.995, 2, "9.99"), (9.996, 2, "10.00"), (99.99, 1, "100.0"),
      (1e21, 0, "1000000000000000000000"),
      (0.1, 20, "0.10000000000000000555"), (1234567.891, 1, "1234567.9"), (.nan, 2, "nan"),
      (.infinity, 0, "inf"),
      (-.infinity, 3, "-inf"), (.leastNonzeroMagnitude, 3, "0.000"), (1, 0, "1"), (-1.5, 0, "-2"),
      (0.95, 1, "0.9"), (0.96, 1, "1.0"),
    ] as [(Double, Int, String)])
  func decimals(_ value: Double, _ decimals: Int, _ expected: String) {
    #expect(format(value, decimals: decimals) == expected)
  }

  @Test(
    "A count of significant digits",
    arguments: [
      (0.0123456, 3, "0.0123"), (1.23e-8, 3, "1.23e-08"), (0.0001, 3, "0.0001"),
      (0.00001, 3, "1e-05"),
      (0.5, 3, "0.5"), (1234, 3, "1.23e+03"), (1234, 4, "1234"), (1200, 6, "1200"),
      (999.6, 3, "1e+03"), (100, 3, "100"),
      (0.00009999, 2, "0.0001"), (-2.50, 3, "-2.5"), (0, 3, "0"), (-0.0, 3, "0"),
      (1e100, 5, "1e+100"),
      (.leastNonzeroMagnitude, 4, "4.941e-324"), (.nan, 3, "nan"), (-.infinity, 3, "-inf"),
      (1.0 / 3, 5, "0.33333"), (9.5, 1, "1e+01"),
      (8.5, 1, "8"), (12, 2, "12"),
    ] as [(Double, Int, String)])
  func significantDigits(_ value: Double, _ digits: Int, _ expected: String) {
    #expect(format(value, significantDigits: digits) == expected)
  }

  @Test(
    "An exponent with a fixed count of decimals",
    arguments: [
      (0.0159, 2, "1.59e-2"), (1, 2, "1.00e0"), (0, 2, "0.00e0"), (-0.0, 2, "0.00e0"),
      (-12345, 1, "-1.2e4"),
      (9.996, 2, "1.00e1"), (.leastNonzeroMagnitude, 0, "5e-324"),
      (1.7976931348623157e308, 3, "1.798e308"), (.nan, 2, "nan"),
      (.infinity, 1, "inf"), (2.5, 0, "2e0"),
    ] as [(Double, Int, String)])
  func exponentDecimals(_ value: Double, _ decimals: Int, _ expected: String) {
    #expect(format(value, exponentDecimals: decimals) == expected)
  }

  @Test("Texts agree with the C library's", arguments: 1...4)
  func agreesWithC(_ kind: UInt64) {
    // Bits of all magnitudes, or everyday numbers of which many lie halfway between two texts.
    for index in 1...UInt64(1500) {
      let mixed = (index &* 4 &+ kind) &* 0x9E37_79B9_7F4A_7C15
      let mixed2 = (mixed ^ mixed >> 29) &* 0xBF58_476D_1CE4_E5B9
      let value =
        switch kind {
        case 1: Double(bitPattern: mixed2)
        case 2: Double(Int64(bitPattern: mixed2) >> 44) / 64
        case 3: Double(Int64(bitPattern: mixed2) >> 40) / 1e6
        default: Double(Int64(bitPattern: mixed2)) / 0x1p70
        }
      guard value.isFinite else { continue }
      let decimals = Int(index % 12)
      let fixed = String(format: "%.\(decimals)f", value)
      let isZero = fixed.allSatisfy { "-0.".contains($0) }
      #expect(
        format(value, decimals: decimals) == (isZero ? fixed.replacing("-", with: "") : fixed))
      #expect(
        format(value, significantDigits: decimals + 1)
          == String(format: "%.\(decimals + 1)g", value))
      let parts = String(format: "%.\(decimals)e", value).split(separator: "e")
      let exponent = Int(parts[1]) ?? .max
      #expect(format(value, exponentDecimals: decimals) == "\(parts[0])e\(exponent)")
    }
  }

  @Test func `Seventeen significant digits read back as the same number`() {
    for value in Samples(count: 1000, domain: -1e3...1e3) {
      #expect(Double(format(value, significantDigits: 17)) == value)
      #expect(Double(format(.exp(value / 2), exponentDecimals: 16)) == .exp(value / 2))
    }
  }

  @Test func `A negative count of decimals traps and says so`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      print(format(1.5, decimals: -1))
    }
    expectMessage("decimals must be at least 0, not -1", in: result)
  }

  @Test func `A count of significant digits below one traps and says so`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      print(format(1.5, significantDigits: 0))
    }
    expectMessage("significantDigits must be at least 1, not 0", in: result)
  }

  @Test func `A negative count of decimals with an exponent traps and says so`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      print(format(1.5, exponentDecimals: -2))
    }
    expectMessage("exponentDecimals must be at least 0, not -2", in: result)
  }
}

/// Expects that the process wrote a message to its standard error before it ended.
private func expectMessage(_ message: String, in result: ExitTest.Result?) {
  let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  #expect(text.contains(message))
}
