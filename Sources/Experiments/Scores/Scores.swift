internal import RandomStreams

/// The scores of one algorithm: what each run reached on each task.
///
/// The runs of a task are independent and differ in their seed alone. Scores of several tasks are comparable only
/// when they are normalised, say so that 0 is a random policy and 1 an expert.
public struct Scores: Sendable, Hashable {
  /// The scores by task, then by run; every task has the same number of runs.
  public let tasks: [[Double]]

  /// The scores of the runs on several tasks.
  ///
  /// - Parameter tasks: By task, then by run.
  /// - Precondition: At least one task and one run, as many runs on each task, finite scores.
  public init(tasks: [[Double]]) {
    guard let count = tasks.first?.count, count > 0 else {
      fatalError("Scores: at least one task with one run is needed, not \(tasks).")
    }
    for (index, runs) in tasks.enumerated() {
      if runs.count != count {
        fatalError("Scores: task \(index) has \(runs.count) runs, but task 0 has \(count).")
      }
      if let score = runs.first(where: { !$0.isFinite }) {
        fatalError("Scores: task \(index) has a score of \(score).")
      }
    }
    self.tasks = tasks
  }

  /// The scores of the runs on one task.
  ///
  /// - Parameter runs: A finite score for each run, at least one.
  public init(_ runs: [Double]) { self.init(tasks: [runs]) }

  /// How many runs each task has.
  public var runCount: Int { tasks[0].count }

  /// The scores of all tasks, one task after another.
  public var pooled: [Double] { tasks.flatMap { $0 } }

  /// Scores that are known to be whole.
  init(trusted tasks: [[Double]]) { self.tasks = tasks }

  /// As many runs drawn with replacement, on every task by itself.
  func resampled(using stream: inout RandomStream) -> Scores {
    Scores(trusted: tasks.map { $0.resampled(count: $0.count, using: &stream) })
  }
}
