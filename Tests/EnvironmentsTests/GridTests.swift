import Decisions
import Environments
import Testing

@Suite struct GridTests {
  @Test func `moves turn, and come back`() {
    for move in Move.allCases {
      #expect(move.turnedLeft.turnedRight == move)
      #expect(move.opposite.opposite == move)
      let there = Cell(row: 3, column: 3).neighbor(move)
      #expect(there.neighbor(move.opposite) == Cell(row: 3, column: 3))
      #expect(move.turnedLeft.turnedLeft == move.opposite)
    }
    #expect(Move.up.turnedRight == .right)
    #expect(Cell(row: 3, column: 3).neighbor(Move.up) == Cell(row: 2, column: 3))
    #expect(Cell(row: 3, column: 3).neighbor(Heading.downLeft) == Cell(row: 4, column: 2))
  }

  @Test func `cells are in reading order and say where they are`() {
    let grid = Gridworld.suttonBarto4x4()
    #expect(grid.cells == grid.cells.sorted())
    #expect(grid.cells.count == 16)
    #expect("\(Cell(row: 0, column: 3))" == "(0, 3)")
    #expect(!grid.contains(Cell(row: 4, column: 0)))
  }

  @Test func `worlds draw themselves`() {
    #expect(
      CliffWalking(rows: 3, columns: 4).picture == """
        . . . .
        . . . .
        S C C G
        """)
    #expect(FrozenLake.fourByFour().picture == "S . . .\n. H . H\n. . . H\nH . . G")
    #expect(TextGrid.russellNorvig4x3().picture == ". . . G\n. # . T\nS . . .")
    #expect(Gridworld.suttonBarto5x5().picture.split(separator: "\n")[0] == ". A . B .")
    #expect(WindyGridworld().picture.split(separator: "\n")[3] == "S . . . . . . G . .")
  }

  @Test func `squares that are no states show what they are`() {
    let cliff = CliffWalking(rows: 2, columns: 4)
    let values = StateValues(repeating: -1.25, over: cliff.space)
    #expect(cliff.map(of: values, decimals: 1) == "-1.2 -1.2 -1.2 -1.2\n-1.2    C    C -1.2")
  }

  @Test func `a policy is drawn with all its likeliest moves`() {
    let corner = TextGrid("S.\n.G")
    let policy = Policy.uniform(over: corner)
    #expect(corner.map(of: policy) == "↑→↓← ↑→↓←\n↑→↓←    G")
    let right = Policy.deterministic(over: corner.space) { _ in .right }
    #expect(corner.map(of: right) == "→ →\n→ G")
  }

  @Test func `a grid without marks starts anywhere that is open`() {
    let world = TextGrid("..#G")
    #expect(world.process.startProbabilities == [0.5, 0.5, 0])
    #expect(world.walls == [Cell(row: 0, column: 2)])
  }

  @Test func `a letter that the legend lacks stops the programme and is named`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TextGrid("S.?")
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("the letter \"?\""))
  }

  @Test func `ragged maps stop the programme and are shown`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = FrozenLake(map: "SF\nG")
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("equal length"))
  }
}
