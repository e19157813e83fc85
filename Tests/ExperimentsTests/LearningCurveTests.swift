import Charts
import Experiments
import RandomStreams
import Testing

@Suite struct LearningCurveTests {
  let curve = LearningCurve(steps: [0, 10, 30], values: [1, 3, 8])

  @Test func `a value holds until the next`() {
    #expect(curve.aligned(at: [0, 9, 10, 29, 30]) == [1, 1, 3, 3, 8])
  }

  @Test func `smoothing is the mean of the last points`() {
    #expect(curve.smoothed(window: 2).values == [1, 2, 5.5])
    #expect(curve.smoothed(window: 9).values == [1, 2, 4])
    #expect(curve.smoothed(window: 1) == curve)
    #expect(curve.smoothed(window: 2).steps == curve.steps)
  }

  @Test func `the common steps are those of all curves`() {
    let other = LearningCurve(steps: [5, 25], values: [0, 0])
    #expect(commonSteps(of: [curve, other], count: 5) == [5, 10, 15, 20, 25])
    #expect(commonSteps(of: [curve, other], count: 4) == [5, 11, 18, 25])
    #expect(commonSteps(of: [LearningCurve(steps: [0, 2], values: [0, 0])]) == [0, 1, 2])
    #expect(commonSteps(of: [LearningCurve(steps: [4], values: [0])]) == [4])
  }

  @Test func `a curve is read back from its text with the same bits`() {
    var stream = RandomStream(seed: 1)
    var random = LearningCurve()
    for step in 0..<50 { random.append(Double.normal(using: &stream), at: step * 3 - 20) }
    #expect(LearningCurve(random.description) == random)
    #expect(LearningCurve(curve.description) == curve)
    #expect(curve.description == "0:1.0 10:3.0 30:8.0")
    #expect(LearningCurve("") == LearningCurve())
    for text in ["1", "1:x", "1:2 1:3", "1:nan", "1:2:3"] { #expect(LearningCurve(text) == nil) }
  }

  @Test func `a band is the aggregate at each step`() {
    let curves = [1.0, 2, 3, 4].map { LearningCurve(steps: [0, 10, 20], values: [0, $0, 2 * $0]) }
    var stream = RandomStream(seed: 2)
    let band = CurveBand("x", curves: curves, at: [0, 15, 20], using: &stream)
    #expect(band.estimates.map(\.value) == [0, 2.5, 5])
    #expect(band.estimates[0].interval == 0...0)
    // A resample serves all steps, and every curve doubles: so does the interval.
    #expect(band.estimates[2].interval.lowerBound == 2 * band.estimates[1].interval.lowerBound)
    #expect(band.estimates[2].interval.upperBound == 2 * band.estimates[1].interval.upperBound)
    let mean = CurveBand(
      "x", curves: curves, at: [20], aggregate: .mean, smoothing: 2, using: &stream)
    #expect(mean.estimates[0].value == 2.5 * 1.5)
  }

  @Test func `points that aren't ascending or finite trap`() async {
    await #expect(processExitsWith: .failure) {
      _ = LearningCurve(steps: [1, 1], values: [0, 0])
    }
    await #expect(processExitsWith: .failure) { _ = LearningCurve(steps: [1], values: [.nan]) }
    await #expect(processExitsWith: .failure) {
      _ = LearningCurve(steps: [1, 3], values: [0, 0]).aligned(at: [4])
    }
  }
}

@Suite struct FigureTests {
  @Test func `the chart of bands says what is drawn`() {
    var stream = RandomStream(seed: 1)
    let bands = ["low", "high"].enumerated().map { index, label in
      CurveBand(
        label,
        curves: (0..<4).map { run in
          LearningCurve(steps: [0, 10], values: [0, Double(run + 10 * index)])
        }, at: [0, 10], smoothing: 2, using: &stream)
    }
    let figure = Chart(bands: bands, step: "Episode").figure()
    #expect(
      String(describing: figure.markup(idPrefix: "x")).contains(
        "Return (IQM of 4 runs, mean of the last 2 points, 95 % interval)"))
    let lines = figure.data?.csv.split(separator: "\r\n").map(String.init) ?? []
    #expect(lines.first == "Algorithm,Episode,Return,Lower,Upper")
    #expect(lines.contains("low,0,0,0,0"))
    #expect(lines.count == 5)
  }

  @Test func `tables hold estimates and what their intervals are`() {
    var stream = RandomStream(seed: 2)
    let table = Table(
      comparing: [("a", Scores([1, 1])), ("b", Scores([2, 2]))],
      by: [.interquartileMean, .optimalityGap(target: 3)], using: &stream)
    let text = table.figure().text
    #expect(text.contains("IQM") && text.contains("Optimality gap"))
    #expect(text.contains("95 % bootstrap intervals (percentile, 2000 resamples)"))
    let csv = table.figure().data?.csv ?? ""
    #expect(csv.contains("b,2,2,2,2,1,1,1"))
  }

  @Test func `profiles, estimates and plans draw`() {
    var stream = RandomStream(seed: 3)
    let scores = Scores([0.2, 0.4, 0.9])
    let profile = PerformanceProfile(of: scores, at: [0, 0.5, 1], using: &stream)
    let profiles = Chart(profiles: [("a", profile)]).figure()
    #expect(profiles.data?.csv.contains("a,0,1,1,1") == true)
    let estimate = Bootstrap().estimate(.mean, of: scores, using: &stream)
    #expect(!Chart(estimates: [("a", estimate)], value: "Return").figure().text.isEmpty)
    let plan = SeedPlan(pilot: [1, 2, 3], versus: [3, 4, 6], stream: stream)
    #expect(plan.chart.figure().description.contains("Power"))
    #expect(plan.table.figure().text.contains("Welch's t-test at 95 %"))
  }
}
