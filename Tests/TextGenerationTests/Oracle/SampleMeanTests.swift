import PortableMath
import TextGeneration
import Testing

@Suite struct SampleMeanTests {
  /// Of 1, 2, 3, 6: mean 3, Σ (x − 3)² = 14, so s² = 14/3 and s/√4 = √(14/12).
  @Test func `mean, standard error and interval are as worked out by hand`() {
    let mean = SampleMean(of: [1, 2, 3, 6])
    #expect(mean.value == 3)
    #expect((mean.standardError - (14.0 / 12).squareRoot()).magnitude < 1e-15)
    let interval = mean.interval()
    #expect((interval.upperBound - 3 - 1.959963984540054 * mean.standardError).magnitude < 1e-12)
    #expect((interval.lowerBound + interval.upperBound - 6).magnitude < 1e-12)
    let difference = mean - SampleMean(value: 1, standardError: (2.0 / 12).squareRoot())
    #expect(difference.value == 2)
    #expect((difference.standardError - (16.0 / 12).squareRoot()).magnitude < 1e-15)
  }

  @Test func `one number traps`() async {
    await #expect(processExitsWith: .failure) { _ = SampleMean(of: [1]) }
    await #expect(processExitsWith: .failure) {
      _ = SampleMean(of: [1, 2]).interval(confidence: 1)
    }
  }
}
