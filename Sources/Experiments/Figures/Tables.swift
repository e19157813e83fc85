public import Charts

extension Table {
  /// Aggregates of the scores of some algorithms: a row for each algorithm, a column for each aggregate.
  ///
  /// - Parameters:
  ///   - algorithms: What each is called, and its scores.
  ///   - aggregates: The columns.
  ///   - bootstrap: How the intervals are found.
  ///   - generator: Where the resamples are drawn from.
  public init(
    comparing algorithms: [(label: String, scores: Scores)],
    by aggregates: [Aggregate] = [.interquartileMean, .median, .mean],
    bootstrap: Bootstrap = Bootstrap(), using generator: inout some RandomNumberGenerator
  ) {
    var rows: [ComparedAlgorithm] = []
    for (label, scores) in algorithms {
      var estimates: [Estimate] = []
      for aggregate in aggregates {
        estimates.append(bootstrap.estimate(aggregate, of: scores, using: &generator))
      }
      rows.append(
        ComparedAlgorithm(label: label, runs: scores.runCount, estimates: estimates))
    }
    self = Table(rows: rows) {
      Column("Algorithm") { $0.label }
      Column("Runs") { $0.runs }
      for (index, aggregate) in aggregates.enumerated() {
        Column(aggregate.name, best: aggregate.best) { $0.estimates[index] }
      }
    }
    .note("In brackets \(bootstrap.phrase).")
  }
}

private struct ComparedAlgorithm {
  let label: String
  let runs: Int
  let estimates: [Estimate]
}

extension Estimate: TableValueConvertible {
  /// The number and its interval.
  public var tableValue: TableValue { .interval(value, interval) }
}

extension Aggregate {
  fileprivate var best: TableBest {
    if case .optimalityGap = self { .min } else { .max }
  }
}

extension Bootstrap {
  /// What the intervals are, in words.
  var phrase: String {
    "\(percentText(confidence)) bootstrap intervals (percentile, \(resamples) resamples)"
  }
}

extension SeedPlan {
  /// The power found with each number of seeds.
  public var table: Table {
    Table(rows: powers) {
      Column("Seeds") { $0.seeds }
      Column("Power", format: .percent(1)) { $0.power }
    }
    .note(
      """
      \(request.test.name) at \(percentText(request.confidence)), \(request.simulations) simulated experiments.
      """)
  }
}

extension SignificanceTest {
  /// What tables and charts call it.
  public var name: String {
    switch self {
    case .welch: "Welch's t-test"
    case .probabilityOfImprovement: "Mann–Whitney test"
    }
  }
}

/// A fraction as a percentage, such as 95 % or 99.5 %.
func percentText(_ fraction: Double) -> String {
  let thousandths = (fraction * 1000).rounded()
  let isWhole = (thousandths / 10).rounded() * 10 == thousandths
  return isWhole ? "\(Int(thousandths / 10)) %" : "\(thousandths / 10) %"
}
