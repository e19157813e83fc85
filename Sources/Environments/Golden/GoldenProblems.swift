extension GoldenRegistry {
  /// Every problem of the registry.
  public static var problems: [GoldenProblem] { chains + grids + frozenLakes + games + operations }

  private static var chains: [GoldenProblem] {
    [
      GoldenProblem("Bandit, Bernoulli 0.1 0.5 0.8", discount: 1) {
        Bandit.bernoulli([0.1, 0.5, 0.8])
      },
      GoldenProblem("NChain", discount: 0.9, selected: [0, 4]) { NChain() },
      GoldenProblem("NChain", discount: 0.99, selected: [0, 4]) { NChain() },
      GoldenProblem("DiscountingChain, bonus 4", discount: 0.9, selected: [.start]) {
        DiscountingChain(bonusChain: 4)
      },
      GoldenProblem("DiscountingChain, bonus 4", discount: 1, selected: [.start]) {
        DiscountingChain(bonusChain: 4)
      },
      GoldenProblem(
        "RandomWalk, 5 states", discount: 1, selected: [1, 3, 5],
        source: "Sutton & Barto (2018), example 6.2: the uniform policy is worth i/6"
      ) { RandomWalk() },
      GoldenProblem(
        "RandomWalk, 19 states", discount: 1,
        source: "Sutton & Barto (2018), example 7.1: the uniform policy is worth i/10 − 1"
      ) { RandomWalk(length: 19, leftReward: -1) },
      GoldenProblem("ShortCorridor", discount: 1, selected: [.first, .second, .third]) {
        ShortCorridor()
      },
    ]
  }

  private static var grids: [GoldenProblem] {
    [
      GoldenProblem(
        "Gridworld 5×5", discount: 0.9,
        selected: [Cell(row: 0, column: 1), Cell(row: 0, column: 3), Cell(row: 4, column: 4)],
        source: "Sutton & Barto (2018), figures 3.2 and 3.5"
      ) { Gridworld.suttonBarto5x5() },
      GoldenProblem(
        "Gridworld 4×4", discount: 1, selected: [Cell(row: 0, column: 3)],
        source: "Sutton & Barto (2018), figure 4.1"
      ) { Gridworld.suttonBarto4x4() },
      GoldenProblem(
        "CliffWalking", discount: 1, selected: [Cell(row: 3, column: 0)],
        source: "Sutton & Barto (2018), example 6.6"
      ) { CliffWalking() },
      GoldenProblem("CliffWalking", discount: 0.9, selected: [Cell(row: 3, column: 0)]) {
        CliffWalking()
      },
      GoldenProblem(
        "WindyGridworld, four moves", discount: 1,
        source: "Sutton & Barto (2018), example 6.5: 15 steps"
      ) { WindyGridworld() },
      GoldenProblem("WindyGridworld, king's moves", discount: 1) { WindyGridworld(moves: .king) },
      GoldenProblem("WindyGridworld, king's moves or staying", discount: 1) {
        WindyGridworld(moves: .kingOrStay)
      },
      GoldenProblem("WindyGridworld, king's moves, stochastic", discount: 1) {
        WindyGridworld(moves: .king, isStochastic: true)
      },
      GoldenProblem(
        "TextGrid 4×3", discount: 1, selected: [Cell(row: 0, column: 2), Cell(row: 2, column: 3)],
        source: "Russell & Norvig (2010), figure 17.3"
      ) { TextGrid.russellNorvig4x3() },
    ]
  }

  private static var frozenLakes: [GoldenProblem] {
    let start = Cell(row: 0, column: 0)
    return [0.9, 0.95, 0.99, 0.999, 1].map { discount in
      GoldenProblem("FrozenLake 4×4, slippery", discount: discount, selected: [start]) {
        FrozenLake.fourByFour()
      }
    } + [
      GoldenProblem("FrozenLake 4×4", discount: 0.99, selected: [start]) {
        FrozenLake.fourByFour(isSlippery: false)
      },
      GoldenProblem("FrozenLake 8×8, slippery", discount: 0.99, selected: [start]) {
        FrozenLake.eightByEight()
      },
      GoldenProblem("FrozenLake 8×8, slippery", discount: 1, selected: [start]) {
        FrozenLake.eightByEight()
      },
      GoldenProblem("FrozenLake 8×8", discount: 0.99, selected: [start]) {
        FrozenLake.eightByEight(isSlippery: false)
      },
    ]
  }

  private static var games: [GoldenProblem] {
    [0.25, 0.4, 0.55].map { heads in
      GoldenProblem(
        "Gambler, heads \(heads)", discount: 1, selected: [1, 25, 50, 75, 99],
        source: "Sutton & Barto (2018), example 4.3"
      ) { Gambler(headsProbability: heads) }
    } + [
      GoldenProblem("Blackjack, plain", discount: 1) { Blackjack(rules: .plain) },
      GoldenProblem(
        "Blackjack, Sutton & Barto", discount: 1, source: "Sutton & Barto (2018), figure 5.2"
      ) { Blackjack() },
      GoldenProblem("Taxi", discount: 1) { Taxi() },
      GoldenProblem("Taxi", discount: 0.99) { Taxi() },
    ]
  }

  private static var operations: [GoldenProblem] {
    [
      GoldenProblem(
        "ForestManagement, 3 ages", discount: 0.9, selected: [0, 1, 2],
        source: "pymdptoolbox, documentation of PolicyIteration"
      ) { ForestManagement() },
      GoldenProblem("ForestManagement, 10 ages", discount: 0.96, selected: [0, 9]) {
        ForestManagement(ageCount: 10)
      },
      GoldenProblem("RecyclingRobot", discount: 0.9, selected: [.high, .low]) { RecyclingRobot() },
      GoldenProblem(
        "JacksCarRental", discount: 0.9,
        selected: [0, 10, 20].map { JacksCarRental.State(first: $0, second: $0) },
        source: "Sutton & Barto (2018), example 4.2"
      ) { JacksCarRental() },
    ]
  }
}
