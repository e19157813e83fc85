import Glibc

/// Compiled programs, kept by what they were made of, so that a program is compiled once.
struct ProgramStore: Sendable {
  let compiler: Compiler
  /// The folder they are kept in.
  let folder: String
  /// The library's digest, part of what a program is made of.
  let libraryDigest: String

  /// More programs than this are never kept.
  private static let limit = 300

  /// Compiles a program, or finds it compiled.
  func compile(
    _ source: String, for purpose: Compiler.Purpose
  ) throws(RunnerError) -> Compiler.Outcome {
    let made = "\(purpose)\n\(compiler.toolchain.version)\n\(libraryDigest)\n\(compiler.library)\n"
    let key = SHA256.digest(of: (made + Compiler.flags.joined(separator: " ") + source).utf8)
    let place = "\(folder)/\(key.prefix(32))"
    if let outcome = stored(at: place, purpose) { return outcome }
    return try inDraft { (draft) throws(RunnerError) in
      var outcome = try compiler.compile(source, for: purpose, in: draft)
      guard outcome.isAccepted else { return outcome }
      // The last file of a program: without it the folder counts as empty.
      try Disk.write("\(outcome.cost)\n\(outcome.report)".utf8, to: "\(draft)/report")
      if rename(draft, place) != 0 {
        // Another process was faster, or left an unfinished one.
        try Disk.remove(place)
        try Disk.move(draft, to: place)
      }
      outcome.program = outcome.program.map { _ in "\(place)/lesson" }
      try forgetOldest(except: place)
      return outcome
    }
  }

  /// What the compiler says of a program's grammar alone.
  func parse(_ source: String) throws(RunnerError) -> [CompilerMessage] {
    try inDraft { (draft) throws(RunnerError) in try compiler.parse(source, in: draft) }
  }

  /// Works in a folder of its own that is gone afterwards.
  private func inDraft<Value>(
    _ body: (String) throws(RunnerError) -> Value
  ) throws(RunnerError) -> Value {
    let draft = "\(folder)/draft-\(getpid())-\(UInt32.random(in: .min ... .max))"
    try Disk.makeFolder(draft)
    do throws(RunnerError) {
      let value = try body(draft)
      try Disk.remove(draft)
      return value
    } catch {
      // The first failure is the one to tell.
      try? Disk.remove(draft)
      throw error
    }
  }

  private func stored(at place: String, _ purpose: Compiler.Purpose) -> Compiler.Outcome? {
    guard let bytes = Disk.read("\(place)/report") else { return nil }
    let program = purpose == .check ? nil : "\(place)/lesson"
    if let program, access(program, X_OK) != 0 { return nil }
    // The first line is what it cost; the rest what the compiler said.
    let text = String(decoding: bytes, as: UTF8.self)
    let parts = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let cost = Double(parts[0]) else { return nil }
    return Compiler.Outcome(
      program: program, messages: CompilerMessage.parse(String(parts[1])), report: "", seconds: 0,
      cost: cost)
  }

  /// Removes the programs that were made longest ago, and what a killed tool left half made.
  private func forgetOldest(except kept: String) throws(RunnerError) {
    let names = Disk.names(in: folder)
    for name in names where isAbandoned(name) { try Disk.remove("\(folder)/\(name)") }
    guard names.count > Self.limit else { return }
    let byAge = names.filter { !$0.hasPrefix("draft-") }.map { "\(folder)/\($0)" }
      .filter { $0 != kept }
      .compactMap { place in Disk.stamp(place).map { (place, $0) } }
      .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
    for (place, _) in byAge.prefix(names.count - Self.limit) { try Disk.remove(place) }
  }

  /// Whether a folder is the draft of a process that no longer runs.
  private func isAbandoned(_ name: String) -> Bool {
    let parts = name.split(separator: "-")
    guard parts.count == 3, parts[0] == "draft", let process = pid_t(parts[1]) else { return false }
    return kill(process, 0) != 0 && errno == ESRCH
  }
}
