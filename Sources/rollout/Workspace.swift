import FoundationEssentials
import LessonEvents
import LessonMarkup

/// A course on disk: what it is called, its lessons as parsed, its bibliography, and what is wrong with any of them.
struct Workspace {
  /// The folder that holds `lessons`.
  let folder: String
  /// What `lessons/course.yml` says.
  let course: Course
  /// What `lessons/references.yml` says.
  let references: References
  /// All lessons of the course, in its order.
  let lessons: [Lesson]
  /// What reading found wrong.
  let diagnostics: [Diagnostic]

  /// Where results, formulas and durations are kept between runs.
  var cacheFolder: String { "\(folder)/.rollout-cache" }

  /// Reads a course.
  ///
  /// - Parameter named: Its folder; `nil` looks for the nearest one from the working directory upwards.
  init(at named: String?) throws {
    folder = try Workspace.folder(at: named)
    var diagnostics: [Diagnostic] = []
    let existing = try Workspace.names(in: "\(folder)/lessons")
      .filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }.sorted()
    let loaded = Course.load(
      yaml: try Workspace.text(of: "\(folder)/lessons/course.yml"), existing: existing)
    diagnostics += loaded.diagnostics
    course =
      loaded.course ?? Course(title: "", summary: "", module: "", product: "", parts: [])
    let bibliography = "\(folder)/lessons/references.yml"
    if FileManager.default.fileExists(atPath: bibliography) {
      let loaded = References.load(yaml: try Workspace.text(of: bibliography))
      references = loaded.references
      diagnostics += loaded.diagnostics
    } else {
      references = References()
    }
    let folder = folder
    lessons = try course.stems.filter(existing.contains).map { stem in
      let path = "lessons/\(stem).md"
      return Lesson.parse(try Workspace.bytes(of: "\(folder)/\(path)"), path: path)
    }
    self.diagnostics = diagnostics + lessons.flatMap(\.diagnostics)
  }

  /// What reading found wrong with the course's own files and with some of its lessons.
  func diagnostics(about lessons: [Lesson]) -> [Diagnostic] {
    let others = Set(self.lessons.map(\.path)).subtracting(lessons.map(\.path))
    return diagnostics.filter { !others.contains($0.file) }
  }

  /// What one lesson says about others, checked.
  ///
  /// - Parameter results: What was run; it tells which figures there are.
  func checks(after results: [(Lesson, LessonResult)]) -> CourseChecks {
    let folder = folder
    return CourseChecks(
      course: course, lessons: lessons, references: references,
      figures: Dictionary(uniqueKeysWithValues: results.map { ($0.stem, $1.labels) }),
      fileExists: { FileManager.default.fileExists(atPath: "\(folder)/lessons/\($0)") })
  }

  /// Throws, with what is wrong with `course.yml`, when that doesn't even say what lessons import.
  func requireCourse() throws {
    guard course.module.isEmpty || course.product.isEmpty else { return }
    var report = Report()
    report.add(diagnostics(about: []))
    try report.finish(sources: sources, strict: false)
  }

  /// The sources of everything that diagnostics may be about.
  var sources: [String: String] {
    var sources = Dictionary(lessons.map { ($0.path, $0.source) }) { first, _ in first }
    for path in ["lessons/course.yml", "lessons/references.yml"] {
      sources[path] = try? Workspace.text(of: "\(folder)/\(path)")
    }
    return sources
  }

  /// The folder of a course.
  ///
  /// - Parameter named: It, or `nil` for the nearest one from the working directory upwards.
  static func folder(at named: String?) throws -> String {
    try named.map(Workspace.checked) ?? Workspace.nearest()
  }

  private static func checked(_ folder: String) throws -> String {
    guard isCourse(folder) else {
      throw CommandError("\(folder) is no course: it holds no lessons/course.yml.")
    }
    return URL(filePath: folder).standardizedFileURL.path
  }

  private static func nearest() throws -> String {
    let start = FileManager.default.currentDirectoryPath
    var folder = start
    while !isCourse(folder) {
      guard let slash = folder.lastIndex(of: "/"), slash != folder.startIndex else {
        throw CommandError(
          """
          neither \(start) nor a folder above it holds lessons/course.yml; run rollout inside a course, or name \
          one with --course
          """)
      }
      folder = String(folder[..<slash])
    }
    return folder
  }

  private static func isCourse(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder)/lessons/course.yml")
  }

  /// A file's bytes.
  static func bytes(of path: String) throws -> [UInt8] {
    do {
      return Array(try Data(contentsOf: URL(filePath: path)))
    } catch {
      throw CommandError("can't read", path, error)
    }
  }

  /// Replaces a file whole: whoever reads it sees the old bytes or the new ones.
  static func write(_ bytes: some Sequence<UInt8>, to path: String) throws {
    do {
      // A lesson may be a link to a file elsewhere: that is the one to replace.
      let file = URL(filePath: path).resolvingSymlinksInPath()
      try Data(bytes).write(to: file, options: .atomic)
    } catch {
      throw CommandError("can't write", path, error)
    }
  }

  private static func names(in folder: String) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw CommandError("can't read", folder, error)
    }
  }

  private static func text(of path: String) throws -> String {
    String(decoding: try bytes(of: path), as: UTF8.self)
  }
}
