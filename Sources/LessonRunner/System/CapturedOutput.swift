/// What a short program wrote, kept whole: the compiler and its kin.
struct CapturedOutput: ChildObserver {
  private(set) var output: [UInt8] = []
  private(set) var error: [UInt8] = []
  let deadline: UInt64
  let wantsEnd = false
  private let echo: (@Sendable (ArraySlice<UInt8>) -> Void)?

  /// - Parameter seconds: How long the program may take.
  /// - Parameter echo: Gets everything as it comes.
  init(seconds: Double = 600, echo: (@Sendable (ArraySlice<UInt8>) -> Void)? = nil) {
    deadline = Clock.nanoseconds() + UInt64(seconds * 1e9)
    self.echo = echo
  }

  mutating func received(_ bytes: ArraySlice<UInt8>) {
    output += bytes
    echo?(bytes)
  }

  mutating func receivedError(_ bytes: ArraySlice<UInt8>) {
    error += bytes
    echo?(bytes)
  }

  /// Standard output as text.
  var text: String { String(decoding: output, as: UTF8.self) }
  /// Standard error as text.
  var errorText: String { String(decoding: error, as: UTF8.self) }

  /// Runs a program and keeps what it writes.
  static func run(_ command: Command) throws(RunnerError) -> (CapturedOutput, ChildEnding) {
    var captured = CapturedOutput()
    let ending = try ChildProcess.run(command, observer: &captured)
    return (captured, ending)
  }
}
