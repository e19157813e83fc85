/// Compiles lesson programs against the built library, without the package manager and without `swiftc`'s driver.
struct Compiler: Sendable {
  /// What is wanted of a program.
  enum Purpose: String, Sendable {
    /// To run it soon: not optimised, which compiles three times as fast; every instruction knows its line.
    case plain
    /// To run it fast: optimised.
    case optimised
    /// Only to know whether it compiles.
    case check
  }

  /// What came of a compilation.
  struct Outcome: Sendable {
    /// The program; `nil` when it does not compile, or was only checked.
    var program: String?
    /// What the compiler said.
    var messages: [CompilerMessage]
    /// Its own words.
    var report: String
    /// Seconds it took; 0 when it was found compiled.
    var seconds: Double
    /// Seconds it took when it was compiled.
    var cost = 0.0

    /// Whether it compiles.
    var isAccepted: Bool { !messages.contains { $0.severity == .error } }
  }

  let toolchain: Toolchain
  let library: LessonLibrary
  let memory: Memory

  /// The flags that all lessons are compiled with; part of every cache key.
  ///
  /// `-assert-config Debug` keeps the checks and the words of `precondition`, of array indices and of `!`, which
  /// optimisation would drop; it costs nothing measurable where the numbers are made. Line tables (0.01 s) let a trap
  /// be shown at its line.
  static let flags = [
    "-swift-version", "6", "-module-name", "lesson", "-O", "-assert-config", "Debug",
    "-gline-tables-only", "-diagnostic-style", "llvm", "-no-color-diagnostics",
  ]

  /// Compiles a program.
  ///
  /// - Parameter folder: Where its source and what is made of it are put; it exists.
  /// - Throws: ``RunnerError`` when the failure says nothing about the program.
  func compile(
    _ source: String, for purpose: Purpose, in folder: String
  ) throws(RunnerError) -> Outcome {
    let start = Clock.nanoseconds()
    let main = "\(folder)/main.swift"
    try Disk.write(source.utf8, to: main)
    let commands = try commands()
    let compilation =
      switch purpose {
      case .optimised: commands.compilation(of: main, in: folder, extra: [])
      case .plain: commands.compilation(of: main, in: folder, extra: ["-Onone"])
      case .check: commands.check(of: main, in: folder)
      }
    let (captured, ending) = try run(compilation, in: folder)
    let messages = CompilerMessage.parse(captured.errorText)
    var outcome = Outcome(messages: messages, report: captured.errorText, seconds: 0)
    if ending == .exited(0) {
      if purpose != .check {
        try link(commands.linking(of: main, in: folder), in: folder)
        outcome.program = "\(folder)/lesson"
      }
    } else if outcome.isAccepted {
      throw RunnerError(
        .compilerFailed, "the Swift compiler failed on \(main)",
        underlying: captured.errorText.isEmpty ? "\(ending)" : captured.errorText,
        fix: "look at that file; it is the lesson's program")
    }
    outcome.seconds = Clock.seconds(since: start)
    outcome.cost = outcome.seconds
    return outcome
  }

  /// What the compiler says of a program's grammar alone.
  ///
  /// - Complexity: About 25 ms.
  func parse(_ source: String, in folder: String) throws(RunnerError) -> [CompilerMessage] {
    let main = "\(folder)/main.swift"
    try Disk.write(source.utf8, to: main)
    let command = [
      "\(toolchain.binaries)/swift-frontend", "-frontend", "-parse", "-swift-version", "6",
      "-diagnostic-style", "llvm", main,
    ]
    return CompilerMessage.parse(try run(command, in: folder).0.errorText)
  }

  private func link(_ commands: [[String]], in folder: String) throws(RunnerError) {
    for command in commands {
      let (captured, ending) = try run(command, in: folder)
      guard ending != .exited(0) else { continue }
      throw RunnerError(
        .noLibrary, "a lesson's program does not link with \(library.binary)",
        underlying: captured.errorText,
        fix: "build the library again: swift build -c release --product \(library.product)")
    }
  }

  private func run(
    _ command: [String], in folder: String
  ) throws(RunnerError) -> (CapturedOutput, ChildEnding) {
    try CapturedOutput.run(
      Command(
        program: command[0], arguments: Array(command.dropFirst()),
        environment: ChildEnvironment.base, folder: folder))
  }

  /// The driver's commands, asked for once.
  private func commands() throws(RunnerError) -> CompilerCommands {
    // The driver wants a source that exists; its path is only a mark to replace.
    let (source, output) = ("/dev/null/main.swift", "/dev/null/lesson")
    let arguments =
      Self.flags + [
        "-I", library.modules, "-L", library.folder, "-l\(library.product)",
        // The compiler may call `sqrt` of the C library for `squareRoot()`.
        "-lm",
        "-Xlinker", "-rpath", "-Xlinker", library.folder,
      ] + library.moduleMaps.flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] }
    let key = "\(toolchain.compiler) \(toolchain.version) \(arguments)"
    let printed = try memory.value("commands", key: key) { () throws(RunnerError) in
      let (captured, ending) = try run(
        [toolchain.compiler, "-driver-print-jobs"] + arguments + [source, "-o", output], in: "/")
      guard ending == .exited(0) else {
        throw RunnerError(
          .compilerFailed, "the Swift compiler does not take our flags",
          underlying: captured.errorText, fix: "install Swift 6.3")
      }
      return captured.text
    }
    guard let commands = CompilerCommands(printed: printed, source: source, output: output) else {
      throw RunnerError(
        .compilerFailed, "the Swift compiler works in steps that we don't know",
        underlying: printed, fix: "install Swift 6.3")
    }
    return commands
  }
}
