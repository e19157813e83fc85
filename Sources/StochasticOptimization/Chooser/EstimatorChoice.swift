/// Whether a kind of estimator may be used on a task, and why.
public struct EstimatorChoice: Sendable, Hashable {
  /// The kind.
  public let kind: EstimatorKind
  /// What an estimate costs with as many draws as can be afforded; nil if none can.
  public let calls: ObjectiveCalls?
  /// Whether it may be used.
  public let isAdmitted: Bool
  /// Of a kind that may be used, what it needs and has, and its merit; of another, everything that stands against it.
  public let reasons: [String]

  /// The name, the calls by formula, and the reasons as one sentence: the row of a table.
  public var row: (name: String, cost: String, isAdmitted: Bool, reason: String) {
    (kind.record.name, kind.record.cost.formula, isAdmitted, reasons.joined(separator: "; "))
  }

  /// Judges a kind.
  fileprivate init(_ kind: EstimatorKind, for task: EstimationTask) {
    let record = kind.record
    self.kind = kind
    calls = record.cost.calls(within: task.budget, on: task.outcomes)
    var objections = record.needs.filter { !$0.isMet(by: task) }.map(\.complaint)
    if calls == nil, let least = record.cost.leastCalls(on: task.outcomes) {
      objections.append(
        "it costs \(least.values + least.gradients) calls of f, and \(task.budget) can be afforded")
    }
    if record.bias != .none && !task.allowsBias { objections.append(record.bias.statement) }
    isAdmitted = objections.isEmpty
    let bias = record.bias == .none ? [] : [record.bias.statement]
    reasons = isAdmitted ? record.needs.map(\.statement) + bias + [record.merit] : objections
  }
}

/// All kinds of estimators, judged for a task: those that may be used, the recommended first, and then those that
/// may not.
///
///     for choice in estimatorChoices(for: EstimationTask(.sequences, budget: 8)) { print(choice.row) }
///
/// A kind is excluded where z, q or f doesn't give what it needs, where its cheapest estimate costs more calls than
/// the budget, and where it is biased and that isn't allowed. The order is that of ``EstimatorKind``, whatever the task:
/// which of several varies least depends on f, and ``moments(of:on:of:resolution:)`` tells.
public func estimatorChoices(for task: EstimationTask) -> [EstimatorChoice] {
  let choices = EstimatorKind.allCases.map { EstimatorChoice($0, for: task) }
  return choices.filter(\.isAdmitted) + choices.filter { !$0.isAdmitted }
}
