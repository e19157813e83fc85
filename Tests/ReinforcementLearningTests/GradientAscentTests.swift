import Decisions
import Environments
import ReinforcementLearning
import Testing

@Suite struct GradientAscentTests {
  private let corridor = ShortCorridor()
  private var objective: ExpectedReturn<ShortCorridor.State, Move> {
    ExpectedReturn(on: corridor.process, discount: 1)
  }

  @Test(arguments: [-5, 0, 5] as [Double])
  func `the short corridor's best policy is found from anywhere`(preference: Double) throws {
    let ascent = try objective.ascend(from: Sample.corridorPolicy(preference: preference))
    let likely = ascent.policy.probability(of: .right, in: .first)
    #expect((likely - (2 - (2.0).squareRoot())).magnitude <= 1e-4)
    #expect((try #require(ascent.values.last) + 11.65685).magnitude <= 1e-5)
    #expect(ascent.gradientNorm <= 1e-5)
    #expect(zip(ascent.values, ascent.values.dropFirst()).allSatisfy { $0 < $1 })
  }

  /// The ε-greedy policies with ε = 0.1: nearly always right, or nearly always left.
  @Test(arguments: [(40, -44.21), (-40, -82.11)] as [(Double, Double)])
  func `both ε-greedy policies of the corridor are much worse`(preference: Double, printed: Double)
    throws
  {
    let greedy = EpsilonMixture(Sample.corridorPolicy(preference: preference), epsilon: 0.1)
    #expect((try objective.value(of: greedy) - printed).magnitude <= 0.005)
  }

  @Test func `a mixture that must keep ε is climbed with its own score`() throws {
    let mixture = EpsilonMixture(Sample.corridorPolicy(preference: 1), epsilon: 0.1)
    let ascent = try objective.ascend(from: mixture)
    let likely = ascent.policy.probability(of: .right, in: .first)
    #expect((likely - corridor.bestProbabilityOfRight).magnitude <= 1e-4)
  }

  @Test func `a table climbs to what value iteration finds`() throws {
    let process = Sample.process(seed: 4)
    let objective = ExpectedReturn(on: process, discount: 0.9)
    let ascent = try objective.ascend(
      from: SoftmaxPolicy(over: process.space), tolerance: 1e-5, maximumSteps: 2000)
    let optimal = process.startValue(try policyIteration(process, discount: 0.9).values)
    let reached = try #require(ascent.values.last)
    #expect(reached <= optimal + 1e-12)
    #expect(reached >= optimal - 1e-3)
  }

  @Test func `no steps leave the policy where it was`() throws {
    let policy = Sample.corridorPolicy(preference: 1)
    let ascent = try objective.ascend(from: policy, maximumSteps: 0)
    #expect(ascent.policy.parameters == [1])
    #expect(ascent.values == [try objective.value(of: policy)])
  }
}
