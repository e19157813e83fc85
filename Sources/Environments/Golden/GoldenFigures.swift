import Decisions

/// The exact figures of a problem.
public struct GoldenFigures: Sendable, Hashable {
  /// The problem's ``GoldenProblem/key``.
  public let key: String
  /// The expected return of an optimal policy, Σ p(s) V*(s) over the start.
  public let optimalReturn: Double
  /// The expected return of the uniform policy.
  public let uniformReturn: Double
  /// V* over all states, terminal ones (value 0) included.
  public let values: Summary
  /// Q* over all pairs of state and action.
  public let actionValues: Summary
  /// V* of the states that the problem selects, in that order.
  public let selected: [Double]

  /// Three numbers that change when a value does.
  public struct Summary: Sendable, Hashable {
    /// The smallest value.
    public let minimum: Double
    /// The largest value.
    public let maximum: Double
    /// The sum of all values.
    public let sum: Double

    /// Three numbers on record.
    public init(minimum: Double, maximum: Double, sum: Double) {
      self.minimum = minimum
      self.maximum = maximum
      self.sum = sum
    }

    /// The three numbers of some values; zeros when there is none.
    public init(_ values: [Double]) {
      self.init(
        minimum: values.min() ?? 0, maximum: values.max() ?? 0, sum: values.reduce(0, +))
    }
  }

  /// Figures on record.
  public init(
    key: String, optimalReturn: Double, uniformReturn: Double, values: Summary,
    actionValues: Summary, selected: [Double]
  ) {
    self.key = key
    self.optimalReturn = optimalReturn
    self.uniformReturn = uniformReturn
    self.values = values
    self.actionValues = actionValues
    self.selected = selected
  }

  /// All figures as one list, with what each is.
  public var list: [(name: String, figure: Double)] {
    [
      ("optimal return", optimalReturn), ("uniform return", uniformReturn),
      ("least V*", values.minimum), ("largest V*", values.maximum), ("sum of V*", values.sum),
      ("least Q*", actionValues.minimum), ("largest Q*", actionValues.maximum),
      ("sum of Q*", actionValues.sum),
    ] + selected.enumerated().map { ("V* of selected state \($0)", $1) }
  }
}
