import Decisions
import Environments
import Synchronization
import Testing

/// An environment by name, and its check.
struct Conforming: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let findings: @Sendable () -> [String]

  init<World: FiniteEnvironment>(
    _ name: String, drawsPerPair: Int = 1000, rewards: RewardMeaning = .exact,
    isUnreachable: @escaping @Sendable (World.State) -> Bool = { _ in false },
    _ world: @escaping @Sendable () -> World
  ) {
    testDescription = name
    findings = {
      checkConformance(
        of: world(), seed: 2025, drawsPerPair: drawsPerPair, rewards: rewards,
        isUnreachable: isUnreachable)
    }
  }

  static let all: [Conforming] = [
    Conforming("bandit") { Bandit.bernoulli([0.1, 0.5, 0.8]) },
    Conforming("constant bandit") { Bandit.constant([0, 1, 0.5]) },
    Conforming("n-chain") { NChain() },
    Conforming("discounting chain", drawsPerPair: 50) { DiscountingChain(bonusChain: 3) },
    Conforming("random walk") { RandomWalk() },
    Conforming("long random walk") { RandomWalk(length: 19, leftReward: -1) },
    Conforming("short corridor") { ShortCorridor() },
    Conforming("5×5 grid") { Gridworld.suttonBarto5x5() },
    Conforming("4×4 grid") { Gridworld.suttonBarto4x4() },
    Conforming("lake 4×4") { FrozenLake.fourByFour() },
    Conforming("firm lake 4×4") { FrozenLake.fourByFour(isSlippery: false) },
    Conforming("lake 8×8") { FrozenLake.eightByEight() },
    Conforming("firm lake 8×8") { FrozenLake.eightByEight(isSlippery: false) },
    Conforming("lake of one's own") { FrozenLake(map: "SFS\nFHG", successRate: 0.8) },
    Conforming("cliff") { CliffWalking() },
    Conforming("small cliff") { CliffWalking(rows: 2, columns: 5) },
    Conforming("windy grid", isUnreachable: isInTheLee) { WindyGridworld() },
    Conforming("windy grid, king") { WindyGridworld(moves: .king) },
    Conforming("windy grid, king or stay") { WindyGridworld(moves: .kingOrStay) },
    Conforming("windy grid, stochastic") { WindyGridworld(moves: .king, isStochastic: true) },
    Conforming("4×3 world") { TextGrid.russellNorvig4x3() },
    Conforming("text grid with its own legend") {
      TextGrid(".~.\n.#X", legend: ["~": .floor(reward: -2), "X": .terminal(reward: 5)], slip: 0.3)
    },
    Conforming("gambler", drawsPerPair: 200) { Gambler() },
    Conforming("blackjack") { Blackjack() },
    Conforming("blackjack, plain") { Blackjack(rules: .plain) },
    Conforming(
      "taxi", drawsPerPair: 20,
      isUnreachable: { (state: Taxi.State) in
        state.passenger == .waiting(state.destination) && state.taxi != state.destination.cell
      }
    ) { Taxi() },
    Conforming("forest") { ForestManagement() },
    Conforming("forest of ten ages") { ForestManagement(ageCount: 10) },
    Conforming("recycling robot") { RecyclingRobot() },
    Conforming("car rental", drawsPerPair: 100, rewards: .mean(-10...400)) { JacksCarRental() },
    Conforming("a table as its own world") { FrozenLake.fourByFour().process },
  ]
}

/// The squares that WindyGridworld's documentation lists.
private let isInTheLee: @Sendable (Cell) -> Bool = { cell in
  [(4, 6), (5, 5), (5, 6), (6, 4), (6, 5), (6, 6), (6, 7)].contains {
    $0 == (cell.row, cell.column)
  }
}

@Suite struct ConformanceTests {
  @Test(arguments: Conforming.all)
  func `every environment conforms to its table`(environment: Conforming) {
    #expect(environment.findings() == [])
  }

