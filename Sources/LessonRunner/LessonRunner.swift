public import LessonEvents
public import LessonMarkup

/// Compiles and runs lessons, and remembers what came of it.
///
///     let runner = LessonRunner(course: ".", library: library, toolchain: toolchain)
///     let result = try await runner.result(of: lesson)
///
/// One lesson is one Swift program; a cell that fails never hides the others (see `LessonResult`). What is wrong with
/// a lesson stands in its result; only failures of the world around it are thrown.
public struct LessonRunner: Sendable {
  /// How lessons are run.
  public struct Options: Sendable, Hashable {
    /// Seconds that a cell may take which does not say.
    public var timeout = 60.0
    /// Whether cells marked `slow` are run.
    public var includesSlow = true
    /// Whether results of earlier runs are taken; new ones are kept in any case.
    public var usesCache = true
    /// How many compilers and programs run at once.
    public var jobs = 2
    /// Printed bytes kept of one cell.
    public var keptOutput = 1 << 20
    /// Bytes, printed and shown, at which a cell is ended.
    public var allowedOutput = 256 << 20

    /// What a course needs by default.
    public init() {}
  }

  /// The cache's folder in the course's.
  public static let cacheFolder = ".rollout-cache"

  let course: String
  let library: LessonLibrary
  let toolchain: Toolchain
  let memory: Memory
  let cache: ResultCache
  let options: Options
  let slots: Slots
  private let programFolder: String

  /// Runs the lessons of a course.
  ///
  /// - Parameter course: The folder that lessons' paths are relative to; programs run in it.
  /// - Parameter library: The library that lessons link.
  /// - Parameter toolchain: The compiler that lessons are compiled with.
  /// - Parameter cache: Where results and programs are kept; `nil` means `.rollout-cache` in the course's folder.
  /// - Parameter memory: What is remembered of the toolchain and the library; `nil` means a folder in the cache.
  /// - Parameter options: How lessons are run.
  public init(
    course: String, library: LessonLibrary, toolchain: Toolchain, cache: String? = nil,
    memory: Memory? = nil, options: Options = Options()
  ) {
    // Programs and compilers start in other folders.
    let course = Disk.absolute(course)
    let folder = cache.map(Disk.absolute) ?? "\(course)/\(Self.cacheFolder)"
    self.course = course
    self.library = library
    self.toolchain = toolchain
    self.memory = memory ?? Memory(folder: "\(folder)/memory")
    self.cache = ResultCache(folder: "\(folder)/results")
    self.options = options
    slots = Slots(count: options.jobs)
    programFolder = "\(folder)/programs"
  }

  /// The result of a lesson: the kept one if nothing that it depends on changed, else of a new run.
  ///
  /// - Parameter lesson: The lesson, parsed.
  /// - Parameter report: Hears what happens; from any thread, in order.
  public func result(
    of lesson: Lesson, report: @escaping @Sendable (LessonProgress) -> Void = { _ in }
  ) async throws(RunnerError) -> LessonResult {
    let identity = try identity(of: lesson)
    let old = cache.entry(of: lesson.stem)
    if options.usesCache, let old, old.identity == identity, let result = old.result {
      report(.finished(isFresh: false))
      return result
    }
    let start = Clock.nanoseconds()
    let (result, purpose) = try await run(
      lesson, identity, since: options.usesCache ? old : nil,
      needsSpeed: old?.needsSpeed ?? false, report: report)
    // Another build of the library may have taken its place meanwhile: then nothing that was seen counts.
    guard try library.digest(memory: memory) == identity.library else {
      throw RunnerError(
        .noLibrary, "the library changed while \(lesson.path) was running",
        fix: "run the same command again, when no build is under way")
    }
    let entry = ResultCache.Entry(
      identity: identity, code: lesson.cells.map(\.code), seconds: Clock.seconds(since: start),
      needsSpeed: purpose == .optimised, result: result.isComplete ? result : nil)
    try cache.store(entry, of: lesson.stem)
    report(.finished(isFresh: true))
    return result
  }

  /// The kept result of a lesson, if nothing that it depends on changed.
  public func keptResult(of lesson: Lesson) throws(RunnerError) -> LessonResult? {
    let identity = try identity(of: lesson)
    guard let entry = cache.entry(of: lesson.stem), entry.identity == identity else { return nil }
    return entry.result
  }

  /// Why a lesson would run again; empty when its kept result is good.
  public func reasonsToRun(_ lesson: Lesson) throws(RunnerError) -> [RunReason] {
    guard let entry = cache.entry(of: lesson.stem) else { return [.neverRun] }
    let changes = try identity(of: lesson).changes(since: entry.identity)
    return changes.isEmpty && entry.result == nil ? [.failedLastTime] : changes
  }

  /// The cells and inline cells whose output differs when the lesson is run once more.
  ///
  /// - Parameter lesson: The lesson, parsed.
  /// - Parameter first: What came of the run before.
  public func unsteadyCells(
    of lesson: Lesson, since first: LessonResult
  ) async throws(RunnerError) -> (cells: [Int], inlineCells: [Int]) {
    let needsSpeed = cache.entry(of: lesson.stem)?.needsSpeed ?? false
    let identity = try identity(of: lesson)
    let (second, _) = try await run(lesson, identity, since: nil, needsSpeed: needsSpeed) { _ in }
    return (
      lesson.cells.indices.filter { first.cells[$0].outputs != second.cells[$0].outputs },
      lesson.inlineCells.indices.filter { first.values[$0] != second.values[$0] }
    )
  }

