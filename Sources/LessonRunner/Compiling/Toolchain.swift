import Glibc

/// The Swift toolchain that compiles lessons.
public struct Toolchain: Sendable, Hashable {
  /// The path of `swiftc`.
  public var compiler: String
  /// What `swiftc --version` says; part of every cache key.
  public var version: String

  /// Describes a toolchain.
  package init(compiler: String, version: String) {
    self.compiler = compiler
    self.version = version
  }

  /// The folder of the toolchain's programs.
  var binaries: String { Disk.folder(of: Disk.realPath(compiler) ?? compiler) }

  /// Finds the compiler on a search path and asks for its version, or remembers it.
  ///
  /// - Parameter searchPath: Folders separated by colons, as in `PATH`.
  /// - Parameter memory: Where versions are remembered; the default forgets them.
  /// - Throws: ``RunnerError/Code/noCompiler``.
  public static func find(
    searchPath: String, memory: Memory = Memory(folder: nil)
  ) throws(RunnerError) -> Toolchain {
    let candidates = searchPath.split(separator: ":").map { "\($0)/swiftc" }
    guard let compiler = candidates.first(where: { access($0, X_OK) == 0 }),
      let stamp = Disk.stamp(Disk.realPath(compiler) ?? compiler)
    else {
      throw RunnerError(
        .noCompiler, "there is no Swift compiler on the path",
        underlying: "PATH is \(searchPath.isEmpty ? "empty" : searchPath)",
        fix: "install Swift 6.3 (https://swift.org/install) and add its usr/bin to PATH")
    }
    let version = try memory.value("toolchain", key: "\(compiler) \(stamp)") {
      () throws(RunnerError) in
      try askVersion(of: compiler)
    }
    return Toolchain(compiler: compiler, version: version)
  }

  private static func askVersion(of compiler: String) throws(RunnerError) -> String {
    let (captured, ending) = try CapturedOutput.run(
      Command(
        program: compiler, arguments: ["--version"], environment: ChildEnvironment.base,
        folder: "/"))
    guard ending == .exited(0) else {
      throw RunnerError(
        .noCompiler, "the Swift compiler \(compiler) does not run",
        underlying: captured.errorText, fix: "install Swift 6.3 anew")
    }
    return captured.text.split(separator: "\n").joined(separator: "; ")
  }
}

/// The environment of everything that the runner starts: nothing of it depends on the machine or its owner.
enum ChildEnvironment {
  /// What every child gets.
  static var base: [String] {
    let kept = ["PATH", "HOME", "TMPDIR"].compactMap { (name: String) -> String? in
      getenv(name).map { "\(name)=\(String(cString: $0))" }
    }
    return kept + [
      "LANG=C.UTF-8", "TZ=UTC", "SWIFT_DETERMINISTIC_HASHING=1", "SWIFT_BACKTRACE=enable=no",
    ]
  }
}