  @Test func `correct environments are not accused, whatever the seed`() {
    // 100 runs at a false-alarm rate of 1e-6 each: one finding in 10,000 such tests.
    for seed in 0..<100 as Range<UInt64> {
      #expect(checkConformance(of: FrozenLake.fourByFour(), seed: seed, drawsPerPair: 100) == [])
    }
  }

  @Test func `the same seed gives the same findings`() {
    let wrong = Mutant(
      FrozenLake(map: "SFFF\nFHFH\nFFFH\nHFFG", successRate: 0.5), process: lake.process)
    let first = checkConformance(of: wrong, seed: 7)
    #expect(first == checkConformance(of: wrong, seed: 7))
    #expect(first != checkConformance(of: wrong, seed: 8))
  }
}

private let lake = FrozenLake.fourByFour()

/// Each mutant breaks one rule and must be found out for it.
@Suite struct ConformanceFindingTests {
  /// Expects findings, all of one kind.
  private func expectFindings(
    _ kind: String, in world: some FiniteEnvironment, rewards: RewardMeaning = .exact,
    containing text: String = "", sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let findings = checkConformance(of: world, seed: 1, rewards: rewards)
    #expect(!findings.isEmpty, sourceLocation: sourceLocation)
    #expect(
      findings.allSatisfy { $0.hasPrefix("\(kind): ") }, "\(findings)",
      sourceLocation: sourceLocation)
    #expect(
      text.isEmpty || findings.contains { $0.contains(text) }, "\(findings)",
      sourceLocation: sourceLocation)
  }

  @Test func `ice that is less slippery than the table says`() {
    let firm = FrozenLake(map: "SFFF\nFHFH\nFFFH\nHFFG", successRate: 0.5)
    expectFindings(
      "frequency", in: Mutant(firm, process: lake.process), containing: "times in 1000")
  }

  @Test func `a rare outcome that never comes`() {
    var lucky = Mutant(ForestManagement())
    lucky.changeStep = { state, action, step, _ in
      action == .wait && step.next == 0 ? Step(reward: step.reward, next: min(state + 1, 2)) : step
    }
    expectFindings("frequency", in: lucky, containing: "led to 0")
  }

  @Test func `a reward the table doesn't have`() {
    var generous = Mutant(lake)
    generous.changeStep = { _, _, step, _ in
      Step(reward: 2 * step.reward, next: step.next, ending: step.ending)
    }
    expectFindings("outcome", in: generous, containing: "with reward 2.0")
  }

  @Test func `a way the table doesn't have`() {
    var jumping = Mutant(lake)
    jumping.changeStep = { _, _, step, uniform in
      uniform < 0.05 ? Step(reward: 0, next: Cell(row: 0, column: 0)) : step
    }
    expectFindings("outcome", in: jumping, containing: "led to (0, 0)")
  }

  @Test func `a hole that doesn't end the episode`() {
    var shallow = Mutant(lake)
    shallow.changeStep = { _, _, step, _ in Step(reward: step.reward, next: step.next) }
    expectFindings("ending", in: shallow, containing: "went on")
  }

  @Test func `an episode that ends for no reason, or is cut off`() {
    var short = Mutant(lake)
    short.changeStep = { _, _, step, uniform in
      uniform < 0.1 ? Step(reward: step.reward, next: step.next, ending: .terminated) : step
    }
    expectFindings("ending", in: short, containing: "not terminal")
    short.changeStep = { _, _, step, _ in
      Step(reward: step.reward, next: step.next, ending: step.ending ?? .truncated)
    }
    expectFindings("ending", in: short, containing: "cut the episode off")
  }

  @Test func `a start elsewhere, and one where all is over`() {
    var moved = Mutant(lake)
    moved.changeStart = { _ in Cell(row: 0, column: 1) }
    expectFindings("start", in: moved, containing: "started in (0, 1)")
    moved.changeStart = { _ in Cell(row: 9, column: 9) }
    expectFindings("start", in: moved, containing: "not a state")
    moved.changeStart = { _ in Cell(row: 3, column: 3) }
    expectFindings("start", in: moved, containing: "it is over")
  }

  @Test func `actions in another order, or in a terminal state`() {
    var shuffled = Mutant(lake)
    shuffled.changeActions = { $1.reversed() }
    expectFindings("actions", in: shuffled)
    shuffled.changeActions = { $1.isEmpty ? [.up] : $1 }
    expectFindings("actions", in: shuffled, containing: "offers [up], but its table has []")
  }

  @Test func `a state that nothing leads to, and one that is wrongly said to be such`() {
    let island = TextGrid("S.G#.")
    let unreachable = Cell(row: 0, column: 4)
    expectFindings("reachability", in: island, containing: "nothing leads to (0, 4)")
    #expect(checkConformance(of: island, seed: 1, isUnreachable: { $0 == unreachable }) == [])
    let findings = checkConformance(of: island, seed: 1, isUnreachable: { _ in true })
    #expect(findings.count == 3)
  }

  @Test func `a table whose probabilities do not quite sum to 1`() {
    let process = FiniteMDP(
      states: [0, 1], actions: [Move.right], start: 0, offered: { $0 == 1 ? [] : [.right] }
    ) { _, _ in
      [
        Outcome(probability: 0.5, reward: 0, next: 0),
        Outcome(probability: 0.5 + 5e-10, reward: 0, next: 1),
      ]
    }
    expectFindings("table", in: process, containing: "not to 1")
  }

  @Test func `an action that no state offers`() {
    let process = FiniteMDP(
      states: [0, 1], actions: [Move.right, .up], start: 0, offered: { $0 == 1 ? [] : [.right] }
    ) { _, _ in [Outcome(reward: 0, next: 1)] }
    expectFindings("table", in: process, containing: "no state offers up")
  }

  @Test func `mean rewards that are off, or out of their range`() {
    let dear = JacksCarRental(capacity: 3, largestMove: 1, moveCost: 4)
    let cheap = JacksCarRental(capacity: 3, largestMove: 1, moveCost: 2)
    let mixed = Mutant(dear, process: cheap.process)
    expectFindings("reward", in: mixed, rewards: .mean(-4...60), containing: "in the mean")
    expectFindings("reward", in: cheap, rewards: .mean(0...30), containing: "outside of")
    #expect(checkConformance(of: cheap, seed: 1, rewards: .mean(-2...60)) == [])
  }

  @Test func `a little wrong everywhere shows in the sum`() {
    // 441 outcomes a pair: no single one comes often enough to tell a return rate of 2 from one of 3.
    let table = JacksCarRental().process
    let busier = JacksCarRental(secondLot: JacksCarRental.Lot(requests: 4, returns: 3))
    let findings = checkConformance(
      of: Mutant(busier, process: table), seed: 1, drawsPerPair: 50, rewards: .mean(-10...400))
    #expect(!findings.isEmpty)
    #expect(
      findings.allSatisfy { $0.hasPrefix("frequency: 2") || $0.hasPrefix("frequency: …") },
      "\(findings)")
  }

  @Test func `a world with a memory of its own`() {
    let count = Counter()
    var haunted = Mutant(lake)
    haunted.changeStep = { state, _, step, _ in
      // Every seventh step leads nowhere; the table has that outcome too.
      state == Cell(row: 0, column: 0) && count.next() % 7 == 0
        ? Step(reward: 0, next: state) : step
    }
    let findings = checkConformance(of: haunted, seed: 3)
    #expect(findings.contains { $0.hasPrefix("reproducibility: ") }, "\(findings)")
  }

  @Test func `many findings of a kind are counted, not listed`() {
    var generous = Mutant(lake)
    generous.changeStep = { _, _, step, _ in Step(reward: 1, next: step.next, ending: step.ending) }
    let findings = checkConformance(of: generous, seed: 1)
    #expect(findings.count == 6)
    #expect(findings.last?.hasPrefix("outcome: … and ") == true)
  }
}

/// A hidden state, such as no environment may have.
private final class Counter: Sendable {
  private let count = Mutex(0)
  func next() -> Int {
    count.withLock { count in
      count += 1
      return count
    }
  }
}
