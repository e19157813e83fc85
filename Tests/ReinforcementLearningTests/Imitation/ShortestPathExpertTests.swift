import Decisions
import Environments
import RandomStreams
import ReinforcementLearning
import Testing

@Suite struct ShortestPathExpertTests {
  private func moves<World: GridEnvironment>(
    _ expert: Policy<Cell, World.Action>, in world: World
  ) -> [World.Action] {
    var random = RandomStream(seed: 1)
    return rollout(expert, in: world, limit: 100, using: &random).actions
  }

  @Test func `along the cliff it takes thirteen steps, like the solver`() throws {
    let cliff = CliffWalking()
    let expert = shortestPathExpert(on: cliff.process)
    let along: [Move] = [.up] + [Move](repeating: .right, count: 11) + [.down]
    #expect(moves(expert, in: cliff) == along)
    let values = try solve(cliff.process, discount: 1).values
    let own = try evaluate(expert, on: cliff.process, discount: 1).values
    #expect(own.distance(to: values) <= 1e-9)
  }

  @Test func `against the wind it takes fifteen steps`() {
    let windy = WindyGridworld()
    #expect(moves(shortestPathExpert(on: windy.process), in: windy).count == 15)
  }

  @Test func `on firm ice it goes where it is told, not into the next hole`() {
    let lake = FrozenLake.fourByFour(isSlippery: false)
    let goal = Cell(row: 3, column: 3)
    #expect(moves(shortestPathExpert(on: lake.process) { $0 == goal }, in: lake).count == 6)
    #expect(moves(shortestPathExpert(on: lake.process), in: lake).count < 6)
  }

  @Test func `likely outcomes count, ties go to the first, and who is lost takes the first action`()
  {
    let process = FiniteMDP<Int, String>(
      states: [0, 1, 2, 3, 4], actions: ["risk", "walk", "jump"], start: 0,
      offered: { $0 == 3 ? [] : $0 == 0 ? ["risk", "walk", "jump"] : ["walk", "jump"] }
    ) { state, action in
      switch (state, action) {
      case (0, "risk"):
        [
          Outcome(probability: 0.4, reward: 9, next: 3),
          Outcome(probability: 0.6, reward: 0, next: 4),
        ]
      case (0, "walk"): [Outcome(reward: 0, next: 1)]
      case (0, _): [Outcome(reward: 5, next: 2)]
      case (1, "walk"): [Outcome(reward: 0, next: 0)]
      case (4, _): [Outcome(reward: 0, next: 4)]
      default: [Outcome(reward: 0, next: 3)]
      }
    }
    let expert = shortestPathExpert(on: process)
    #expect(expert.mostProbableAction(in: 0) == "walk")
    #expect(expert.mostProbableAction(in: 1) == "jump")
    #expect(expert.mostProbableAction(in: 2) == "walk")
    #expect(expert.mostProbableAction(in: 4) == "walk")
    #expect(expert.probabilities.allSatisfy { $0 == 0 || $0 == 1 })
  }

  @Test func `without a goal there is no way`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = shortestPathExpert(on: Tightrope(looks: 2).process)
    }
    #expect(message(of: result).contains("none a goal"))
  }
}
