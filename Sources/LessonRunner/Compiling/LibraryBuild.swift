import Glibc

/// Finds the library that lessons link, and builds it when it is missing or older than its sources.
///
/// `swift run rollout` builds the tool alone, not the dynamic product that lessons need; so the tool sees to it.
public enum LibraryBuild {
  /// Finds the library and makes sure that it is up to date.
  ///
  /// - Parameter module: The module that lessons import.
  /// - Parameter product: The dynamic product that holds it.
  /// - Parameter package: The root of the package that makes the library; `nil` when there is none, and the library
  ///   is taken as it is.
  /// - Parameter executable: The running program; the library is looked for beside it first.
  /// - Parameter toolchain: The compiler that builds it.
  /// - Parameter report: Gets what the build says, as it comes.
  /// - Throws: ``RunnerError/Code/noLibrary`` or ``RunnerError/Code/buildFailed``.
  /// - Complexity: O(n) file look-ups for n files under `Sources` (about 1 ms for 300) when nothing is to be built.
  public static func library(
    module: String, product: String, package: String?, executable: String? = runningProgram,
    toolchain: Toolchain, report: @escaping @Sendable (String) -> Void = { _ in }
  ) throws(RunnerError) -> LessonLibrary {
    let library = LessonLibrary(
      module: module, product: product, folder: folder(package: package, executable: executable))
    if let package, Disk.stamp("\(package)/Package.swift") != nil {
      if !isFresh(library, package: package) {
        try build(library, package: package, toolchain: toolchain, report: report)
      }
    }
    guard library.isBuilt else {
      throw RunnerError(
        .noLibrary, "the library \(product) is not built: \(library.folder) lacks it",
        fix: "run in the package's folder: swift build -c release --product \(product)")
    }
    return library
  }

  /// The path of the running program; `nil` when the system does not tell.
  public static var runningProgram: String? { Disk.realPath("/proc/self/exe") }

  /// The folder of the running program if it is a release build folder, else the package's.
  private static func folder(package: String?, executable: String?) -> String {
    let beside = executable.map(Disk.folder(of:))
    if let beside, Disk.isFolder("\(beside)/Modules") { return beside }
    let scratch = "\(package ?? ".")/.build"
    return Disk.realPath("\(scratch)/release") ?? "\(scratch)/unknown/release"
  }

  /// Whether nothing that the library is made from is younger than its last build.
  private static func isFresh(_ library: LessonLibrary, package: String) -> Bool {
    guard library.isBuilt, let built = Disk.stamp(library.binary) else { return false }
    let checked = Disk.stamp(stampFile(library)) ?? built
    let limit = max(built.modified, checked.modified)
    let sources = modules(of: library)?.map { "\(package)/Sources/\($0)" }
    return !(sources ?? ["\(package)/Sources"]).contains { isAnythingYounger(than: limit, at: $0) }
      && (Disk.stamp("\(package)/Package.swift")?.modified ?? 0) <= limit
  }

  /// The modules that the library was linked from, so that work on the tool builds no library; `nil` when the
  /// package manager left no list.
  private static func modules(of library: LessonLibrary) -> Set<String>? {
    let list = "\(library.folder)/\(library.product).product/Objects.LinkFileList"
    guard let bytes = Disk.read(list) else { return nil }
    let folders = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
      .compactMap { $0.split(separator: "/").last { $0.hasSuffix(".build") } }
    return folders.isEmpty ? nil : Set(folders.map { String($0.dropLast(".build".count)) })
  }

  private static func isAnythingYounger(than limit: Int, at path: String) -> Bool {
    guard let stamp = Disk.stamp(path) else { return false }
    if stamp.modified > limit { return true }
    guard Disk.isFolder(path) else { return false }
    return Disk.names(in: path).contains { isAnythingYounger(than: limit, at: "\(path)/\($0)") }
  }

  /// Its time says when the library was last seen to be up to date: a build that had nothing to do leaves the
  /// library's own time as it was.
  private static func stampFile(_ library: LessonLibrary) -> String {
    "\(library.folder)/\(library.product).checked"
  }

  private static func build(
    _ library: LessonLibrary, package: String, toolchain: Toolchain,
    report: @escaping @Sendable (String) -> Void
  ) throws(RunnerError) {
    report("building the library \(library.product), once\n")
    let swift = "\(Disk.folder(of: toolchain.compiler))/swift"
    var captured = CapturedOutput(seconds: 3600) { report(String(decoding: $0, as: UTF8.self)) }
    // A build folder is <scratch>/<platform>/<configuration>.
    let configuration = library.folder.split(separator: "/").last.map(String.init) ?? "release"
    let scratch = Disk.folder(of: Disk.folder(of: library.folder))
    let environment = ProcessEnvironment.all.map { "\($0.name)=\($0.value)" }
    let ending = try ChildProcess.run(
      Command(
        program: swift,
        arguments: [
          "build", "-c", configuration, "--scratch-path", scratch, "--product", library.product,
        ],
        environment: environment, folder: package),
      observer: &captured)
    guard ending == .exited(0) else {
      throw RunnerError(
        .buildFailed, "the library \(library.product) does not build",
        underlying: captured.errorText.isEmpty ? captured.text : captured.errorText,
        fix: "mend the library's sources in \(package)/Sources")
    }
    if library.isBuilt { try Disk.write([], to: stampFile(library)) }
  }
}

/// The environment of the running program.
enum ProcessEnvironment {
  /// Every variable, in the system's order.
  static var all: [(name: String, value: String)] {
    var variables: [(name: String, value: String)] = []
    guard let file = Disk.readStream("/proc/self/environ") else { return [] }
    for entry in file.split(separator: 0) {
      let text = String(decoding: entry, as: UTF8.self)
      guard let equals = text.firstIndex(of: "=") else { continue }
      variables.append((String(text[..<equals]), String(text[text.index(after: equals)...])))
    }
    return variables
  }
}
