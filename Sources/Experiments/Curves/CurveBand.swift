internal import RandomStreams

/// The learning curves of an algorithm's runs drawn together: an aggregate at each step, and its interval.
public struct CurveBand: Sendable, Hashable {
  /// What the algorithm is called.
  public let label: String
  /// Where the curves are compared, ascending.
  public let steps: [Int]
  /// The aggregate over the runs at each step, with an interval that holds at this step.
  public let estimates: [Estimate]
  /// What is computed at each step.
  public let aggregate: Aggregate
  /// How many points of a run each of its values is the mean of; 1 is not smoothed.
  public let smoothing: Int
  /// How many runs there are.
  public let runCount: Int

  /// The band of some curves.
  ///
  /// - Parameters:
  ///   - label: What the algorithm is called.
  ///   - curves: A curve for each run.
  ///   - steps: Where they are compared, within all curves; nil are 100 steps at equal distances.
  ///   - aggregate: What is computed at each step.
  ///   - smoothing: How many points of a run each of its values is the mean of, the last of them at the step.
  ///   - bootstrap: How the intervals are found; whole curves are drawn, a resample serves all steps.
  ///   - generator: Gives one word, the seed of the stream that the resamples are drawn from.
  /// - Complexity: O(n log n) in the number of curves, times the steps and the resamples.
  public init(
    _ label: String, curves: [LearningCurve], at steps: [Int]? = nil,
    aggregate: Aggregate = .interquartileMean, smoothing: Int = 1,
    bootstrap: Bootstrap = Bootstrap(), using generator: inout some RandomNumberGenerator
  ) {
    if curves.isEmpty { fatalError("CurveBand: “\(label)” has no curves.") }
    let steps = steps ?? commonSteps(of: curves)
    let values = curves.map { $0.smoothed(window: smoothing).aligned(at: steps) }
    let numbers = Array(curves.indices)
    var stream = RandomStream(drawnFrom: &generator)
    let resamples = (0..<bootstrap.resamples).map { _ in
      numbers.resampled(count: numbers.count, using: &stream)
    }
    self.label = label
    self.steps = steps
    self.aggregate = aggregate
    self.smoothing = smoothing
    runCount = curves.count
    estimates = steps.indices.map { step in
      let scores = values.map { $0[step] }
      return Estimate(
        value: aggregate(Scores(scores)),
        resampled: resamples.map { runs in aggregate(Scores(trusted: [runs.map { scores[$0] }])) },
        confidence: bootstrap.confidence)
    }
  }

  /// What the values are, in words.
  var phrase: String {
    let smoothed = smoothing == 1 ? "" : ", mean of the last \(smoothing) points"
    return "\(aggregate.name) of \(runCount) runs\(smoothed)"
  }
}
