package import LessonMarkup

/// Which of a lesson's cells go into its program, in which order, and which are run apart.
///
/// A solution stands in the place of its exercise's stub, so the lesson's program is the one a reader has after
/// solving every exercise; the stub is tried in a program of its own. Cells that must not compile, crash or throw are
/// tried apart too, after the cells above them: what they declare is not seen by later cells.
package struct LessonPlan: Sendable {
  /// A place in the lesson's program, one for each cell.
  struct Slot: Sendable, Hashable {
    /// The cell that runs here; `nil` when none does.
    var cell: Int?
    /// The cell whose inline cells follow.
    var inlineAfter: Int
  }

  /// One exercise: the places of its cells; a part that the lesson lacks is `nil`.
  struct Exercise: Sendable, Hashable {
    var name: String
    var stub: Int?
    var solution: Int?
    var check: Int?
  }

  /// What is planned.
  let lesson: Lesson
  /// The program's places, in order.
  let slots: [Slot]
  /// The cells that are tried apart, in order.
  package let apart: [Int]
  /// The cells that are left out since they are slow.
  let slow: Set<Int>
  /// The exercises, in the order of their first cell.
  let exercises: [Exercise]

  /// Plans a lesson.
  ///
  /// - Parameter includesSlow: Whether cells marked `slow` are run.
  package init(_ lesson: Lesson, includesSlow: Bool) {
    self.lesson = lesson
    exercises = Self.exercises(in: lesson)
    slow =
      includesSlow ? [] : Set(lesson.cells.filter { $0.options.slow }.map(\.index))
    let slow = slow
    apart = lesson.cells.filter {
      [.rejects, .traps, .throws].contains($0.options.outcome) && !slow.contains($0.index)
    }.map(\.index)
    let solutionForStub = Dictionary(
      exercises.compactMap { exercise in
        exercise.stub.flatMap { stub in exercise.solution.map { (stub, $0) } }
      }, uniquingKeysWith: { first, _ in first })
    let movedSolutions = Set(solutionForStub.values)
    slots = lesson.cells.map { cell in
      let index = cell.index
      let runs: Int? =
        if cell.options.outcome != .completes {
          nil
        } else if let solution = solutionForStub[index] {
          solution
        } else {
          movedSolutions.contains(index) ? nil : index
        }
      return Slot(cell: runs.flatMap { slow.contains($0) ? nil : $0 }, inlineAfter: index)
    }
  }

  /// The cells of the lesson's program, in the order they run.
  package var program: [Int] { slots.compactMap(\.cell) }

  /// The stubs that are tried in a program of their own.
  package var replacedStubs: Set<Int> {
    Set(exercises.compactMap { $0.solution == nil ? nil : $0.stub })
  }

  private static func exercises(in lesson: Lesson) -> [Exercise] {
    var exercises: [Exercise] = []
    func note(_ name: String?, _ index: Int, _ part: WritableKeyPath<Exercise, Int?>) {
      guard let name else { return }
      let place = exercises.firstIndex { $0.name == name } ?? exercises.count
      if place == exercises.count { exercises.append(Exercise(name: name)) }
      exercises[place][keyPath: part] = exercises[place][keyPath: part] ?? index
    }
    for cell in lesson.cells {
      note(cell.options.exercise, cell.index, \.stub)
      note(cell.options.solution, cell.index, \.solution)
      note(cell.options.check, cell.index, \.check)
    }
    return exercises
  }
}
