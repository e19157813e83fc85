import Charts
import Testing

@Suite struct LinearTicksTests {
  /// Worked by hand: the finest of 1, 2, 2.5, 5 × 10ⁿ of which at most six multiples lie in the
  /// domain.
  static let cases: [(domain: ClosedRange<Double>, labels: [String])] = [
    (0...1, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    (0...100, ["0", "20", "40", "60", "80", "100"]),
    (0...101, ["0", "20", "40", "60", "80", "100"]),
    (0...7, ["0", "2", "4", "6"]),
    (-103...(-17), ["−100", "−80", "−60", "−40", "−20"]),
    (-1...1, ["−1.0", "−0.5", "0.0", "0.5", "1.0"]),
    (0...12, ["0.0", "2.5", "5.0", "7.5", "10.0"]),
    (0...4000, ["0", "1000", "2000", "3000", "4000"]),
    (
      0...1_234_567,
      ["0", "250\u{2009}000", "500\u{2009}000", "750\u{2009}000", "1\u{2009}000\u{2009}000"]
    ),
    (0.00012...0.00087, ["0.0002", "0.0004", "0.0006", "0.0008"]),
    (0...5e8, ["0", "1×10⁸", "2×10⁸", "3×10⁸", "4×10⁸", "5×10⁸"]),
    (0...4e-7, ["0", "1×10⁻⁷", "2×10⁻⁷", "3×10⁻⁷", "4×10⁻⁷"]),
  ]

  @Test(arguments: cases)
  func `ticks are round and written alike`(domain: ClosedRange<Double>, labels: [String]) {
    let ticks = LinearTicks(domain: domain, limit: 6).ticks(in: domain)
    #expect(ticks.map(\.label) == labels.map(Optional.some))
  }

  @Test func `tick values are the decimals they are labelled with`() {
    let domain = 0.0...0.6
    #expect(
      LinearTicks(domain: domain, limit: 7).values(in: domain)
        == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
  }

  @Test func `there are two to six ticks in any domain`() {
    var low = -7.3
    for step in 1...400 {
      low = -low * 1.07
      let domain = low...low + abs(low) * Double(step) / 37
      let count = LinearTicks(domain: domain, limit: 6).values(in: domain).count
      #expect((2...6).contains(count), "\(count) ticks in \(domain)")
    }
  }

  @Test func `a domain moves to near ticks, and stays where bars begin`() {
    #expect(LinearTicks.rounded(0...97, limit: 6, fixed: 0) == 0...100)
    #expect(LinearTicks.rounded(3...97, limit: 6, fixed: nil) == 0...100)
    // 110 is too far from 120: a little room instead of a tick.
    let rounded = LinearTicks.rounded(0...105, limit: 6, fixed: 0)
    #expect(rounded.lowerBound == 0)
    #expect(rounded.upperBound > 105 && rounded.upperBound < 120)
  }
}

@Suite struct LogTicksTests {
  static func labels(_ domain: ClosedRange<Double>) -> [String] {
    LogTicks.ticks(in: domain, limit: 6).compactMap(\.label)
  }

  @Test func `decades are labelled, the steps between them only ticked`() {
    #expect(Self.labels(1...1000) == ["1", "10", "100", "1000"])
    let ticks = LogTicks.ticks(in: 1...1000, limit: 6)
    #expect(ticks.count == 28)
    #expect(ticks.prefix(4).map(\.value) == [1, 2, 3, 4])
  }

  @Test func `under two decades 1, 2 and 5 are labelled`() {
    #expect(Self.labels(0.01...0.9) == ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5"])
  }

  @Test func `under one decade ticks are plain round numbers`() {
    #expect(Self.labels(3...8) == ["3", "4", "5", "6", "7", "8"])
  }

  @Test func `of many decades every n-th is labelled as a power of ten`() {
    #expect(Self.labels(1e-12...1) == ["10⁻¹²", "10⁻⁹", "10⁻⁶", "10⁻³", "10⁰"])
  }

  @Test func `a symmetric axis has zero and decades in both directions`() {
    let ticks = LogTicks.symmetric(in: -100...100, threshold: 1, limit: 7)
    #expect(ticks.map(\.value) == [-100, -10, -1, 0, 1, 10, 100])
    #expect(ticks.map(\.label) == ["−100", "−10", "−1", "0", "1", "10", "100"])
  }
}

@Suite struct NumberTextTests {
  @Test(arguments: [
    (0.0, "0"), (0.25, "0.25"), (-13.0, "−13"), (1234.5, "1234"), (12_345.678, "12\u{2009}346"),
    (1e7, "10⁷"), (2.5e-6, "2.5×10⁻⁶"), (9.99999e-6, "10⁻⁵"), (-0.0001, "−0.0001"),
    (0.333_333, "0.3333"), (-1e9, "−10⁹"), (.infinity, "∞"),
  ])
  func `numbers are short`(value: Double, text: String) {
    #expect(NumberText.short(value) == text)
  }

  @Test func `there is no negative zero`() {
    #expect(NumberText.fixed(-0.001, decimals: 2) == "0.00")
    #expect(coordinate(-0.001) == "0")
  }

  @Test(arguments: [(12.3456, "12.35"), (-0.5, "-0.5"), (7.0, "7"), (0.07, "0.07"), (-3.1, "-3.1")])
  func `coordinates have at most two decimals`(value: Double, text: String) {
    #expect(coordinate(value) == text)
  }
}
