import LessonEvents
import LessonMarkup

/// What is tried in programs of its own beside the lesson's.
enum SideTrial: Sendable {
  /// A cell that announces a failure.
  case apart(Int)
  /// The stubs of all exercises.
  case stubs
}

extension Workshop {
  /// What is to be tried beside the lesson's program.
  var sideTrials: [SideTrial] {
    plan.apart.map { .apart($0) } + (plan.replacedStubs.isEmpty ? [] : [.stubs])
  }

  /// What became of the cells of one trial.
  ///
  /// - Parameter sound: The cells that the lesson's own program ran to their end.
  func results(of trial: SideTrial, sound: Set<Int>) throws(RunnerError) -> [Int: CellResult] {
    switch trial {
    case .apart(let cell):
      return [cell: try ApartTrials(workshop: self, sound: sound).result(of: cell)]
    case .stubs:
      var trials = ExerciseTrials(workshop: self, sound: sound)
      return try trials.run()
    }
  }

  /// The cells whose results a trial gives, and all cells that it stands on.
  func extent(of trial: SideTrial) -> (results: Set<Int>, needed: Set<Int>) {
    switch trial {
    case .apart(let cell):
      return ([cell], Set(slice.cells(neededBy: [cell], among: plan.program + [cell])))
    case .stubs:
      let stubs = plan.replacedStubs
      let tried = stubs.union(plan.exercises.compactMap(\.check))
      return (stubs, Set(slice.cells(neededBy: tried, among: plan.program + stubs.sorted())))
    }
  }
}
