@preconcurrency internal import Glibc
internal import LessonEvents
internal import Synchronization

/// The running lesson's line to the tool.
///
/// When the tool started the program, events travel as frames inside standard output; when a person did, by hand,
/// there is no secret in the environment and everything is plain text.
final class Session: Sendable {
  /// The process's one session.
  static let current = Session()

  /// What is known of the cell under way.
  struct CellState: Sendable {
    var cell = -1
    var started: UInt64 = 0
    var verification: Verification?
    var displays = 0
    var lastProgress: UInt64 = 0
  }

  /// The run's secret, as ASCII; `nil` when no tool listens.
  let secret: [UInt8]?
  let state = Mutex(CellState())

  private init() {
    let given = getenv(EventFrame.secretVariable).map { String(cString: $0) }
    unsetenv(EventFrame.secretVariable)
    secret = given?.utf8.count == EventFrame.secretLength ? given.map { Array($0.utf8) } : nil
    guard let secret else { return }
    // A trap throws away what is buffered: keep at most an unfinished line.
    setvbuf(stdout, nil, _IOLBF, 1 << 16)
    dieWithParent()
    CrashReporter.install(secret: secret)
    if getenv(EventFrame.traceVariable) != nil { CrashReporter.traceThrows() }
    unsetenv(EventFrame.traceVariable)
  }

  /// Whether the tool listens.
  var isConnected: Bool { secret != nil }

  /// Sends an event, after everything that was printed before it; does nothing when no tool listens.
  func send(_ event: LessonEvent) {
    guard let secret else { return }
    let frame = EventFrame.bytes(of: event, secret: secret)
    flockfile(stdout)
    defer { funlockfile(stdout) }
    fwrite(frame, 1, frame.count, stdout)
    fflush(stdout)
  }
}

/// Nanoseconds of a clock that never goes back.
func monotonicNanoseconds() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
}
