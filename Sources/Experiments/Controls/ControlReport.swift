/// Says whether a method does anything that its controls don't: a constant reward, a random one, a lower temperature.
///
/// A method that is to be believed beats its controls on what it claims to improve. For each measure the report says which
/// control beats the method, or can't be told from it, and what that control pays for it on the other measures.
///
///     print(ControlReport(
///       measures: [.init("oracle-NLL", unit: "nats", better: .low), .init("distinct tokens", better: .high)],
///       method: .init("SeqGAN", [[8.71, 8.74, 8.69], [2_011, 2_050, 1_987]]),
///       controls: [.init("constant reward", [[8.66, 8.70, 8.65], [1_200, 1_177, 1_240]])]))
///
/// Runs are paired: run i of the method and run i of each control share the task and the generator they begin with, and a
/// difference is judged by how the differences of pairs vary. None is claimed whose interval has 0 in it.
public struct ControlReport: Sendable, Hashable {
  /// Something that is measured.
  public struct Measure: Sendable, Hashable {
    /// Which way is better.
    public enum Direction: Sendable, Hashable {
      /// Less.
      case low
      /// More.
      case high
    }

    /// What it is called, in a sentence.
    public let name: String
    /// Its unit, or nothing.
    public let unit: String
    /// Which way is better.
    public let better: Direction
    /// How many decimals are printed.
    public let decimals: Int

    /// Something that is measured.
    public init(_ name: String, unit: String = "", better: Direction, decimals: Int = 3) {
      self.name = name
      self.unit = unit
      self.better = better
      self.decimals = decimals
    }
  }

  /// The method or a control, and what it reached.
  public struct Contestant: Sendable, Hashable {
    /// What it is called, in a sentence.
    public let name: String
    /// Its values, shape [measures][runs].
    public let values: [[Double]]

    /// A contestant.
    public init(_ name: String, _ values: [[Double]]) {
      self.name = name
      self.values = values
    }
  }

  /// What a control's difference from the method comes to.
  public enum Verdict: Sendable, Hashable {
    /// The control is better.
    case beats
    /// Which of them is better can't be told.
    case matches
    /// The control is worse.
    case fallsShort
  }

  /// What is measured.
  public let measures: [Measure]
  /// The method.
  public let method: Contestant
  /// Its controls.
  public let controls: [Contestant]
  /// How often an interval has the true mean in it.
  public let confidence: Double

  /// A report.
  ///
  /// - Parameters:
  ///   - measures: At least one.
  ///   - method: The method; finite values of at least two runs for each measure.
  ///   - controls: Its controls, with the same runs.
  ///   - confidence: Between 0 and 1.
  public init(
    measures: [Measure], method: Contestant, controls: [Contestant], confidence: Double = 0.95
  ) {
    let runs = method.values.first?.count ?? 0
    for contestant in [method] + controls {
      let counts = contestant.values.map(\.count)
      if counts.count != measures.count || runs < 2 || counts.contains(where: { $0 != runs })
        || !contestant.values.joined().allSatisfy(\.isFinite)
      {
        fatalError(
          "ControlReport: \(contestant.name) has the values \(contestant.values); \(measures.count) measures of \(runs) runs are needed, at least 2 of them."
        )
      }
    }
    if !(confidence > 0 && confidence < 1) {
      fatalError("ControlReport: the confidence \(confidence) is not between 0 and 1.")
    }
    self.measures = measures
    self.method = method
    self.controls = controls
    self.confidence = confidence
  }

  /// What the differences of a control from the method are, on one measure: their mean, and where it may be.
  ///
  /// - Parameters:
  ///   - control: An index of ``controls``.
  ///   - measure: An index of ``measures``.
  public func difference(ofControl control: Int, on measure: Int) -> Estimate {
    Estimate(
      meanOf: zip(controls[control].values[measure], method.values[measure]).map { $0 - $1 },
      confidence: confidence)
  }

  /// Whether a control beats the method on one measure.
  ///
  /// - Parameters:
  ///   - control: An index of ``controls``.
  ///   - measure: An index of ``measures``.
  public func verdict(ofControl control: Int, on measure: Int) -> Verdict {
    let interval = difference(ofControl: control, on: measure).interval
    if interval.contains(0) { return .matches }
    return (interval.upperBound < 0) == (measures[measure].better == .low) ? .beats : .fallsShort
  }
}
