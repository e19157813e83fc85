/// How the mean of an estimate may differ from the gradient.
public enum EstimatorBias: Sendable, Hashable {
  /// It doesn't.
  case none
  /// It is the gradient of the mean over relaxed outcomes, and comes nearer as the temperature falls.
  case relaxed
  /// By any amount, in either direction.
  case unbounded
  /// It is the gradient of something else: of log 1/K Σ exp f over K draws.
  case otherObjective

  /// In words.
  public var statement: String {
    switch self {
    case .none: "it is unbiased"
    case .relaxed: "it is biased, less at a lower temperature"
    case .unbounded: "it is biased, by any amount"
    case .otherObjective: "its mean is the gradient of log 1/K Σ exp f, not of f"
    }
  }
}
