import Dispatch
import Synchronization

/// Renders formulas with the system's KaTeX, and remembers them from build to build.
///
/// KaTeX is loaded only when a formula is met that isn't remembered.
public final class MathRenderer {
  /// Where Debian's `libjs-katex` puts KaTeX.
  public static let systemFolder = "/usr/share/javascript/katex"

  private let folder: String
  private let cachePath: String?
  private let macros: [String: String]
  private var loaded: (script: [UInt8], cache: FormulaCache)?
  private var katex: KaTeX?

  /// A renderer; nothing is read before the first formula.
  ///
  /// - Parameters:
  ///   - folder: The folder that holds `katex.min.js`.
  ///   - cache: The file that remembers formulas; `nil` to forget them.
  ///   - macros: TeX macros of the course, e.g. `\E` → `\mathbb{E}`.
  public init(
    folder: String = MathRenderer.systemFolder, cache: String? = nil, macros: [String: String] = [:]
  ) {
    self.folder = folder
    self.cachePath = cache
    self.macros = macros
  }

  /// A formula's HTML with MathML, or what KaTeX has against it.
  ///
  /// - Throws: When KaTeX is not installed or doesn't run.
  public func markup(of formula: Formula) throws(SiteError) -> Result<String, TeXError> {
    let (script, cache) = try load()
    if let known = cache[formula] { return .success(known) }
    let katex: KaTeX
    if let running = self.katex { katex = running } else { katex = try start(script) }
    self.katex = katex
    let result = try MathRenderer.running { () throws(ScriptEngine.Failure) in
      try katex.render(formula)
    }
    if case .success(let markup) = result { loaded?.cache[formula] = markup }
    return result
  }

  /// Renders the formulas that aren't remembered, on several threads; those with errors are left
  /// for ``markup(of:)`` to complain of.
  ///
  /// - Parameter formulas: The formulas of a page or of all; those that occur twice are rendered
  ///   once.
  /// - Parameter threads: How many engines to use at most; what comes out doesn't depend on it.
  public func prepare(_ formulas: [Formula], threads: Int) throws(SiteError) {
    let (script, cache) = try load()
    var seen: Set<Formula> = []
    let missing = formulas.filter { seen.insert($0).inserted && cache[$0] == nil }
    // An engine takes as long to load as some twenty formulas to render.
    let engines = min(threads, missing.count / 20)
    guard engines > 1 else { return }
    let rendered = Mutex<[Int: String]>([:])
    let macros = macros
    DispatchQueue.concurrentPerform(iterations: engines) { engine in
      guard let katex = try? KaTeX(script: script, macros: macros) else { return }
      for index in stride(from: engine, to: missing.count, by: engines) {
        guard case .success(let markup)? = try? katex.render(missing[index]) else { continue }
        rendered.withLock { $0[index] = markup }
      }
    }
    for (index, markup) in rendered.withLock({ $0 }) { loaded?.cache[missing[index]] = markup }
  }

  /// Writes what was learnt to the cache file.
  public func save() throws(SiteError) { try loaded?.cache.save() }

  private func load() throws(SiteError) -> (script: [UInt8], cache: FormulaCache) {
    if let loaded { return loaded }
    let path = "\(folder)/katex.min.js"
    let script: [UInt8]
    do { script = try Files.read(path) } catch {
      throw SiteError(
        .missingSystemPart, "KaTeX, which sets the course's formulas, is not at \(path)",
        fix: SiteError.systemPackages, underlying: error)
    }
    var maker = Fingerprint()
    maker.combine(script)
    for (name, body) in macros.sorted(by: { $0.key < $1.key }) {
      maker.combine(name)
      maker.combine(body)
    }
    let result = (script, FormulaCache(path: cachePath, maker: maker))
    loaded = result
    return result
  }

  private func start(_ script: [UInt8]) throws(SiteError) -> KaTeX {
    let macros = macros
    return try MathRenderer.running { () throws(ScriptEngine.Failure) in
      try KaTeX(script: script, macros: macros)
    }
  }

  private static func running<T>(
    _ body: () throws(ScriptEngine.Failure) -> T
  ) throws(SiteError) -> T {
    do { return try body() } catch {
      throw SiteError(
        .missingSystemPart, "KaTeX does not run: \(error.message)", fix: SiteError.systemPackages,
        underlying: error)
    }
  }
}
