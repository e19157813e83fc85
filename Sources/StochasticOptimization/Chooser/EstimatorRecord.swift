/// What a kind of estimator needs, does wrong, costs and is good for.
public struct EstimatorRecord: Sendable, Hashable {
  /// What it is called.
  public let name: String
  /// What it needs of a task; all of it.
  public let needs: [EstimatorRequirement]
  /// How its mean may differ from the gradient.
  public let bias: EstimatorBias
  /// How many calls of f it costs.
  public let cost: EstimatorCost
  /// What it is good for, with itself for the subject.
  public let merit: String
  /// Where it is from.
  public let source: String

  /// A record.
  init(
    _ name: String, needs: [EstimatorRequirement] = [], bias: EstimatorBias = .none,
    cost: EstimatorCost, merit: String, source: String
  ) {
    self.name = name
    self.needs = needs
    self.bias = bias
    self.cost = cost
    self.merit = merit
    self.source = source
  }
}
