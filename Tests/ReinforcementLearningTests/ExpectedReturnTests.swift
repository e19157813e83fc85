import Decisions
import Environments
import ReinforcementLearning
import Testing

@Suite struct ExpectedReturnTests {
  @Test(arguments: 0..<10 as Range<UInt64>)
  func `four ways to the gradient agree`(seed: UInt64) throws {
    let process = Sample.process(seed: seed)
    for policy in [
      Sample.policy(seed: seed, over: process.space),
      Sample.sharedPolicy(seed: seed, over: process.space),
    ] {
      for discount in [0, 0.7, 1] {
        let objective = ExpectedReturn(on: process, discount: discount, horizon: Sample.horizon)
        try expectAgreement(objective, on: policy)
        try expectAgreement(objective, on: EpsilonMixture(policy, epsilon: 0.2))
      }
    }
  }

  private func expectAgreement(
    _ objective: ExpectedReturn<Int, Int>, on policy: some ParametricPolicy<Int, Int>
  ) throws {
    let gradient = try objective.gradient(of: policy)
    #expect(distance(gradient, objective.gradientByEnumeration(of: policy)) <= 1e-10)
    #expect(distance(gradient, try objective.gradientByOccupancy(of: policy)) <= 1e-10)
    #expect(distance(gradient, try objective.gradientByDifferences(of: policy)) <= 1e-7)
    #expect(gradient.contains { $0.magnitude > 1e-3 })
  }

  /// γ⁶⁰⁰ is below 1e-27, so 600 steps are as good as all.
  @Test(arguments: 0..<6 as Range<UInt64>)
  func `without a horizon, the theorem equals a long recursion and differences`(seed: UInt64)
    throws
  {
    let process = Sample.process(seed: seed)
    let policy = Sample.policy(seed: seed, over: process.space)
    let endless = ExpectedReturn(on: process, discount: 0.9)
    let long = ExpectedReturn(on: process, discount: 0.9, horizon: 600)
    let gradient = try endless.gradient(of: policy)
    #expect(distance(gradient, try long.gradient(of: policy)) <= 1e-10)
    #expect(distance(gradient, try endless.gradientByDifferences(of: policy)) <= 1e-7)
    #expect((try endless.value(of: policy) - long.value(of: policy)).magnitude <= 1e-12)
  }

  @Test func `on slippery ice the theorem equals differences`() throws {
    let lake = FrozenLake.fourByFour()
    let policy = Sample.policy(seed: 4, over: lake.space)
    for discount in [0.9, 1] {
      let objective = ExpectedReturn(on: lake.process, discount: discount)
      let gradient = try objective.gradient(of: policy)
      #expect(gradient.count == lake.space.pairCount)
      #expect(distance(gradient, try objective.gradientByDifferences(of: policy)) <= 1e-7)
      #expect(gradient.contains { $0.magnitude > 1e-3 })
    }
  }

  /// ∂J/∂θ_a = π_a (r_a − J).
  @Test func `a bandit's gradient is each arm's probability times its advantage`() throws {
    let bandit = Bandit.constant([1, 4, 2])
    let policy = Sample.policy(seed: 2, over: bandit.space)
    let objective = ExpectedReturn(on: bandit.process, discount: 1)
    let value = try objective.value(of: policy)
    let expected = [1.0, 4, 2].enumerated().map { arm, reward in
      policy.probability(of: arm, in: .choosing) * (reward - value)
    }
    #expect(distance(try objective.gradient(of: policy), expected) <= 1e-15)
    let oneStep = ExpectedReturn(on: bandit.process, discount: 1, horizon: 1)
    #expect(distance(oneStep.gradientByEnumeration(of: policy), expected) <= 1e-15)
  }

  /// J(p) = (2p − 4)/(p (1 − p)) and ∂p/∂θ = p (1 − p), so ∂J/∂θ = J′(p) p (1 − p), J′ by the quotient
  /// rule.
  @Test(arguments: [-2, -0.5, 0, 1, 3] as [Double])
  func `the short corridor's gradient is the derivative of its formula`(preference: Double) throws {
    let corridor = ShortCorridor()
    let policy = Sample.corridorPolicy(preference: preference)
    let objective = ExpectedReturn(on: corridor.process, discount: 1)
    let p = policy.probability(of: .right, in: .first)
    let product = p * (1 - p)
    let slope = (2 * product - (2 * p - 4) * (1 - 2 * p)) / (product * product)
    let gradient = try objective.gradient(of: policy)
    #expect(distance(gradient, [slope * product]) <= 1e-10 * (1 + (slope * product).magnitude))
    let value = try objective.value(of: policy)
    #expect((value - corridor.expectedReturn(probabilityOfRight: p)).magnitude <= 1e-11)
  }

  @Test func `a policy that never ends has no undiscounted return`() {
    let objective = ExpectedReturn(on: Sample.process(seed: 0), discount: 1)
    let policy = SoftmaxPolicy(over: objective.process.space)
    #expect(throws: SolverError.self) { try objective.value(of: policy) }
    #expect(throws: SolverError.self) { try objective.gradient(of: policy) }
  }

  @Test func `a policy over another process traps`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let objective = ExpectedReturn(on: Sample.process(seed: 0), discount: 0.5)
      _ = try objective.gradient(of: SoftmaxPolicy(over: Sample.process(seed: 1).space))
    }
    #expect(message(of: result).contains("the policy is over 4 pairs, the process has 6"))
  }
}
