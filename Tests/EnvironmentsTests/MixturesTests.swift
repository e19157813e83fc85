import Decisions
import Environments
import Testing

@Suite struct MixturesTests {
  @Test(arguments: [0.0, 0.1, 0.5, 1])
  func `a trembling hand's value of an action is the mixture's`(epsilon: Double) throws {
    let lake = FrozenLake.fourByFour().process
    let soft = lake.epsilonSoft(epsilon)
    for state in lake.states where !lake.isTerminal(state) {
      let mean = lake.actions.reduce(0) { $0 + lake.expectedReward(of: $1, in: state) / 4 }
      for action in lake.actions {
        let mixed = (1 - epsilon) * lake.expectedReward(of: action, in: state) + epsilon * mean
        #expect(agree(soft.expectedReward(of: action, in: state), mixed))
      }
    }
  }

  @Test func `the best trembling policy is worth as much as the ε-soft policy it stands for`()
    throws
  {
    let cliff = CliffWalking().process
    let best = try policyIteration(cliff.epsilonSoft(0.1), discount: 1)
    let policy = Policy.epsilonGreedy(best.actionValues, epsilon: 0.1)
    let values = try evaluate(policy, on: cliff, discount: 1).values
    #expect(values.distance(to: StateValues(best.values.values, over: cliff.space)) < 1e-8)
  }

  @Test func `following a policy gives the policy's values`() throws {
    let robot = RecyclingRobot().process
    let policy = Policy.uniform(over: robot)
    let direct = try evaluate(policy, on: robot, discount: 0.9).values.values
    let followed = try valueIteration(robot.following(policy), discount: 0.9, tolerance: 1e-13)
    for (one, other) in zip(direct, followed.values.values) { #expect(agree(one, other)) }
  }

  @Test func `numbers keep the process`() throws {
    let taxi = Taxi().process
    let numbered = taxi.numbered
    #expect(numbered.states == Array(0..<500))
    #expect(numbered.startProbabilities == taxi.startProbabilities)
    #expect(numbered.table.successors == taxi.table.successors)
    #expect(numbered.actions(in: 1) == Array(0..<6))
    #expect(numbered.isTerminal(0))
  }
}
