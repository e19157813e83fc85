import Decisions
import Environments
import Testing

@Suite struct GoldenFiguresTests {
  @Test(arguments: GoldenRegistry.problems, Solver.allCases)
  func `every recorded figure is found by every solver`(
    problem: GoldenProblem, solver: Solver
  ) throws {
    let entry = try #require(GoldenRegistry.all.first { $0.problem.key == problem.key })
    let found = try solver.figures(of: problem)
    for (one, recorded) in zip(found.list, entry.figures.list) {
      #expect(
        agree(one.figure, recorded.figure),
        "\(one.name): \(solver.rawValue) finds \(one.figure), recorded is \(recorded.figure)")
    }
    #expect(found.selected.count == entry.figures.selected.count)
  }

  @Test func `keys are unique, and nothing is on record that is no problem`() {
    let keys = GoldenRegistry.problems.map(\.key)
    #expect(Set(keys).count == keys.count)
    #expect(GoldenRegistry.all.map(\.figures.key) == keys)
  }
}
