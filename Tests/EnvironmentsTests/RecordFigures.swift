import Environments
import Foundation
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
    """
        GoldenFigures(
          key: "\(figures.key)",
          optimalReturn: \(figures.optimalReturn),
          uniformReturn: \(figures.uniformReturn),
          values: \(swift(figures.values)),
          actionValues: \(swift(figures.actionValues)),
          selected: \(figures.selected)),
    """
  }

  private func swift(_ summary: GoldenFigures.Summary) -> String {
    """
    .init(
            minimum: \(summary.minimum), maximum: \(summary.maximum),
            sum: \(summary.sum))
    """
  }
}
