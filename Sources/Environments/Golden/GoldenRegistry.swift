/// The exact values of every finite environment here: computed once by solvers that share no code, agreed, and recorded.
///
///     for entry in GoldenRegistry.all {
///       let process = entry.problem.instance().process
///       …  // a new solver should find entry.figures.optimalReturn
///     }
///
/// A test computes all figures again by value iteration, policy iteration and linear programming and compares them
/// with the record to 1e-9, relative to the larger of 1 and the figure.
public enum GoldenRegistry {
  /// A problem and its figures.
  public struct Entry: Sendable {
    /// The environment and the discount.
    public let problem: GoldenProblem
    /// The exact figures.
    public let figures: GoldenFigures
  }

  /// All problems with their figures, in the order of ``problems``.
  public static var all: [Entry] {
    problems.map { Entry(problem: $0, figures: figures(of: $0)) }
  }

  /// The figures of a problem.
  ///
  /// - Precondition: They are on record; see `Tests/EnvironmentsTests/RecordFigures.swift`.
  private static func figures(of problem: GoldenProblem) -> GoldenFigures {
    guard let figures = recorded.first(where: { $0.key == problem.key }) else {
      fatalError("no figures are recorded for \(problem.key)")
    }
    return figures
  }
}
