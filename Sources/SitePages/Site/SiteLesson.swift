public import LessonEvents
public import LessonMarkup

/// A lesson with the record of its run, as the site takes it.
public struct SiteLesson: Sendable {
  /// The lesson.
  public var lesson: Lesson
  /// Changes whenever the record of the run does.
  public var resultIdentity: String
  /// Reads the record of the run; `nil` when there is none (the lesson's page, if any, is then left
  /// alone).
  ///
  /// It is called only when a page has to be written.
  public var result: (@Sendable () throws -> LessonResult)?

  /// A lesson whose run is read when it is needed.
  ///
  /// - Parameter lesson: The lesson, parsed.
  /// - Parameter resultIdentity: Changes whenever the result does, e.g. the key under which it is
  ///   cached.
  /// - Parameter result: Reads the record of the run; `nil` when there is none.
  public init(
    _ lesson: Lesson, resultIdentity: String, result: (@Sendable () throws -> LessonResult)?
  ) {
    self.lesson = lesson
    self.resultIdentity = resultIdentity
    self.result = result
  }

  /// A lesson with its run at hand.
  ///
  /// - Complexity: O(n) in the size of the result, which is digested.
  public init(_ lesson: Lesson, _ result: LessonResult) {
    var fingerprint = Fingerprint()
    fingerprint.combine(result)
    self.init(lesson, resultIdentity: fingerprint.description) { result }
  }
}

extension Fingerprint {
  /// Adds everything of a run that a page shows: all but durations.
  mutating func combine(_ result: LessonResult) {
    for value in result.values { combine(value) }
    for cell in result.cells {
      combine(cell.status.rawValue)
      for output in cell.outputs { combine(output) }
      for failure in cell.failures {
        combine(failure.kind.rawValue)
        combine(failure.message)
        combine("\(failure.line ?? -1):\(failure.column ?? -1)")
      }
      combine(
        cell.verification.map { "\($0.largestDifference) \($0.cases) \($0.failures)" })
    }
  }

  private mutating func combine(_ output: CellOutput) {
    switch output {
    case .text(let text): combine(text)
    case .display(let display):
      for text in [display.kind.rawValue, display.name, display.caption, display.control] {
        combine(text)
      }
      combine(display.secondsPerFrame.map { "\($0)" })
      for frame in display.frames {
        combine(frame.label)
        combine(frame.markup)
        combine(frame.dataTable)
        combine(frame.csv)
      }
    }
  }
}
