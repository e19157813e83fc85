/// Something that an estimator needs of a task.
public enum EstimatorRequirement: Sendable, Hashable, CaseIterable {
  /// z is continuous.
  case continuous
  /// q is reparameterised.
  case reparameterized
  /// f is differentiable.
  case differentiable
  /// Outcomes can be listed, with their probabilities.
  case listable
  /// z is discrete, and the limit of continuous variables given by the same η.
  case relaxable
  /// E[z] is known.
  case meanKnown
  /// A likely outcome is known: the mode, or of a sequence the greedy one. A density need not have a mode, as that of a
  /// beta variable may not.
  case modeKnown
  /// z is coins.
  case coins
  /// ∂q/∂η is, for each parameter, a difference of two distributions that can be drawn from.
  case decomposable

  /// Whether a task meets it.
  public func isMet(by task: EstimationTask) -> Bool {
    switch (self, task.outcomes) {
    case (.differentiable, _): task.isDifferentiable
    case (.continuous, _): task.outcomes.isContinuous
    case (.reparameterized, .continuous(_, let isReparameterized)): isReparameterized
    case (.listable, _): task.outcomes.count != nil
    case (.relaxable, .coins), (.relaxable, .categories), (.coins, .coins): true
    case (.meanKnown, .sequences): false
    case (.meanKnown, _): true
    case (.modeKnown, _): !task.outcomes.isContinuous
    case (.decomposable, _): task.outcomes.parameters != nil
    case (.reparameterized, _), (.relaxable, _), (.coins, _): false
    }
  }

  /// What is so where it is met.
  public var statement: String {
    switch self {
    case .continuous: "z is continuous"
    case .reparameterized: "q can be reparameterised"
    case .differentiable: "f is differentiable"
    case .listable: "outcomes can be listed"
    case .relaxable: "z can be relaxed"
    case .meanKnown: "the mean of z is known"
    case .modeKnown: "a likely outcome is known"
    case .coins: "z is coins"
    case .decomposable: "∂q/∂η is a difference of distributions"
    }
  }

  /// What is so where it isn't met.
  public var complaint: String {
    switch self {
    case .continuous: "z is discrete"
    case .reparameterized: "q can't be reparameterised"
    case .differentiable: "f is a black box"
    case .listable: "outcomes can't be listed"
    case .relaxable: "z has no relaxation"
    case .meanKnown: "z has no mean"
    case .modeKnown: "a density need not have a mode"
    case .coins: "z isn't coins"
    case .decomposable: "∂q/∂η isn't known as a difference of distributions"
    }
  }
}