  /// Removes all that is kept of a course's lessons.
  public static func clean(course: String) throws(RunnerError) {
    try Disk.remove("\(course)/\(cacheFolder)")
  }

  private func identity(of lesson: Lesson) throws(RunnerError) -> RunIdentity {
    RunIdentity(
      lesson, in: course, library: try library.digest(memory: memory), toolchain: toolchain,
      module: library.module, includesSlow: options.includesSlow)
  }

  // MARK: - Running

  /// Runs a lesson: what an edit touched, if there is a result from before it, else everything.
  private func run(
    _ lesson: Lesson, _ identity: RunIdentity, since old: ResultCache.Entry?, needsSpeed: Bool,
    report: @escaping @Sendable (LessonProgress) -> Void
  ) async throws(RunnerError) -> (LessonResult, Compiler.Purpose) {
    var workshop = try workshop(for: lesson)
    workshop.purpose = needsSpeed ? .optimised : .plain
    if let old, let result = old.result,
      let scope = EditScope(workshop, identity, since: old),
      let edited = try await run(EditTrial(workshop: workshop, scope: scope, old: result), report)
    {
      return (edited, workshop.purpose)
    }
    return try await runAll(workshop, report)
  }

  private func runAll(
    _ workshop: Workshop, _ report: @escaping @Sendable (LessonProgress) -> Void
  ) async throws(RunnerError) -> (LessonResult, Compiler.Purpose) {
    let trial = try await slots.use { () throws(RunnerError) in
      var trial = LessonTrial(workshop, report: report)
      try trial.run()
      return trial
    }
    var later = workshop
    later.purpose = trial.purpose
    let besides = try await results(
      of: later.sideTrials, in: later, sound: trial.soundCells, report)
    let results = trial.results.merging(besides) { first, _ in first }
    let lesson = workshop.lesson
    let result = LessonResult(
      cells: lesson.cells.map { results[$0.index] ?? CellResult(status: .notRun) },
      values: lesson.inlineCells.map { trial.values[$0.index] },
      valueFailures: trial.valueFailures.sorted { $0.key < $1.key }.map {
        ValueFailure(index: $0.key, failure: $0.value)
      },
      compileSeconds: trial.compileSeconds, runSeconds: trial.runSeconds)
    return (result, trial.purpose)
  }

  /// Runs what an edit touched; `nil` when the whole lesson has to run.
  private func run(
    _ trial: EditTrial, _ report: @escaping @Sendable (LessonProgress) -> Void
  ) async throws(RunnerError) -> LessonResult? {
    let (workshop, old) = (trial.workshop, trial.old)
    var results: [Int: CellResult] = [:]
    var parts = [EditPart.program]
    for side in workshop.sideTrials {
      let extent = workshop.extent(of: side)
      if extent.needed.isDisjoint(with: trial.scope.cells) {
        for cell in extent.results { results[cell] = old.cells[cell] }
      } else {
        parts.append(.side(side))
      }
    }
    let sound = Set(workshop.plan.program)
    let outcomes = try await slots.useForEach(parts) { (part) throws(RunnerError) in
      switch part {
      case .program: try trial.run(report: report)
      case .side(let side):
        EditTrial.Outcome(results: try workshop.results(of: side, sound: sound), values: [:])
      }
    }
    guard let program = outcomes.first.flatMap({ $0 }) else { return nil }
    for outcome in outcomes { results.merge(outcome?.results ?? [:]) { first, _ in first } }
    let lesson = workshop.lesson
    return LessonResult(
      cells: lesson.cells.map { results[$0.index] ?? CellResult(status: .notRun) },
      values: lesson.inlineCells.map { program.values[$0.index] },
      compileSeconds: program.compileSeconds, runSeconds: program.runSeconds)
  }

  /// What an edit may touch; the parts don't wait for each other.
  private enum EditPart: Sendable {
    case program
    case side(SideTrial)
  }

  /// What is tried beside the lesson's program; nothing of that is changed by it, so several go at once.
  private func results(
    of trials: [SideTrial], in workshop: Workshop, sound: Set<Int>,
    _ report: @escaping @Sendable (LessonProgress) -> Void
  ) async throws(RunnerError) -> [Int: CellResult] {
    if !trials.isEmpty { report(.tryingApart) }
    let found = try await slots.useForEach(trials) { (trial) throws(RunnerError) in
      try workshop.results(of: trial, sound: sound)
    }
    return found.reduce(into: [:]) { results, part in results.merge(part) { first, _ in first } }
  }

  private func workshop(for lesson: Lesson) throws(RunnerError) -> Workshop {
    let compiler = Compiler(toolchain: toolchain, library: library, memory: memory)
    return Workshop(
      lesson: lesson, plan: LessonPlan(lesson, includesSlow: options.includesSlow),
      slice: ProgramSlice(lesson, module: library.module), module: library.module,
      programs: ProgramStore(
        compiler: compiler, folder: programFolder,
        libraryDigest: try library.digest(memory: memory)),
      runner: ProgramRunner(
        folder: course,
        limits: RunRecorder.Limits(kept: options.keptOutput, allowed: options.allowedOutput),
        defaultTimeout: options.timeout),
      autopsy: CellAutopsy(lesson: lesson, symbolizer: Symbolizer(toolchain: toolchain)))
  }
}

extension LessonResult {
  /// Whether everything that was to run did, and nothing was wrong: only such a result is kept.
  public var isComplete: Bool {
    cells.allSatisfy { $0.status == .passed || $0.status == .notRun }
      && valueFailures.allSatisfy { $0.failure.kind == .needsSlowCell }
      && values.count { $0 == nil } == valueFailures.count
  }
}
