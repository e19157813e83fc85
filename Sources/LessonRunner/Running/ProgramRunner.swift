import LessonEvents
import LessonMarkup

/// Runs the program of a lesson.
struct ProgramRunner: Sendable {
  /// The folder that lessons run in: the course's.
  let folder: String
  let limits: RunRecorder.Limits
  /// Seconds that a cell may take which does not say.
  let defaultTimeout: Double

  /// Runs a program to its end, or to the end of its time.
  ///
  /// - Parameter budget: Seconds that the whole program may take; `nil` means any number.
  /// - Parameter isTraced: Whether every `throw` is to be noted; slow.
  func run(
    _ program: String, of lesson: Lesson, budget: Double? = nil, isTraced: Bool = false,
    report: @escaping @Sendable (LessonProgress) -> Void = { _ in }
  ) throws(RunnerError) -> RunRecord {
    let secret = Self.secret()
    let timeouts = lesson.cells.map(\.options.timeout)
    let defaultTimeout = defaultTimeout
    var recorder = RunRecorder(
      secret: secret, limits: limits,
      timeout: { $0 < 0 ? defaultTimeout : timeouts[$0] ?? defaultTimeout }, budget: budget,
      report: report)
    var environment =
      ChildEnvironment.base + [
        "\(EventFrame.secretVariable)=\(String(decoding: secret, as: UTF8.self))"
      ]
    if isTraced { environment.append("\(EventFrame.traceVariable)=1") }
    let start = Clock.nanoseconds()
    let ending = try ChildProcess.run(
      Command(program: program, arguments: [], environment: environment, folder: folder),
      observer: &recorder)
    return recorder.finish(ending, seconds: Clock.seconds(since: start))
  }

  private static func secret() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<EventFrame.secretLength).map { _ in
      EventFrame.hexadecimal(Int.random(in: 0..<16, using: &generator))
    }
  }
}
