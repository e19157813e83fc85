package import LessonEvents
package import LessonMarkup

/// Everything that a lesson's result depends on, part by part, so that a change can be named.
///
/// Prose, display options and the place of a cell in the file are no part of it.
package struct RunIdentity: Hashable, Sendable {
  /// A digest for each cell: its code and what it announces.
  var cells: [String]
  /// A digest for each inline cell: its expression and the cell it follows.
  var inlineCells: [String]
  /// The seed.
  var seed: UInt64
  /// The digest of the library's bytes.
  var library: String
  /// The compiler's version.
  var toolchain: String
  /// The flags, the runtime's protocol and the tool's way to run programs.
  var tool: String
  /// Whether slow cells are run.
  var includesSlow: Bool
  /// The data files that cells mention, `path digest`.
  var inputs: [String]

  /// Collects what `lesson` depends on.
  ///
  /// - Parameter folder: The course's folder; data files stand in `data` beside the lesson.
  package init(
    _ lesson: Lesson, in folder: String, library: String, toolchain: Toolchain, module: String,
    includesSlow: Bool
  ) {
    cells = lesson.cells.map { Self.digest(of: $0, in: lesson) }
    inlineCells = lesson.inlineCells.map {
      SHA256.digest(of: "\($0.afterCell) \($0.code)".utf8)
    }
    seed = lesson.frontMatter.seed
    self.library = library
    self.toolchain = toolchain.version
    tool = "\(Compiler.flags) \(module) \(EventFrame.protocolVersion)"
    // Without slow cells there is nothing to leave out: `build` and `test` share one result.
    self.includesSlow = includesSlow || !lesson.cells.contains(where: \.options.slow)
    inputs = Self.inputs(of: lesson, in: folder)
  }

  private static func digest(of cell: Cell, in lesson: Lesson) -> String {
    let options = cell.options
    var text = "\(options.outcome.rawValue) \(options.slow)"
    for role in [options.exercise, options.solution, options.check] { text += " \(role ?? "-")" }
    // Only such a cell can tell where it stands.
    if cell.code.contains("#") { text += " \(lesson.path) \(cell.firstLine)" }
    return SHA256.digest(of: "\(text)\n\(cell.code)".utf8)
  }

  private static func inputs(of lesson: Lesson, in folder: String) -> [String] {
    let data = "\(Disk.folder(of: lesson.path))/data"
    return Disk.names(in: "\(folder)/\(data)").compactMap { name in
      guard lesson.cells.contains(where: { $0.code.contains(name) }),
        let bytes = Disk.read("\(folder)/\(data)/\(name)")
      else { return nil }
      return "\(data)/\(name) \(SHA256.digest(of: bytes))"
    }
  }

  /// What differs from the identity of an earlier run.
  package func changes(since old: RunIdentity) -> [RunReason] {
    var reasons: [RunReason] = []
    if cells.count == old.cells.count {
      reasons += cells.indices.filter { cells[$0] != old.cells[$0] }.map { .cellChanged($0) }
    } else {
      reasons.append(.cellCountChanged(from: old.cells.count, to: cells.count))
    }
    if inlineCells != old.inlineCells { reasons.append(.inlineCellsChanged) }
    if seed != old.seed { reasons.append(.seedChanged(from: old.seed, to: seed)) }
    let paths = Set(
      (inputs + old.inputs).filter { inputs.contains($0) != old.inputs.contains($0) }
        .map { $0.prefix { $0 != " " } })
    reasons += paths.sorted().map { .inputChanged(String($0)) }
    if library != old.library { reasons.append(.libraryChanged) }
    if toolchain != old.toolchain { reasons.append(.toolchainChanged) }
    if tool != old.tool { reasons.append(.toolChanged) }
    if includesSlow != old.includesSlow { reasons.append(.slowCells(areIncluded: includesSlow)) }
    return reasons
  }
}

extension RunIdentity: WireCodable {
  package func encode(to encoder: inout WireEncoder) {
    encoder.encode(cells)
    encoder.encode(inlineCells)
    encoder.encode(seed)
    for text in [library, toolchain, tool] { encoder.encode(text) }
    encoder.encode(includesSlow ? 1 : 0)
    encoder.encode(inputs)
  }

  package init(from decoder: inout WireDecoder) throws(WireError) {
    cells = try decoder.array()
    inlineCells = try decoder.array()
    seed = try decoder.natural()
    library = try decoder.text()
    toolchain = try decoder.text()
    tool = try decoder.text()
    includesSlow = try decoder.integer() == 1
    inputs = try decoder.array()
  }
}
