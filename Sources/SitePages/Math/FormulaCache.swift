/// The formulas of earlier builds, in one file.
///
/// The file is a header line and then, for every formula in the order of their keys, a line with
/// its key and the length of its markup, the markup, and a line feed. A file that isn't exactly so,
/// or was made by another KaTeX or with other macros, counts as empty.
struct FormulaCache {
  private let path: String?
  private let header: String
  private var entries: [String: String] = [:]
  private var hasChanged = false

  /// The cache in a file; without a path nothing is kept.
  ///
  /// - Parameter maker: Identifies KaTeX and the macros.
  init(path: String?, maker: Fingerprint) {
    self.path = path
    header = "rollout formulas 1 \(maker)\n"
    if let path, let bytes = try? Files.read(path) { entries = parse(bytes) ?? [:] }
  }

  /// The markup of a formula, if it is known.
  subscript(formula: Formula) -> String? {
    get { entries[FormulaCache.key(formula)] }
    set {
      entries[FormulaCache.key(formula)] = newValue
      hasChanged = true
    }
  }

  /// Writes the file, by rename, if there is anything new.
  mutating func save() throws(SiteError) {
    guard let path, hasChanged else { return }
    var text = header
    for (key, markup) in entries.sorted(by: { $0.key < $1.key }) {
      text += "\(key) \(markup.utf8.count)\n\(markup)\n"
    }
    try Files.write(Array(text.utf8), to: path)
    hasChanged = false
  }

  private static func key(_ formula: Formula) -> String {
    var fingerprint = Fingerprint()
    fingerprint.combine(formula.tex)
    fingerprint.combine(formula.isDisplay ? "display" : "inline")
    return fingerprint.description
  }

  private func parse(_ bytes: [UInt8]) -> [String: String]? {
    guard bytes.starts(with: header.utf8) else { return nil }
    var entries: [String: String] = [:]
    var index = header.utf8.count
    while index < bytes.count {
      guard let lineEnd = bytes[index...].firstIndex(of: 0x0A) else { return nil }
      let fields = String(decoding: bytes[index..<lineEnd], as: UTF8.self).split(separator: " ")
      guard fields.count == 2, let length = Int(fields[1]), length >= 0 else { return nil }
      let start = lineEnd + 1
      guard start + length < bytes.count, bytes[start + length] == 0x0A else { return nil }
      entries[String(fields[0])] = String(decoding: bytes[start..<start + length], as: UTF8.self)
      index = start + length + 1
    }
    return entries
  }
}
