/// The built library that lessons link.
public struct LessonLibrary: Sendable, Hashable {
  /// The module that lessons import.
  public var module: String
  /// The dynamic product that holds the module and the lesson runtime.
  public var product: String
  /// The build folder that it was found in.
  public var folder: String

  /// Describes a built library.
  public init(module: String, product: String, folder: String) {
    self.module = module
    self.product = product
    self.folder = folder
  }

  /// The folder of the compiled modules.
  var modules: String { "\(folder)/Modules" }
  /// The dynamic library.
  var binary: String { "\(folder)/lib\(product).so" }
  /// The module maps of the package's C targets, which their importers need.
  var moduleMaps: [String] {
    Disk.names(in: folder).filter { $0.hasSuffix(".build") }
      .map { "\(folder)/\($0)/module.modulemap" }.filter { Disk.stamp($0) != nil }
  }

  /// Whether everything that a lesson needs is there.
  var isBuilt: Bool {
    Disk.stamp(binary) != nil && Disk.stamp("\(modules)/\(module).swiftmodule") != nil
  }

  /// A digest of the bytes that a lesson compiles and links against, remembered as long as the files stay.
  ///
  /// - Throws: ``RunnerError/Code/noLibrary``.
  func digest(memory: Memory) throws(RunnerError) -> String {
    let files =
      [binary] + [module, "LessonRuntime"].map { "\(modules)/\($0).swiftmodule" }
    let stamps = files.map { Disk.stamp($0)?.description ?? "missing" }
    return try memory.value("library", key: "\(files) \(stamps)") { () throws(RunnerError) in
      var hash = SHA256()
      for file in files {
        guard let bytes = Disk.read(file) else {
          throw RunnerError(
            .noLibrary, "can't read \(file)",
            fix: "build the library: swift build -c release --product \(product)")
        }
        hash.update(bytes)
      }
      return hash.finish()
    }
  }
}
