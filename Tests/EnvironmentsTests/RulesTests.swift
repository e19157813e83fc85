import Decisions
import Environments
import RandomStreams
import Testing

/// Single rules of the worlds, worked by hand.
@Suite struct RulesTests {
  private func only<State>(_ outcomes: [Outcome<State>]) -> (Double, State)? {
    outcomes.count == 1 ? (outcomes[0].reward, outcomes[0].next) : nil
  }

  @Test func `a fall off the cliff costs 100 and starts again`() throws {
    let cliff = CliffWalking()
    let fall = try #require(only(cliff.outcomes(of: .down, in: Cell(row: 2, column: 5))))
    #expect(fall == (-100, cliff.start))
    #expect(cliff.states.count == 38)
    #expect(cliff.isTerminal(Cell(row: 3, column: 11)))
  }

  @Test func `a slip on ice goes to the three sides that are not behind`() {
    let outcomes = FrozenLake.fourByFour().outcomes(of: .right, in: Cell(row: 1, column: 2))
    let expected = [
      Cell(row: 0, column: 2), Cell(row: 1, column: 3), Cell(row: 2, column: 2),
    ]
    #expect(outcomes.map(\.next) == expected)
    #expect(outcomes.allSatisfy { agree($0.probability, 1.0 / 3) })
  }

  @Test func `left of the goal's right neighbour the wind lifts over the goal`() throws {
    let windy = WindyGridworld()
    let landed = try #require(only(windy.outcomes(of: .left, in: Cell(row: 3, column: 8))))
    #expect(landed == (-1, Cell(row: 2, column: 7)))
    let gusts = WindyGridworld(isStochastic: true).outcomes(of: .left, in: Cell(row: 4, column: 8))
    #expect(gusts.map(\.next.row) == [4, 3, 2])
  }

  @Test func `a taxi meets walls, picks up, and delivers`() throws {
    let taxi = Taxi()
    func state(_ row: Int, _ column: Int, _ passenger: Taxi.Passenger) -> Taxi.State {
      Taxi.State(taxi: Cell(row: row, column: column), passenger: passenger, destination: .blue)
    }
    let blocked = try #require(only(taxi.outcomes(of: .east, in: state(0, 1, .riding))))
    #expect(blocked == (-1, state(0, 1, .riding)))
    let taken = try #require(only(taxi.outcomes(of: .pickUp, in: state(0, 0, .waiting(.red)))))
    #expect(taken == (-1, state(0, 0, .riding)))
    let missed = try #require(only(taxi.outcomes(of: .pickUp, in: state(0, 1, .waiting(.red)))))
    #expect(missed == (-10, state(0, 1, .waiting(.red))))
    let delivered = try #require(only(taxi.outcomes(of: .dropOff, in: state(4, 3, .riding))))
    #expect(delivered == (20, state(4, 3, .waiting(.blue))))
    let elsewhere = try #require(only(taxi.outcomes(of: .dropOff, in: state(4, 0, .riding))))
    #expect(elsewhere == (-1, state(4, 0, .waiting(.yellow))))
    let thrownOut = try #require(only(taxi.outcomes(of: .dropOff, in: state(2, 2, .riding))))
    #expect(thrownOut == (-10, state(2, 2, .riding)))
    #expect(taxi.states.count == 500)
    #expect(taxi.process.startProbabilities.filter { $0 > 0 }.count == 300)
  }

  @Test func `a blackjack dealer with a ten ends as the sums over cards say`() {
    // The dealer stands on 17; sticking on 16 wins only when the dealer busts.
    let outcomes = Blackjack().outcomes(
      of: .stick, in: .hand(total: 16, usableAce: false, dealer: 10))
    let win = outcomes.filter { $0.reward == 1 }.reduce(0) { $0 + $1.probability }
    // Known to four digits for an infinite deck when the dealer's naturals count as 21.
    #expect((win - 0.2121).magnitude < 5e-5)
    #expect(!outcomes.contains { $0.reward == 0 })
  }

  @Test func `a natural wins at once under the book's rules, unless the dealer has one`() {
    let game = Blackjack()
    let natural = Blackjack.State.natural(dealer: 10)
    #expect(game.actions(in: natural) == [.stick])
    #expect(agree(game.expectedReward(of: .stick, in: natural), 12.0 / 13))
    #expect(agree(game.expectedReward(of: .stick, in: .natural(dealer: 5)), 1))
    #expect(game.actions(in: .hand(total: 11, usableAce: false, dealer: 2)) == [.hit])
  }

  @Test func `a soft hand becomes hard instead of busting`() {
    let outcomes = Blackjack().outcomes(
      of: .hit, in: .hand(total: 18, usableAce: true, dealer: 6))
    let tens = outcomes.first { $0.next == .hand(total: 18, usableAce: false, dealer: 6) }
    #expect(tens.map { agree($0.probability, 4.0 / 13) } == true)
    #expect(!outcomes.contains { $0.next == .over })
  }

  @Test func `the book's best blackjack hits hard 16 against a ten and sticks on soft 19`() throws {
    let game = Blackjack()
    let solution = try policyIteration(game.process, discount: 1)
    func best(_ total: Int, _ usableAce: Bool, _ dealer: Int) -> [Blackjack.Action] {
      solution.optimalActions(in: .hand(total: total, usableAce: usableAce, dealer: dealer))
    }
    // Thorp (1962), basic strategy without doubling and splitting.
    for dealer in 1...10 {
      #expect(best(16, false, dealer) == ((2...6).contains(dealer) ? [.stick] : [.hit]))
      #expect(best(17, false, dealer) == [.stick])
      #expect(best(11, false, dealer) == [.hit])
      #expect(best(17, true, dealer) == [.hit])
      #expect(best(18, true, dealer) == (dealer >= 9 || dealer == 1 ? [.hit] : [.stick]))
      #expect(best(19, true, dealer) == [.stick])
    }
    #expect((4...6).allSatisfy { best(12, false, $0) == [.stick] })
    #expect([1, 2, 3, 7].allSatisfy { best(12, false, $0) == [.hit] })
  }

  @Test func `Jack loses a car that he moves to a full lot`() {
    let jack = JacksCarRental()
    let full = JacksCarRental.State(first: 20, second: 20)
    let moved = jack.expectedReward(of: 1, in: full)
    let kept = jack.expectedReward(of: 0, in: full)
    #expect(kept > moved)
    // With 20 cars a lot almost every request is met: 10 (3 + 4) a day.
    #expect((kept - 70).magnitude < 1e-4)
    #expect(jack.actions(in: JacksCarRental.State(first: 1, second: 3)) == [-3, -2, -1, 0, 1])
  }

  @Test func `time limits cut episodes off without ending them`() {
    var stream = RandomStream(seed: 5)
    let limited = TimeLimited(CliffWalking(), limit: 10)
    let episode = rollout(in: limited, limit: 100, using: &stream) { _, _ in Move.up }
    #expect(episode.ending == .truncated)
    #expect(episode.totalReward == -10)
  }
}
