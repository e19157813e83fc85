import Decisions
import Environments
import RandomStreams
import ReinforcementLearning
import Testing

@Suite struct DemonstrationsTests {
  private let ten = Demonstrations(observations: Array(0..<10), actions: (0..<10).map { 3 * $0 })

  @Test func `an episode gives what was done in every state but the last`() {
    let first = Trajectory(
      states: [1, 2, 3], actions: ["a", "b"], rewards: [0, 0], ending: .truncated)
    let second = Trajectory(states: [4, 5], actions: ["c"], rewards: [0], ending: .terminated)
    let demonstrations = Demonstrations(of: [first, second])
    #expect(demonstrations.observations == [1, 2, 4])
    #expect(demonstrations.actions == ["a", "b", "c"])
    let seen = Demonstrations(of: [first, second]) { -$0 }
    #expect(seen.observations == [-1, -2, -4])
    #expect(demonstrations.mapObservations { -$0 }.observations == seen.observations)
  }

  @Test func `a world shows what it shows`() {
    let world = CartPole.v1
    var random = RandomStream(seed: 1)
    let episode = rollout(in: world, limit: 5, using: &random) { _, _ in .left }
    let demonstrations = Demonstrations(of: [episode], in: world)
    #expect(demonstrations.observations == episode.states.dropLast().map(world.observation))
    #expect(demonstrations.count == episode.length)
  }

  @Test func `parts and batches have every example once, with its own action`() {
    var random = RandomStream(seed: 2)
    let (training, heldOut) = ten.split(holdingOut: 3, using: &random)
    #expect(heldOut.count == 3)
    #expect((training.observations + heldOut.observations).sorted() == ten.observations)
    let batches = ten.batches(of: 4, using: &random)
    #expect(batches.map(\.count) == [4, 4, 2])
    #expect(batches.flatMap(\.observations).sorted() == ten.observations)
    let shuffled = ten.shuffled(using: &random)
    for part in [training, heldOut, shuffled] + batches {
      #expect(part.actions == part.observations.map { 3 * $0 })
    }
    #expect(shuffled.observations != ten.observations)
    var same = RandomStream(seed: 2)
    #expect(ten.split(holdingOut: 3, using: &same).heldOut.observations == heldOut.observations)
  }

  @Test func `examples are added at the end, and the first can be had`() {
    var all = Demonstrations<Int, Int>()
    #expect(all.isEmpty)
    all.append(ten.prefix(2))
    all.append(ten)
    #expect(all.observations == [0, 1] + ten.observations)
    #expect(all.actions == [0, 3] + ten.actions)
    #expect(ten.prefix(99).count == 10)
  }

  @Test func `what doesn't fit together is refused`() async {
    let pairs = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Demonstrations(observations: [1, 2], actions: [1])
    }
    #expect(message(of: pairs).contains("2 observations and 1 actions"))
    let parts = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var random = RandomStream(seed: 1)
      _ = Demonstrations(observations: [1, 2], actions: [1, 2]).split(holdingOut: 3, using: &random)
    }
    #expect(message(of: parts).contains("3 of 2 demonstrations"))
    let batches = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var random = RandomStream(seed: 1)
      _ = Demonstrations(observations: [1], actions: [1]).batches(of: 0, using: &random)
    }
    #expect(message(of: batches).contains("batches of 0"))
  }
}
