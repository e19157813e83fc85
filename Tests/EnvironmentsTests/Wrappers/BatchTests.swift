import Decisions
import Environments
import RandomStreams
import Testing

@Suite struct BatchTests {
  /// A push that balances for some, and leads astray for others.
  private func push(_ state: CartPole.State, index: Int) -> CartPole.Action {
    let lean = 3 * state.angle + state.angularVelocity + 0.3 * state.velocity
    return (index % 3 == 0 ? state.position : lean) + 0.01 * Double(index % 5) > 0 ? .right : .left
  }

  @Test(arguments: [0, 1, 7, 8, 9, 21], [500, 30])
  func `eight carts at a time move bit for bit as one after another`(count: Int, limit: Int) {
    let stream = RandomStream(seed: 6)
    var fast = CartPoleBatch(count: count, limit: limit, stream: stream)
    var plain = Batch(TimeLimited(CartPole(), limit: limit), count: count, stream: stream)
    #expect(fast.states == plain.states && fast.rewards == plain.rewards)
    var endings: Set<Ending> = []
    for _ in 0..<600 {
      let actions = plain.states.enumerated().map { push($1.base, index: $0) }
      fast.step(taking: actions)
      plain.step(taking: actions)
      guard fast.states == plain.states, fast.rewards == plain.rewards, fast.ended == plain.ended
      else {
        Issue.record("\(fast.states), \(fast.ended) for \(plain.states), \(plain.ended)")
        return
      }
      endings.formUnion(plain.ended.map(\.ending))
    }
    #expect(endings.isEmpty == (count == 0))
    #expect(count < 2 || endings == [.terminated, .truncated])
  }

  @Test func `a copy lives as it would alone`() {
    let stream = RandomStream(seed: 7)
    var batch = Batch(FrozenLake.fourByFour(), count: 5, stream: stream)
    var (random, lives) = (stream.child("actions"), [[Cell]](repeating: [], count: 5))
    let moves = (0..<200).map { _ in (0..<5).map { _ in Move.allCases.sample(using: &random) } }
    for actions in moves {
      batch.step(taking: actions)
      for index in 0..<5 { lives[index].append(batch[index]) }
      #expect(batch.rewards.allSatisfy { $0 == 0 || $0 == 1 })
    }
    for index in 0..<5 {
      var own = stream.child(index)
      var state = batch.world.start(using: &own)
      let alone = moves.map { actions in
        let step = batch.world.step(from: state, taking: actions[index], using: &own)
        state = step.ending == nil ? step.next : batch.world.start(using: &own)
        return state
      }
      #expect(lives[index] == alone)
    }
  }

  @Test func `the state that an episode ended in is kept`() {
    var batch = Batch(
      TimeLimited(MountainCar(), limit: 3), count: 2, stream: RandomStream(seed: 8))
    var random = RandomStream(seed: 0)
    let before = batch.states
    var expected = before
    for _ in 0..<3 {
      #expect(batch.ended == [])
      expected = expected.map {
        batch.world.step(from: $0, taking: .ahead, using: &random).next
      }
      batch.step(taking: [.ahead, .ahead])
    }
    #expect(
      batch.ended == [
        EndedEpisode(index: 0, state: expected[0], ending: .truncated),
        EndedEpisode(index: 1, state: expected[1], ending: .truncated),
      ])
    #expect(batch.states.allSatisfy { $0.elapsed == 0 })
    batch.step(taking: [.back, .back])
    #expect(batch.ended == [])
  }

  @Test func `all carts are seen at once, a row for each`() {
    let batch = CartPoleBatch(count: 11, stream: RandomStream(seed: 10))
    let rows = batch.states.flatMap { state in
      [state.base.position, state.base.velocity, state.base.angle, state.base.angularVelocity]
    }
    #expect(batch.observations == rows.map { Float($0) })
  }

  @Test func `a batch is a value`() {
    var first = CartPoleBatch(count: 3, stream: RandomStream(seed: 9))
    var second = first
    for _ in 0..<50 { first.step(taking: [.left, .left, .right]) }
    for _ in 0..<50 { second.step(taking: [.left, .left, .right]) }
    #expect(first.states == second.states)
  }

  @Test func `too few actions are the programmer's error`() async {
    let few = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var batch = CartPoleBatch(count: 3, stream: RandomStream(seed: 0))
      batch.step(taking: [.left])
    }
    #expect(message(of: few).contains("1 actions for a batch of 3 environments"))
  }
}
