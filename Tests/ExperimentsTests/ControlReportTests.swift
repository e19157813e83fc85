import Experiments
import Testing

@Suite struct ControlReportTests {
  private let loss = ControlReport.Measure("oracle-NLL", unit: "nats", better: .low, decimals: 2)
  private let words = ControlReport.Measure("distinct tokens", better: .high, decimals: 0)

  /// A method and a control on both measures, three runs.
  private func report(_ method: [[Double]], _ control: [[Double]]) -> ControlReport {
    ControlReport(
      measures: [loss, words], method: .init("SeqGAN", method),
      controls: [.init("constant reward", control)])
  }

  @Test func `an interval is Student's`() {
    // Mean 2, deviation 1, three values: 2 ± 4.30265 / √3.
    let mean = Estimate(meanOf: [1, 2, 3])
    #expect(mean.value == 2)
    #expect(abs(mean.interval.upperBound - 2 - 4.302653 / 3.0.squareRoot()) < 1e-5)
    #expect(abs(mean.interval.lowerBound - 2 + 4.302653 / 3.0.squareRoot()) < 1e-5)
    // Two values: t = 12.7062 at 95 %, 1 at 50 %; the standard error of 0 and 2 is 1.
    #expect(abs(Estimate(meanOf: [0, 2]).interval.upperBound - 1 - 12.70620) < 1e-4)
    #expect(abs(Estimate(meanOf: [0, 2], confidence: 0.5).interval.upperBound - 2) < 1e-9)
  }

  @Test func `a control that beats the method says so, and what it pays`() {
    let found = report(
      [[8.7, 8.8, 8.6], [2_000, 2_010, 1_990]], [[8.5, 8.6, 8.41], [900, 905, 898]])
    #expect(found.verdict(ofControl: 0, on: 0) == .beats)
    #expect(found.verdict(ofControl: 0, on: 1) == .fallsShort)
    // The differences −0.2, −0.2, −0.19 have the mean −0.19667 and the standard error 0.00333, times 4.30265.
    #expect(
      found.description == """
        oracle-NLL (nats, lower is better): SeqGAN has 8.70 [8.45, 8.95]
          constant reward  -0.20 [-0.21, -0.18]  better
        distinct tokens (higher is better): SeqGAN has 2000 [1975, 2025]
          constant reward  -1099 [-1115, -1083]  worse
        constant reward: better on oracle-NLL; worse on distinct tokens
        """)
  }

  @Test func `pairs tell what means can't`() {
    // The runs of each spread over 2, their differences over 0.02.
    let found = report([[7, 8, 9], [10, 20, 30]], [[6.89, 7.9, 8.91], [11, 21, 31.1]])
    #expect(found.verdict(ofControl: 0, on: 0) == .beats)
    #expect(found.verdict(ofControl: 0, on: 1) == .beats)
    #expect(found.description.hasSuffix("constant reward: better on oracle-NLL, distinct tokens"))
  }

  @Test func `names and numbers stand in columns`() {
    let found = ControlReport(
      measures: [loss], method: .init("m", [[1, 1.2]]),
      controls: [.init("a", [[1.01, 1.19]]), .init("another", [[20, 20.2]])])
    #expect(
      found.description.hasPrefix(
        """
        oracle-NLL (nats, lower is better): m has 1.10 [-0.17, 2.37]
          a         0.00 [-0.13,  0.13]  can't tell
          another  19.00 [19.00, 19.00]  worse
        """))
  }

  @Test func `no difference is claimed within the interval`() {
    // Differences −0.1, −0.2, 0 and 5, −3, 10 have 0 in their intervals.
    let found = report([[8.7, 8.8, 8.6], [100, 100, 100]], [[8.6, 8.6, 8.6], [105, 97, 110]])
    #expect(found.verdict(ofControl: 0, on: 0) == .matches)
    #expect(found.verdict(ofControl: 0, on: 1) == .matches)
    #expect(!found.description.contains("better\n"))
    #expect(!found.description.contains("worse"))
    #expect(
      found.description.hasSuffix("constant reward: can't tell on oracle-NLL, distinct tokens"))
  }

  @Test func `one that matches here and pays there`() {
    let found = report([[8.7, 8.8, 8.6], [100, 100, 100]], [[8.6, 8.6, 8.6], [50, 51, 50]])
    #expect(
      found.description.hasSuffix(
        "constant reward: can't tell on oracle-NLL; worse on distinct tokens"))
  }

  @Test func `a control that is worse everywhere gets no last line`() {
    let found = report([[8.7, 8.8, 8.6], [100, 100, 100]], [[9.7, 9.8, 9.6], [50, 51, 50]])
    #expect(found.verdict(ofControl: 0, on: 0) == .fallsShort)
    #expect(found.description.hasSuffix("constant reward  -50 [-51, -48]  worse"))
  }

  @Test func `which way is better counts`() {
    let up = report([[1, 2, 3], [1, 2, 3]], [[2, 3, 4.1], [2, 3, 4.1]])
    #expect(up.verdict(ofControl: 0, on: 0) == .fallsShort)
    #expect(up.verdict(ofControl: 0, on: 1) == .beats)
  }

  @Test func `equal runs match`() {
    let found = report([[1, 2, 3], [4, 5, 6]], [[1, 2, 3], [4, 5, 6]])
    #expect(found.verdict(ofControl: 0, on: 0) == .matches)
    #expect(found.difference(ofControl: 0, on: 1).interval == 0...0)
  }

  @Test func `runs that aren't paired, or one alone, trap`() async {
    await #expect(processExitsWith: .failure) {
      _ = ControlReport(
        measures: [.init("a", better: .low)], method: .init("m", [[1, 2]]),
        controls: [.init("c", [[1, 2, 3]])])
    }
    await #expect(processExitsWith: .failure) {
      _ = ControlReport(
        measures: [.init("a", better: .low)], method: .init("m", [[1]]),
        controls: [.init("c", [[1]])])
    }
    await #expect(processExitsWith: .failure) {
      _ = ControlReport(
        measures: [.init("a", better: .low)], method: .init("m", [[1, .nan]]),
        controls: [.init("c", [[1, 2]])])
    }
  }
}
