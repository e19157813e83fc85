import StochasticOptimization
import Testing

@Suite struct EstimatorChoiceTests {
  private func admitted(_ task: EstimationTask) -> [EstimatorKind] {
    estimatorChoices(for: task).filter(\.isAdmitted).map(\.kind)
  }

  private func reasons(_ kind: EstimatorKind, _ task: EstimationTask) -> [String] {
    estimatorChoices(for: task).first { $0.kind == kind }?.reasons ?? []
  }

  private static let tasks: [EstimationTask] = [
    EstimationTask(.continuous(parameters: 2, isReparameterized: true), budget: 1),
    EstimationTask(
      .continuous(parameters: 2, isReparameterized: false), isDifferentiable: true, budget: 3),
    EstimationTask(.coins(3), isDifferentiable: true, budget: 8, allowsBias: true),
    EstimationTask(.coins(40), budget: 2),
    EstimationTask(.categories(choices: 8), isDifferentiable: true, budget: 4),
    EstimationTask(.sequences, budget: 8),
  ]

  @Test(arguments: tasks)
  func `every kind is judged once, with reasons, those that may be used first`(
    task: EstimationTask
  ) {
    let choices = estimatorChoices(for: task)
    #expect(choices.allSatisfy { !$0.reasons.isEmpty })
    for isAdmitted in [true, false] {
      let kinds = choices.filter { $0.isAdmitted == isAdmitted }.map(\.kind)
      #expect(kinds == EstimatorKind.allCases.filter(kinds.contains))
    }
    #expect(choices.map(\.isAdmitted) == choices.map(\.isAdmitted).sorted { $0 && !$1 })
    #expect(Set(choices.map(\.kind)) == Set(EstimatorKind.allCases))
    #expect(choices.count == EstimatorKind.allCases.count)
  }

  @Test(arguments: tasks)
  func `what may be used can be afforded`(task: EstimationTask) throws {
    for choice in estimatorChoices(for: task) where choice.isAdmitted {
      let calls = try #require(choice.calls)
      #expect(calls.values + calls.gradients <= task.budget)
    }
  }

  @Test func `the pathwise estimator is first where its three requirements hold`() {
    let task = EstimationTask(
      .continuous(parameters: 2, isReparameterized: true), isDifferentiable: true, budget: 2)
    #expect(admitted(task).first == .pathwise)
  }

  @Test func `the pathwise estimator goes with any requirement, the score function stays`() {
    let whole = EstimationTask(
      .continuous(parameters: 2, isReparameterized: true), isDifferentiable: true, budget: 2)
    var blackBox = whole
    blackBox.isDifferentiable = false
    #expect(reasons(.pathwise, blackBox) == ["f is a black box"])
    var stuck = whole
    stuck.outcomes = .continuous(parameters: 2, isReparameterized: false)
    #expect(reasons(.pathwise, stuck) == ["q can't be reparameterised"])
    var discrete = whole
    discrete.outcomes = .coins(1)
    #expect(
      reasons(.pathwise, discrete) == ["z is discrete", "q can't be reparameterised"])
    for task in [whole, blackBox, stuck, discrete] {
      #expect(admitted(task).contains(.scoreFunction))
    }
  }

  @Test func `a text with a black box is left to the score function and its baselines`() {
    #expect(
      admitted(EstimationTask(.sequences, budget: 8)) == [
        .leaveOneOut, .learnedBaseline, .movingAverageBaseline, .selfCritical, .scoreFunction,
      ])
    #expect(
      admitted(EstimationTask(.sequences, budget: 1)) == [
        .learnedBaseline, .movingAverageBaseline, .scoreFunction,
      ])
  }

  @Test func `enumeration is first as soon as all outcomes can be afforded`() {
    #expect(admitted(EstimationTask(.coins(3), budget: 8)).first == .enumeration)
    let reason = "it costs 8 calls of f, and 7 can be afforded"
    #expect(reasons(.enumeration, EstimationTask(.coins(3), budget: 7)) == [reason])
    #expect(EstimationTask.Outcomes.categories(choices: 8, variables: 2).count == 64)
    #expect(EstimationTask.Outcomes.coins(24).count == 1 << 24)
    #expect(EstimationTask.Outcomes.coins(25).count == nil)
  }

  @Test func `biased estimators are excluded unless bias is allowed, whatever else holds`() {
    var task = EstimationTask(.coins(2), isDifferentiable: true, budget: 2)
    let biased = EstimatorKind.allCases.filter { $0.record.bias != .none }
    #expect(biased == [.gumbelSoftmax, .straightThroughGumbel, .straightThrough, .vimco])
    #expect(admitted(task).allSatisfy { !biased.contains($0) })
    #expect(reasons(.straightThrough, task) == ["it is biased, by any amount"])
    task.allowsBias = true
    #expect(admitted(task).suffix(4) == biased[...])
  }

  @Test
  func `a known mean is asked for where no relaxation is, and a mode where it is compared with`() {
    let normal = EstimationTask(
      .continuous(parameters: 2, isReparameterized: true), isDifferentiable: true, budget: 2,
      allowsBias: true)
    #expect(admitted(normal).contains(.muProp))
    #expect(admitted(normal).contains(.straightThrough))
    #expect(reasons(.straightThroughGumbel, normal) == ["z has no relaxation"])
    #expect(reasons(.selfCritical, normal) == ["a density need not have a mode"])
    let text = EstimationTask(.sequences, isDifferentiable: true, budget: 2)
    #expect(reasons(.muProp, text) == ["z has no mean"])
    #expect(
      reasons(.selfCritical, text) == [
        "a likely outcome is known", "compares with the likeliest outcome, for one call",
      ])
  }

  @Test func `all objections are told, not the first alone`() {
    let task = EstimationTask(.categories(choices: 3), budget: 1)
    #expect(
      reasons(.rebar, task) == ["f is a black box", "it costs 3 calls of f, and 1 can be afforded"])
    #expect(reasons(.arm, task).first == "z isn't coins")
    #expect(
      reasons(.gumbelSoftmax, task) == [
        "f is a black box", "it is biased, less at a lower temperature",
      ])
  }

  @Test func `draws take up the budget, and are no more than can differ`() {
    let choices = estimatorChoices(for: EstimationTask(.categories(choices: 5), budget: 20))
    func calls(_ kind: EstimatorKind) -> Int? { choices.first { $0.kind == kind }?.calls?.values }
    #expect(calls(.leaveOneOut) == 20)
    #expect(calls(.selfCritical) == 20)
    #expect(calls(.unorderedSet) == 5)
    #expect(calls(.enumeration) == 5)
    #expect(calls(.measureValued) == 10)
    #expect(calls(.relax) == 1)
  }

  @Test func `a table has a row of plain values for each`() {
    let rows = estimatorChoices(for: EstimationTask(.coins(1), budget: 2)).map(\.row)
    #expect(rows[0].name == "enumeration")
    #expect(rows[0].cost == "n")
    #expect(rows[0].reason == "outcomes can be listed; is exact, without variance")
    #expect(rows.first { $0.name == "REBAR" }?.cost == "1 + 2 ∇")
    #expect(rows.first { $0.name == "self-critical" }?.cost == "K + 1")
  }

  @Test func `tasks without outcomes or budget are refused`() async {
    await #expect(processExitsWith: .failure) { _ = EstimationTask(.coins(0), budget: 1) }
    await #expect(processExitsWith: .failure) { _ = EstimationTask(.coins(1), budget: 0) }
    await #expect(processExitsWith: .failure) {
      _ = EstimationTask(.categories(choices: 1), budget: 1)
    }
  }
}
