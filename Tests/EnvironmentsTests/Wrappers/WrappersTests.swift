import Decisions
import Environments
import RandomStreams
import Testing

/// An ordinary episode of the car, and the observations of its states.
private func episode(
  _ steps: Int
) -> (states: [MountainCar.State], seen: [[Double]], actions: [MountainCar.Action]) {
  var random = RandomStream(seed: 5)
  let walk = rollout(in: MountainCar(), limit: steps, using: &random) { _, random in
    MountainCar.Action.allCases.sample(using: &random)
  }
  return (walk.states, walk.states.map(MountainCar().observation), walk.actions)
}

@Suite struct WrappersTests {
  @Test func `a stack shows the last frames, the first repeated at the start`() {
    let (states, seen, actions) = episode(6)
    let stack = FrameStack(MountainCar(), count: 3)
    var random = RandomStream(seed: 0)
    var state = FrameStack<MountainCar>.State(
      states[0], frames: [seen[0], seen[0], seen[0]])
    #expect(stack.observation(of: state) == seen[0] + seen[0] + seen[0])
    for time in actions.indices {
      state = stack.step(from: state, taking: actions[time], using: &random).next
      let frames = (time - 1...time + 1).map { seen[max(0, $0)] }
      #expect(stack.observation(of: state) == frames.flatMap(\.self))
      #expect(state.base == states[time + 1])
    }
    #expect(stack.observationSpace.dimension == 6)
  }

  @Test func `a difference shows what changed, and nothing at the start`() {
    let (states, seen, actions) = episode(6)
    let moving = FrameDifference(MountainCar())
    var random = RandomStream(seed: 0)
    let start = moving.start(using: &random)
    #expect(moving.observation(of: start) == [0, 0])
    var state = FrameDifference<MountainCar>.State(
      states[0], current: seen[0], previous: seen[0])
    for time in actions.indices {
      state = moving.step(from: state, taking: actions[time], using: &random).next
      let change = zip(seen[time + 1], seen[time]).map { $0 - $1 }
      #expect(moving.observation(of: state) == change)
    }
  }

  @Test func `wrappers change neither rewards nor ends`() {
    for seed in 0..<20 as Range<UInt64> {
      func lengthAndEnd<World: Environment>(_ world: World) -> (Int, Double, Ending)
      where World.ActionSpace == [CartPole.Action] {
        var random = RandomStream(seed: seed)
        let walk = rollout(in: world, limit: 40, using: &random) { _, random in
          [CartPole.Action.left, .right].sample(using: &random)
        }
        return (walk.length, walk.totalReward, walk.ending)
      }
      let plain = lengthAndEnd(CartPole())
      #expect(lengthAndEnd(FrameStack(CartPole(), count: 4)) == plain)
      #expect(lengthAndEnd(FrameDifference(CartPole())) == plain)
      #expect(lengthAndEnd(TimeLimited(CartPole(), limit: 40)) == plain)
    }
  }
}

@Suite struct SpacesTests {
  @Test func `an interval has its bounds and no infinities`() {
    let interval = Interval(-2...2)
    #expect([-2, 0, 2].allSatisfy(interval.contains))
    #expect(![-2.1, 2.1, .nan, .infinity].contains(where: interval.contains))
    #expect(Interval.real.contains(1e300) && !Interval.real.contains(.infinity))
    #expect(Interval.empty.isEmpty && !Interval.empty.contains(0))
    #expect(interval.clamping(3) == 2 && interval.clamping(-3) == -2 && interval.clamping(1) == 1)
  }

  @Test func `draws lie in the space`() {
    var random = RandomStream(seed: 1)
    let box = Box([
      Interval(-1...1), .real, Interval(lower: 3, upper: .infinity),
      Interval(lower: -.infinity, upper: 3), Interval(2...2),
    ])
    for _ in 0..<1000 { #expect(box.contains(box.sample(using: &random))) }
    #expect(!box.contains([0, 0, 3, 3]) && !box.contains([0, 0, 3, 3, 2.5]))
    #expect(Box.empty.isEmpty && !Box.empty.contains([0]))
    let choices = ["a", "b", "c"]
    let drawn = Set((0..<100).map { _ in choices.sample(using: &random) })
    #expect(drawn == Set(choices) && [String].empty.isEmpty)
  }

  @Test func `boxes are joined end to end and subtracted component by component`() {
    let box = Box([Interval(0...1), Interval(lower: 2, upper: .infinity)])
    #expect(box.joined(2).intervals == box.intervals + box.intervals)
    #expect(box.join([[0, 2], [1, 3]]) == [0, 2, 1, 3])
    #expect(box.differences == Box([Interval(-1...1), .real]))
    #expect(box.difference([1, 5], [0.25, 2]) == [0.75, 3])
  }
}
