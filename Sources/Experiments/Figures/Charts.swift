public import Charts

extension Chart {
  /// Learning curves with their bands.
  ///
  /// - Parameters:
  ///   - bands: At least one, all of the same aggregate, smoothing and confidence, each with a label of its own.
  ///   - step: What the steps count.
  ///   - value: What the curves measure, unit included.
  public init(bands: [CurveBand], step: String = "Step", value: String = "Return") {
    guard let first = bands.first else { fatalError("Chart(bands:): there are no bands.") }
    if let other = bands.first(where: { $0.reading != first.reading }) {
      fatalError(
        "Chart(bands:): “\(first.label)” shows \(first.reading), “\(other.label)” \(other.reading)."
      )
    }
    self = Chart {
      for band in bands {
        for (place, estimate) in zip(band.steps, band.estimates) {
          LineMark(x: .value(step, place), y: .value(value, estimate.value))
            .foregroundStyle(by: .value("Algorithm", band.label))
          AreaMark(
            x: .value(step, place), yStart: .value("Lower", estimate.interval.lowerBound),
            yEnd: .value("Upper", estimate.interval.upperBound)
          )
          .foregroundStyle(by: .value("Algorithm", band.label))
        }
      }
    }
    .chartYAxis("\(value) (\(first.reading))")
  }

  /// Performance profiles with their bands.
  ///
  /// - Parameters:
  ///   - profiles: What each algorithm is called, and its profile; at least one.
  ///   - score: What the scores measure, unit included.
  public init(
    profiles: [(label: String, profile: PerformanceProfile)], score: String = "Score"
  ) {
    self = Chart {
      for (label, profile) in profiles {
        for (threshold, fraction) in zip(profile.thresholds, profile.fractions) {
          LineMark(
            x: .value(score, threshold), y: .value("Fraction of runs above", fraction.value)
          )
          .foregroundStyle(by: .value("Algorithm", label))
          AreaMark(
            x: .value(score, threshold), yStart: .value("Lower", fraction.interval.lowerBound),
            yEnd: .value("Upper", fraction.interval.upperBound)
          )
          .foregroundStyle(by: .value("Algorithm", label))
        }
      }
    }
    .chartYScale(domain: 0...1)
  }

  /// Estimates with their intervals, one below the other.
  ///
  /// - Parameters:
  ///   - estimates: What each is called; at least one.
  ///   - value: What they measure, unit included.
  public init(estimates: [(label: String, estimate: Estimate)], value: String) {
    self = Chart {
      for (label, estimate) in estimates {
        RuleMark(
          xStart: .value(value, estimate.interval.lowerBound),
          xEnd: .value(value, estimate.interval.upperBound), y: .value("Algorithm", label))
        PointMark(x: .value(value, estimate.value), y: .value("Algorithm", label))
      }
    }
  }
}

extension CurveBand {
  /// How the band is to be read.
  fileprivate var reading: String {
    "\(phrase), \(percentText(estimates[0].confidence)) interval"
  }
}

extension SeedPlan {
  /// The power against the number of seeds, and the power asked for.
  public var chart: Chart {
    Chart {
      for point in powers {
        LineMark(
          x: .value("Seeds for each algorithm", point.seeds), y: .value("Power", point.power))
      }
      RuleMark(y: .value("asked for", request.power))
    }
    .chartYScale(domain: 0...1)
  }
}
