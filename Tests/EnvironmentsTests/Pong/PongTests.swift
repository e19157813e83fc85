import Decisions
import Environments
import RandomStreams
import Testing

/// A player: what it does in a state.
typealias PongPlayer = @Sendable (Pong, Pong.State, inout RandomStream) -> Pong.Action

enum Pongs {
  static let random: PongPlayer = { _, _, random in Pong.Action.allCases.sample(using: &random) }
  static let tracker: PongPlayer = { pong, state, _ in pong.trackerAction(in: state) }
  static let expert: PongPlayer = { pong, state, _ in pong.expertAction(in: state) }

  /// A game of one seed, cut off after some steps.
  static func play(
    _ player: PongPlayer, seed: UInt64, limit: Int = 20_000, in pong: Pong = Pong()
  ) -> Trajectory<Pong.State, Pong.Action> {
    var stream = RandomStream(seed: seed)
    return rollout(in: pong, limit: limit, using: &stream) { state, random in
      player(pong, state, &random)
    }
  }
}

@Suite struct PongRulesTests {
  private let pong = Pong()

  /// The state after one step in which nothing is drawn that matters.
  private func after(_ state: Pong.State, _ action: Pong.Action = .up) -> Step<Pong.State> {
    var random = RandomStream(seed: 1)
    return pong.step(from: state, taking: action, using: &random)
  }

  private func ball(_ x: Double, _ y: Double, _ xVelocity: Double, _ yVelocity: Double)
    -> Pong.State
  {
    Pong.State(ball: Pong.Ball(x: x, y: y, xVelocity: xVelocity, yVelocity: yVelocity))
  }

  @Test func `the agent moves by two pixels and stops at the walls`() {
    var state = ball(39, 39, 2, 0)
    #expect(after(state, .up).next.agent == 34 && after(state, .down).next.agent == 38)
    state.agent = 0
    #expect(after(state, .up).next.agent == 0)
    state.agent = 72
    #expect(after(state, .down).next.agent == 72)
  }

  @Test func `walls reflect the ball exactly`() {
    let above = after(ball(39, 1, 2, -3)).next.ball
    #expect(above == Pong.Ball(x: 41, y: 2, xVelocity: 2, yVelocity: 3))
    let below = after(ball(39, 77.5, 2, 1.25)).next.ball
    #expect(below == Pong.Ball(x: 41, y: 77.25, xVelocity: 2, yVelocity: -1.25))
    #expect(after(ball(39, 1, 2, -1)).next.ball.y == 0)
  }

  @Test func `where the ball hits the paddle sets its angle`() {
    // The paddle goes up to 34; its middle is at 38.
    for eighths in -40...40 {
      let offset = Double(eighths) / 8
      let ball = after(ball(71, 37 + offset, 2, 0)).next.ball
      #expect(ball.x == 73 && ball.xVelocity == -2)
      #expect(abs(ball.yVelocity - 0.75 * offset) <= 0.0625)
    }
    #expect(after(ball(71, 42, 2, 0)).next.ball.yVelocity == 3.75)
    #expect(after(ball(71, 42.125, 2, 0)).next.ball.xVelocity == 2)
    #expect(after(ball(71, 31.875, 2, 0)).next.ball.xVelocity == 2)
  }

  @Test func `the opponent hits with the place that it aims with, and goes on aiming with it`() {
    for eighths in -32...32 {
      let offset = Double(eighths) / 8
      var state = ball(7, 39 + offset, -2, 0)
      state.opponentAim = offset
      let next = after(state).next
      #expect(next.opponent == 36 && next.opponentAim == offset)
      #expect(next.ball.x == 5 && next.ball.xVelocity == 2)
      #expect(abs(next.ball.yVelocity - 0.75 * offset) <= 0.0625)
    }
    // A paddle that is 7 px too high moves down by 1¾ px and just misses; from 6¾ px it just hits.
    #expect(after(ball(7, 46, -2, 0)).next.ball.xVelocity == -2)
    #expect(after(ball(7, 45.75, -2, 0)).next.ball.xVelocity == 2)
  }

  @Test func `a ball may turn at a wall and a paddle in the same step`() {
    var state = ball(71, 1, 2, -3)
    state.agent = 0
    // At 2 px its middle is 1 px above the paddle's.
    #expect(after(state).next.ball == Pong.Ball(x: 73, y: 2, xVelocity: -2, yVelocity: -0.75))
  }

  @Test func `a hit draws one word, a point three, anything else none`() {
    for (state, words) in [
      (ball(71, 39, 2, 0), 1), (ball(7, 39, -2, 0), 0), (ball(39, 1, 2, -3), 0),
      (ball(1, 39, -2, 0), 3), (ball(77, 39, 2, 0), 3),
    ] {
      var (random, counted) = (RandomStream(seed: 5), RandomStream(seed: 5))
      _ = pong.step(from: state, taking: .up, using: &random)
      for _ in 0..<words { _ = counted.next() }
      #expect(random == counted)
    }
  }

  @Test func `mirrored states have mirrored steps`() {
    func mirror(_ state: Pong.State) -> Pong.State {
      var state = state
      state.ball.y = 78 - state.ball.y
      state.ball.yVelocity = -state.ball.yVelocity
      state.agent = 72 - state.agent
      state.opponent = 72 - state.opponent
      state.opponentAim = -state.opponentAim
      return state
    }
    let game = Pongs.play(Pongs.random, seed: 3)
    for time in 0..<game.length where game.rewards[time] == 0 {
      let (state, action) = (game.states[time], game.actions[time])
      var (seen, mirrored) = (after(state, action), after(mirror(state), action.opposite))
      // A hit draws the opponent's aim anew.
      if seen.next.ball.xVelocity < state.ball.xVelocity {
        seen.next.opponentAim = 0
        mirrored.next.opponentAim = 0
      }
      #expect(mirrored.next == mirror(seen.next))
    }
  }

