/// KaTeX in a script engine: TeX in, HTML with MathML out. To be used from one thread at a time.
///
/// Loading takes about 0.1 s and a formula 2 to 8 ms, so keep one and remember what it made
/// (``MathRenderer``).
///
/// > Reference: https://katex.org/docs/options; the package `libjs-katex` of Debian.
final class KaTeX {
  private let engine: ScriptEngine
  private let macros: String

  /// Loads KaTeX.
  ///
  /// - Parameters:
  ///   - script: The content of `katex.min.js`.
  ///   - macros: TeX macros of the course, e.g. `\E` → `\mathbb{E}`.
  init(script: [UInt8], macros: [String: String]) throws(ScriptEngine.Failure) {
    engine = try ScriptEngine()
    try engine.evaluate(script)
    try engine.evaluate(Array(KaTeX.entryPoint.utf8))
    let pairs = macros.sorted { $0.key < $1.key }
      .map { "\(JSONText.quoted($0.key)):\(JSONText.quoted($0.value))" }
    self.macros = "{\(pairs.joined(separator: ","))}"
  }

  /// The formula as HTML (for the eye) with MathML (for everyone else).
  func render(_ formula: Formula) throws(ScriptEngine.Failure) -> Result<String, TeXError> {
    let style = formula.isDisplay ? "display" : "inline"
    let answer = try engine.call("rolloutRender", [formula.tex, style, macros])
    guard answer.hasPrefix("-") else { return .success(String(answer.dropFirst())) }
    let lines = answer.dropFirst().split(separator: "\n", maxSplits: 1)
    return .failure(
      TeXError(
        message: TeXError.plain(String(lines.last ?? "")), offset: lines.first.flatMap { Int($0) }))
  }

  /// Answers `+` and the markup, or `-`, the position of the error, a line feed and KaTeX's
  /// message.
  private static let entryPoint = """
    function rolloutRender(tex, style, macros) {
      try {
        return "+" + katex.renderToString(tex, {
          displayMode: style === "display", output: "htmlAndMathml", strict: "error",
          throwOnError: true, trust: false, maxSize: 50, macros: JSON.parse(macros)
        });
      } catch (error) {
        if (!(error instanceof katex.ParseError)) throw error;
        return "-" + error.position + "\\n" + error.message;
      }
    }
    """
}

/// A piece of TeX.
public struct Formula: Sendable, Hashable {
  /// The TeX.
  public var tex: String
  /// Whether it stands on its own line rather than in running text.
  public var isDisplay: Bool

  /// A piece of TeX.
  public init(_ tex: String, isDisplay: Bool = false) {
    self.tex = tex
    self.isDisplay = isDisplay
  }
}

/// TeX that KaTeX refuses.
public struct TeXError: Error, Hashable {
  /// KaTeX's message, without its preamble.
  public var message: String
  /// Where in the TeX, in UTF-16 code units from 0; `nil` when KaTeX doesn't say.
  public var offset: Int?

  /// The message without "KaTeX parse error: " before it and the quoted TeX after it.
  static func plain(_ message: String) -> String {
    var text = Substring(message)
    let preamble = "KaTeX parse error: "
    if text.hasPrefix(preamble) { text = text.dropFirst(preamble.count) }
    for tail in [" at position ", " at end of input"] {
      if let range = text.firstRange(of: tail) { text = text[..<range.lowerBound] }
    }
    return String(text)
  }

  /// The place of the error when `tex` starts at the given line and column of a file.
  func position(in tex: String, line: Int, column: Int) -> (line: Int, column: Int) {
    let before = String(decoding: tex.utf16.prefix(offset ?? 0), as: UTF16.self)
    let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
    let last = lines.last?.count ?? 0
    return lines.count <= 1 ? (line, column + last) : (line + lines.count - 1, last + 1)
  }
}
