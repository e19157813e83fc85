import Environments
import Foundation
import PortableMath
import Testing

/// Writes `Sources/Environments/Golden/RecordedFigures.swift` from what policy iteration finds. Only when asked:
///
///     ROLLOUT_RECORD_FIGURES=1 swift test -c release --disable-testable-imports --filter RecordFigures
///
/// The run then fails, so that nobody records by accident; the next one checks the record by all solvers.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["ROLLOUT_RECORD_FIGURES"] != nil))
struct RecordFigures {
  @Test func `the figures of all problems are written`() throws {
    let entries = try GoldenRegistry.problems.map { problem in
      swift(try Solver.policyIteration.figures(of: problem))
    }
    let text = """
      // Written by Tests/EnvironmentsTests/RecordFigures.swift; don't edit.

      extension GoldenRegistry {
        /// The figures on record, one entry a problem.
        static let recorded: [GoldenFigures] = [
      \(entries.joined(separator: "\n"))
        ]
      }

      """
    let file = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources/Environments/Golden/RecordedFigures.swift")
    try text.write(to: file, atomically: true, encoding: .utf8)
    Issue.record("recorded \(entries.count) problems; run the tests again without the variable")
  }

  private func swift(_ figures: GoldenFigures) -> String {
    let numbers = figures.selected.map(digits)
    let line = numbers.joined(separator: ", ")
    let selected =
      line.count < 75 ? line : numbers.map { "\n        \($0)," }.joined() + "\n      "
    return """
          GoldenFigures(
            key: "\(figures.key)",
            optimalReturn: \(digits(figures.optimalReturn)),
            uniformReturn: \(digits(figures.uniformReturn)),
            values: .init(
              \(swift(figures.values))),
            actionValues: .init(
              \(swift(figures.actionValues))),
            selected: [\(selected)]),
      """
  }

  private func swift(_ summary: GoldenFigures.Summary) -> String {
    """
    minimum: \(digits(summary.minimum)), maximum: \(digits(summary.maximum)), \
    sum: \(digits(summary.sum))
    """
  }

  /// Thirteen significant digits: enough to compare to 1e-9, and not the last ones, which are rounding.
  private func digits(_ value: Double) -> String { format(value, significantDigits: 13) }
}