  @Test func `a ball past a paddle is a point, and the loser is served to`() {
    let won = after(ball(1, 39, -2, 0))
    #expect(won.reward == 1 && won.ending == nil)
    #expect(won.next.score == Pong.Score(agent: 1, opponent: 0))
    #expect(won.next.ball.x == 39 && won.next.ball.xVelocity == -2)
    let lost = after(ball(77, 39, 2, 0))
    #expect(lost.reward == -1 && lost.next.score == Pong.Score(agent: 0, opponent: 1))
    #expect(lost.next.ball.x == 39 && lost.next.ball.xVelocity == 2)
  }

  @Test func `a game ends with the twenty-first point and keeps its accounts`() {
    let lengths = (0..<10).map { seed in
      let game = Pongs.play(Pongs.random, seed: UInt64(seed))
      let last = game.states[game.length].score
      #expect(game.ending == .terminated && max(last.agent, last.opponent) == 21)
      #expect(game.totalReward == Double(last.agent - last.opponent))
      #expect(game.rewards.count { $0 == 1 } == last.agent)
      #expect(game.rewards.count { $0 == -1 } == last.opponent)
      #expect(pong.actions(in: game.states[game.length]).isEmpty)
      return game.length
    }
    #expect(Set(lengths).count > 1)
    #expect(Pongs.play(Pongs.random, seed: 0, in: Pong(pointsToWin: 1)).rewards.last != 0)
  }

  @Test func `the opponent is never faster than its bound, and reaches it`() {
    for speed in [1.625, 1.75, 2] {
      let pong = Pong(opponentSpeed: speed)
      #expect(speed >= 0.8 * Pong.agentSpeed)
      let states = Pongs.play(Pongs.expert, seed: 4, in: pong).states
      let moves = zip(states, states.dropFirst()).map { ($1.opponent - $0.opponent).magnitude }
      #expect(moves.max() == speed)
    }
  }

  @Test func `the opponent aims as far from the middle as it may, and no farther`() {
    for aim in [0, 2, 4] as [Double] {
      let states = Pongs.play(Pongs.expert, seed: 4, in: Pong(opponentAim: aim)).states
      let aims = states.map(\.opponentAim)
      #expect(aims.allSatisfy { $0.magnitude <= aim })
      #expect((aims.map(\.magnitude).max() ?? 0) >= 0.8 * aim)
    }
  }

  @Test func `everything stays in the court and is a multiple of an eighth of a pixel`() {
    for (seed, player) in [Pongs.random, Pongs.tracker, Pongs.expert].enumerated() {
      for state in Pongs.play(player, seed: UInt64(seed)).states {
        let (ball, paddles) = (state.ball, [state.agent, state.opponent])
        #expect((0...78).contains(ball.y) && ball.yVelocity.magnitude <= 3.75)
        #expect((1...77).contains(ball.x) && Int(ball.x) % 2 == 1)
        #expect(paddles.allSatisfy { (0...72).contains($0) })
        let numbers = paddles + [ball.y, ball.yVelocity, state.opponentAim]
        #expect(numbers.allSatisfy { 8 * $0 == (8 * $0).rounded() })
      }
    }
  }

  @Test func `a slow opponent, one that misses on purpose and a game to nothing are refused`() async
  {
    await #expect(processExitsWith: .failure) { _ = Pong(opponentSpeed: 1.5) }
    await #expect(processExitsWith: .failure) { _ = Pong(opponentSpeed: 1.7) }
    await #expect(processExitsWith: .failure) { _ = Pong(opponentAim: 4.125) }
    await #expect(processExitsWith: .failure) { _ = Pong(opponentAim: 0.1) }
    await #expect(processExitsWith: .failure) { _ = Pong(pointsToWin: 0) }
  }
}

@Suite struct PongContractTests {
  @Test func `a game keeps the contract, plain, cut off, as differences and stacked`() {
    #expect(checkContract(observing: Pong(pointsToWin: 2), seed: 1, limit: 1000) == [])
    #expect(checkContract(observing: Pong.game, seed: 2) == [])
    #expect(checkContract(observing: FrameDifference(Pong(pointsToWin: 1)), seed: 3) == [])
    #expect(checkContract(observing: FrameStack(Pong(), count: 2), seed: 4, episodes: 5) == [])
  }

  @Test func `the bits of a game are the same on every machine`() {
    let game = Pongs.play(Pongs.expert, seed: 2025, in: Pong(pointsToWin: 3))
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for state in game.states {
      let (ball, score) = (state.ball, state.score)
      for number in [
        ball.x, ball.y, ball.xVelocity, ball.yVelocity, state.agent, state.opponent,
        state.opponentAim, Double(score.agent), Double(score.opponent),
      ] {
        // Numbers are multiples of an eighth; 0 and −0 are the same.
        hash = (hash ^ UInt64(bitPattern: Int64(8 * number))) &* 0x100_0000_01B3
      }
    }
    #expect(game.length == 332)
    #expect(hash == 8_136_062_836_125_328_906)
  }
}

extension Pong.Action {
  fileprivate var opposite: Pong.Action { self == .up ? .down : .up }
}
