/// How many calls of f an estimate costs.
public enum EstimatorCost: Sendable, Hashable {
  /// A call of f for each outcome.
  case eachOutcome
  /// Two calls of f for each parameter.
  case eachParameter
  /// A call of f for each of K draws, and some besides; K is at least so many.
  case draws(atLeast: Int, besides: Int = 0)
  /// A call of f for each of K draws that are all different; K is at least 2 and at most 16.
  case differentDraws
  /// A call of ∇f for each of K draws.
  case slopes
  /// The same for every z.
  case fixed(ObjectiveCalls)

  /// The formula, in n outcomes, d parameters and K draws; ∇ marks calls of ∇f.
  public var formula: String {
    switch self {
    case .eachOutcome: "n"
    case .eachParameter: "2 d"
    case .draws(_, 0), .differentDraws: "K"
    case .draws(_, let besides): "K + \(besides)"
    case .slopes: "K ∇"
    case .fixed(let calls):
      [
        calls.values > 0 ? "\(calls.values)" : nil,
        calls.gradients > 0 ? "\(calls.gradients) ∇" : nil,
      ]
      .compactMap(\.self).joined(separator: " + ")
    }
  }

  /// The calls of the cheapest estimate; nil where z has no such number.
  public func leastCalls(on outcomes: EstimationTask.Outcomes) -> ObjectiveCalls? {
    switch self {
    case .eachOutcome: outcomes.count.map { ObjectiveCalls(values: $0) }
    case .eachParameter: outcomes.parameters.map { ObjectiveCalls(values: 2 * $0) }
    case .draws(let least, let besides): ObjectiveCalls(values: least + besides)
    case .differentDraws: outcomes.count.flatMap { $0 < 2 ? nil : ObjectiveCalls(values: 2) }
    case .slopes: ObjectiveCalls(gradients: 1)
    case .fixed(let calls): calls
    }
  }

  /// The calls of the dearest estimate within a budget; nil where none is.
  ///
  /// - Parameters:
  ///   - budget: How many calls of both kinds it may cost.
  ///   - outcomes: What z is.
  public func calls(within budget: Int, on outcomes: EstimationTask.Outcomes) -> ObjectiveCalls? {
    guard let least = leastCalls(on: outcomes), least.values + least.gradients <= budget else {
      return nil
    }
    return switch self {
    case .eachOutcome, .eachParameter, .fixed: least
    case .draws: ObjectiveCalls(values: budget)
    case .differentDraws: ObjectiveCalls(values: min(budget, outcomes.count ?? budget, 16))
    case .slopes: ObjectiveCalls(gradients: budget)
    }
  }
}
