import Decisions
import Environments
import Testing

/// The figures that books and others' programs print, to the digits they print.
@Suite struct KnownAnswersTests {
  private func value<State, Action>(
    of process: FiniteMDP<State, Action>, discount: Double
  ) throws -> Double {
    process.startValue(try policyIteration(process, discount: discount).values)
  }

  /// Whether a value rounds to a printed one.
  private func prints(_ value: Double, _ printed: Double, decimals: Int) -> Bool {
    let unit = (0..<decimals).reduce(1.0) { result, _ in result / 10 }
    return (value - printed).magnitude <= unit / 2 * (1 + 1e-9)
  }

  // MARK: - Grids

  @Test func `the 5×5 grid is worth what figures 3.2 and 3.5 print`() throws {
    let grid = Gridworld.suttonBarto5x5()
    let uniform = try evaluate(.uniform(over: grid), on: grid.process, discount: 0.9).values
    #expect(
      grid.map(of: uniform, decimals: 1) == """
         3.3  8.8  4.4  5.3  1.5
         1.5  3.0  2.3  1.9  0.5
         0.1  0.7  0.7  0.4 -0.4
        -1.0 -0.4 -0.4 -0.6 -1.2
        -1.9 -1.3 -1.2 -1.4 -2.0
        """)
    let firstRow: [(Int, Double)] = [(0, 3.309), (1, 8.789), (2, 4.428), (3, 5.322), (4, 1.492)]
    for (column, printed) in firstRow {
      #expect(prints(uniform[Cell(row: 0, column: column)], printed, decimals: 3))
    }
    #expect(prints(uniform[Cell(row: 4, column: 4)], -1.975, decimals: 3))
    let optimal = try policyIteration(grid.process, discount: 0.9)
    #expect(
      grid.map(of: optimal.values, decimals: 1) == """
        22.0 24.4 22.0 19.4 17.5
        19.8 22.0 19.8 17.8 16.0
        17.8 19.8 17.8 16.0 14.4
        16.0 17.8 16.0 14.4 13.0
        14.4 16.0 14.4 13.0 11.7
        """)
    // 10 / (1 − γ⁵): A's reward, and four steps back to it.
    let best = 10 / (1 - 0.59049)
    #expect(agree(optimal.values[Cell(row: 0, column: 1)], best))
    for (column, printed) in zip(0..., [21.977, 24.419, 21.977, 19.419, 17.477]) {
      #expect(prints(optimal.values[Cell(row: 0, column: column)], printed, decimals: 3))
    }
    #expect(prints(optimal.values[Cell(row: 4, column: 4)], 11.680, decimals: 3))
    #expect(
      grid.map(ofBestActions: optimal.actionValues, tolerance: 1e-9).split(separator: "\n").first
        == "   → ↑→↓←    ← ↑→↓←    ←")
  }

  @Test func `the 4×4 grid's random policy is worth whole numbers`() throws {
    let grid = Gridworld.suttonBarto4x4()
    let uniform = try evaluate(.uniform(over: grid), on: grid.process, discount: 1).values.values
    let printed: [Double] = [0, 14, 20, 22, 14, 18, 20, 20, 20, 20, 18, 14, 22, 20, 14, 0]
    for (value, steps) in zip(uniform, printed) { #expect(agree(value, -steps)) }
  }

  @Test func `the 4×3 world's utilities are Russell and Norvig's`() throws {
    let world = TextGrid.russellNorvig4x3()
    let solution = try policyIteration(world.process, discount: 1)
    #expect(
      world.map(of: solution.values, decimals: 3) == """
        0.812 0.868 0.918 0.000
        0.762     # 0.660 0.000
        0.705 0.655 0.611 0.388
        """)
    #expect(world.map(of: solution.policy) == "→ → → G\n↑ # ↑ T\n↑ ← ← ←")
  }

  @Test(arguments: [
    (WindyGridworld(), -15.0), (WindyGridworld(moves: .king), -7.0),
    (WindyGridworld(moves: .kingOrStay), -7.0),
  ])
  func `the windy grid takes 15 steps, and a king 7`(grid: WindyGridworld, best: Double) throws {
    #expect(agree(try value(of: grid.process, discount: 1), best))
  }

  // MARK: - FrozenLake

  @Test(arguments: [
    (0.9, 0.068891), (0.95, 0.180472), (0.99, 0.542026), (0.999, 0.785533),
  ])
  func `the slippery 4×4 lake has the known values`(
    discount: Double, printed: Double
  ) throws {
    let lake = FrozenLake.fourByFour().process
    #expect(prints(try value(of: lake, discount: discount), printed, decimals: 6))
  }

  @Test func `undiscounted, the slippery 4×4 lake is crossed with probability 14/17`() throws {
    let lake = FrozenLake.fourByFour().process
    for solution in try [
      policyIteration(lake, discount: 1), valueIteration(lake, discount: 1, tolerance: 1e-14),
      linearProgram(lake, discount: 1),
    ] {
      #expect(agree(lake.startValue(solution.values), 14.0 / 17))
    }
    let uniform = try evaluate(.uniform(over: lake), on: lake, discount: 1).values
    #expect(prints(lake.startValue(uniform), 0.013940, decimals: 6))
  }

  @Test func `within 100 steps the slippery lake is crossed with .744190, greedily with .740165`()
    throws
  {
    let lake = FrozenLake.fourByFour().process
    let limited = try backwardInduction(lake, horizon: 100)
    #expect(prints(limited.values[0].values[0], 0.744190, decimals: 6))
    let greedy = Policy.greedy(try policyIteration(lake, discount: 0.99).actionValues)
    let success = finiteHorizonValues(of: greedy, on: lake, horizon: 100)
    #expect(prints(lake.startValue(success), 0.740165, decimals: 6))
  }

  @Test
  func `the slippery 8×8 lake has the known value, the firm lakes are γ to the path's length`()
    throws
  {
    #expect(
      prints(
        try value(of: FrozenLake.eightByEight().process, discount: 0.99), 0.414640, decimals: 6))
    func power(_ exponent: Int) -> Double {
      (0..<exponent).reduce(1.0) { result, _ in result * 0.99 }
    }
    let small = FrozenLake.fourByFour(isSlippery: false).process
    #expect(agree(try value(of: small, discount: 0.99), power(5)))
    let large = FrozenLake.eightByEight(isSlippery: false).process
    #expect(agree(try value(of: large, discount: 0.99), power(13)))
  }

  // MARK: - Cliff

  @Test func `the cliff is passed in 13 steps, ε-greedily for −45.803, and ε-softly for −20.708`()
    throws
  {
    let cliff = CliffWalking()
    let optimal = try policyIteration(cliff.process, discount: 1)
    #expect(agree(cliff.process.startValue(optimal.values), -13))

    let wobbly = Policy.epsilonGreedy(optimal.actionValues, epsilon: 0.1)
    let induced = cliff.process.following(wobbly).numbered
    for solver in Solver.allCases {
      let online = try solver(induced, discount: 1, pivotTolerance: 1e-6)
      #expect(prints(induced.startValue(online.values), -45.803, decimals: 3))
    }

    let soft = cliff.process.epsilonSoft(0.1)
    for solver in Solver.allCases {
      let best = try solver(soft.numbered, discount: 1)
      #expect(prints(soft.numbered.startValue(best.values), -20.708, decimals: 3))
    }
    let best = try policyIteration(soft, discount: 1)
    var path = [cliff.start]
    while let cell = path.last, cell != cliff.goal, path.count < 50 {
      let move = best.optimalActions(in: cell)[0]
      path.append(cliff.outcomes(of: move, in: cell)[0].next)
    }
    #expect(path.count - 1 == 15)
  }

  // MARK: - Games and business

  @Test func `the gambler's values are those of bold play`() throws {
    let values = try policyIteration(Gambler().process, discount: 1).values
    #expect(agree(values[25], 0.16))
    #expect(agree(values[50], 0.4))
    #expect(agree(values[75], 0.64))
    #expect(prints(values[1], 0.00206562, decimals: 8))
    #expect(prints(values[99], 0.964333, decimals: 6))
  }

  @Test func `Jack improves his policy four times`() throws {
    let jack = JacksCarRental()
    let never = Policy.deterministic(over: jack.space) { _ in 0 }
    let solution = try policyIteration(jack.process, discount: 0.9, startingFrom: never)
    #expect(solution.iterations == 5)
    for (cars, printed) in [(0, 421.414), (10, 574.948), (20, 636.990)] {
      let state = JacksCarRental.State(first: cars, second: cars)
      #expect(prints(solution.values[state], printed, decimals: 3))
    }
    let moves = jack.states.compactMap { solution.policy.mostProbableAction(in: $0) }
    #expect(moves.min() == -4)
    #expect(moves.max() == 5)
  }

  @Test func `the forest is worth what pymdptoolbox prints`() throws {
    let values = try policyIteration(ForestManagement().process, discount: 0.9).values
    #expect(agree(values[0], 26.244))
    #expect(agree(values[1], 29.484))
    #expect(agree(values[2], 33.484))
  }

  @Test func `a taxi ride from a random start is worth 7.93 and takes 13 steps in the mean`() throws
  {
    // 20 − 1 for each other step: 7.93 = 20 − 12.07.
    #expect(agree(try value(of: Taxi().process, discount: 1), 7.93))
  }

  // MARK: - Chains

  @Test func `a random walk is worth i/6 in state i, and i/10 − 1 with a loss on the left`() throws
  {
    let walk = RandomWalk()
    let values = try evaluate(.uniform(over: walk), on: walk.process, discount: 1).values
    for place in 1...5 { #expect(agree(values[place], Double(place) / 6)) }
    let long = RandomWalk(length: 19, leftReward: -1)
    let longValues = try evaluate(.uniform(over: long), on: long.process, discount: 1).values
    for place in 1...19 { #expect(agree(longValues[place], Double(place) / 10 - 1)) }
  }

  @Test func `when squares look alike, the short corridor is best walked right with 2 − √2`() throws
  {
    let corridor = ShortCorridor()
    func exact(_ p: Double) throws -> Double {
      let policy = corridor.policy(probabilityOfRight: p)
      return try evaluate(policy, on: corridor.process, discount: 1).values[.first]
    }
    let best = corridor.bestProbabilityOfRight
    #expect(agree(best, 2 - (2.0).squareRoot()))
    #expect(prints(try exact(best), -11.65685, decimals: 5))
    #expect(agree(try exact(best), -6 - 4 * (2.0).squareRoot()))
    for step in 1..<100 {
      let p = Double(step) / 100
      #expect(agree(try exact(p), corridor.expectedReturn(probabilityOfRight: p)))
      #expect(try exact(p) <= exact(best) + 1e-12)
    }
    // ε = .1: greedy right goes right with .95, greedy left with .05.
    #expect(prints(try exact(0.95), -44.21, decimals: 2))
    #expect(prints(try exact(0.05), -82.11, decimals: 2))
  }

  @Test func `which discounting chain is best depends on the discount alone`() throws {
    let chains = DiscountingChain(bonusChain: 4)
    #expect(agree(try value(of: chains.process, discount: 1), 1.1))
    #expect(agree(try value(of: chains.process, discount: 0.5), 1))
    let values = try policyIteration(chains.process, discount: 0.9).actionValues
    for (chain, printed) in zip(0..., [1, 0.81, 0.387420489]) {
      #expect(agree(values[.start, chain], printed))
    }
  }

  @Test func `the recycling robot's values solve its two equations`() throws {
    // Searching when high and when low is best with the default numbers:
    // h = 2 + γ(.8h + .2l), l = .6(2 + γl) + .4(−3 + γh) against recharging, l = γh.
    let values = try policyIteration(RecyclingRobot().process, discount: 0.9).values
    let high = 2 / (1 - 0.9 * (0.8 + 0.2 * 0.9))
    #expect(agree(values[.high], high))
    #expect(agree(values[.low], 0.9 * high))
  }
}
