/// What has to be known of ∇_η E_{z∼q_η}[f(z)] before an estimator is chosen for it.
///
///     EstimationTask(.coins(3), isDifferentiable: true, budget: 4)
///     EstimationTask(.continuous(parameters: 2, isReparameterized: true), budget: 1)  // f is a black box
public struct EstimationTask: Sendable, Hashable {
  /// What z is, and so what can be done with q.
  public enum Outcomes: Sendable, Hashable {
    /// Real numbers, given by so many parameters; whether their draw can be written as a smooth function of
    /// them and of noise that doesn't depend on them.
    case continuous(parameters: Int, isReparameterized: Bool)
    /// So many independent coins, given by log-odds.
    case coins(Int)
    /// So many independent variables, each one of so many choices, given by logits.
    case categories(choices: Int, variables: Int = 1)
    /// Discrete and drawn part by part, as a text is: too many to list.
    case sequences
  }

  /// What z is.
  public var outcomes: Outcomes
  /// Whether ∇f(z) is to be had; where z is discrete, between the corners too.
  public var isDifferentiable: Bool
  /// How many calls of f an estimate may cost. One of ∇f, which gives the value too, counts as one.
  public var budget: Int
  /// Whether the mean of the estimate may differ from the gradient.
  public var allowsBias: Bool

  /// A task.
  ///
  /// - Parameters:
  ///   - outcomes: What z is; numbers are at least 1, choices at least 2.
  ///   - isDifferentiable: Whether ∇f(z) is to be had.
  ///   - budget: How many calls of f an estimate may cost, at least 1.
  ///   - allowsBias: Whether the mean of the estimate may differ from the gradient.
  public init(
    _ outcomes: Outcomes, isDifferentiable: Bool = false, budget: Int, allowsBias: Bool = false
  ) {
    let least =
      switch outcomes {
      case .continuous(let parameters, _): parameters
      case .coins(let coins): coins
      case .categories(let choices, let variables): min(choices - 1, variables)
      case .sequences: 1
      }
    if least < 1 || budget < 1 {
      fatalError(
        "EstimationTask: \(outcomes) and a budget of \(budget); numbers are at least 1, choices 2")
    }
    self.outcomes = outcomes
    self.isDifferentiable = isDifferentiable
    self.budget = budget
    self.allowsBias = allowsBias
  }
}

extension EstimationTask.Outcomes {
  /// Whether z is continuous.
  public var isContinuous: Bool {
    if case .continuous = self { true } else { false }
  }

  /// How many outcomes there are, where they can be listed: up to 2²⁴.
  public var count: Int? {
    switch self {
    case .continuous, .sequences: nil
    case .coins(let coins): Self.power(2, coins)
    case .categories(let choices, let variables): Self.power(choices, variables)
    }
  }

  /// How many numbers η is, where that is known.
  public var parameters: Int? {
    switch self {
    case .continuous(let parameters, _): parameters
    case .coins(let coins): coins
    case .categories(let choices, let variables): choices * variables
    case .sequences: nil
    }
  }

  private static func power(_ base: Int, _ exponent: Int) -> Int? {
    var product = 1
    for _ in 0..<exponent where base > 1 {
      product *= base
      if product > 1 << 24 { return nil }
    }
    return product
  }
}
