import Yams

/// The bibliography, `lessons/references.yml`: a mapping from keys to CSL fields, in the file's order.
public struct References: Sendable, Hashable {
  /// The works, in order.
  public private(set) var entries: [Reference]
  private let places: [String: Int]
  private let letters: [String: String]

  /// A bibliography; of works with the same key the first counts.
  public init(_ entries: [Reference] = []) {
    self.entries = entries
    places = Dictionary(entries.enumerated().map { ($1.key, $0) }) { first, _ in first }
    letters = Self.letters(entries)
  }

  /// The keys, in order.
  public var keys: [String] { entries.map(\.key) }

  /// The work with this key.
  ///
  /// - Complexity: O(1).
  public subscript(key: String) -> Reference? { places[key].map { entries[$0] } }

  /// What tells the work apart from others of the same authors and year ("a", "b", …); else empty.
  public func letter(of key: String) -> String { letters[key] ?? "" }

  /// The work as running text names it, "Sutton & Barto (2018)"; `nil` when it is unknown.
  public func short(_ key: String) -> String? {
    self[key].map { "\($0.citedAuthors) (\($0.year)\(letter(of: key)))" }
  }

  private static func letters(_ entries: [Reference]) -> [String: String] {
    var letters: [String: String] = [:]
    let groups = Dictionary(grouping: entries) { "\($0.citedAuthors) (\($0.year))" }
    for group in groups.values where group.count > 1 {
      for (index, entry) in group.prefix(26).enumerated() {
        letters[entry.key] = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(index)))
      }
    }
    return letters
  }
}

// MARK: - Reading

extension References {
  private static let types = [
    "article", "article-journal", "article-magazine", "book", "chapter", "paper-conference",
    "report", "software", "speech", "thesis", "webpage",
  ]
  private static let keys = [
    "type", "title", "author", "issued", "container-title", "volume", "issue", "page", "DOI", "URL",
    "publisher",
  ]

  /// Reads `lessons/references.yml`; works with mistakes are kept as far as they can be read.
  public static func load(
    yaml: String, path: String = "lessons/references.yml"
  ) -> (references: References, diagnostics: [Diagnostic]) {
    let text = SourceText(DecodedText(Array(yaml.utf8)).bytes)
    var reader = YAMLReader(problems: Problems(path: path, text: text))
    let works = reader.root("the bibliography", allowed: nil) ?? []
    var entries: [Reference] = []
    for work in works {
      if let entry = entry(work, &reader) { entries.append(entry) }
    }
    return (References(entries), reader.problems.sorted)
  }

  private static func entry(_ work: YAMLField, _ reader: inout YAMLReader) -> Reference? {
    let name = "the work '\(work.name)'"
    guard let fields = reader.fields(of: work.node, in: name, allowed: keys) else { return nil }
    var entry = Reference(key: work.name, type: "", title: "")
    for field in fields {
      if field.name == "author" {
        entry.authors = authors(field, &reader)
      } else if let value = reader.string(field) {
        set(field.name, to: value, in: &entry)
        check(field, value, &reader)
      }
    }
    reader.requireKeys(["type", "title", "issued"], among: fields, of: name, at: work.keyRange)
    return entry
  }

  private static func set(_ field: String, to value: String, in entry: inout Reference) {
    switch field {
    case "type": entry.type = value
    case "title": entry.title = value
    case "issued": entry.issued = value
    case "container-title": entry.containerTitle = value
    case "volume": entry.volume = value
    case "issue": entry.issue = value
    case "page": entry.page = value
    case "DOI": entry.doi = value
    case "URL": entry.url = value
    default: entry.publisher = value
    }
  }

  private static func check(_ field: YAMLField, _ value: String, _ reader: inout YAMLReader) {
    let range = reader.range(of: field.node)
    switch field.name {
    case "type" where !types.contains(value):
      reader.problems.report(
        "unknown-type", at: range, "there is no type of work '\(value)'",
        fix: Suggestion.fix(for: value, in: types))
    case "issued" where value.utf8.prefix { $0.isDigit }.count != 4:
      reader.problems.report(
        "invalid-value", at: range, "'\(value)' is not a date",
        because: "A date starts with a year of four digits.", fix: "write, say, issued: 2018")
    case "DOI" where !value.hasPrefix("10."):
      reader.problems.report(
        "invalid-value", at: range, "'\(value)' is not a DOI",
        because: "It starts with 10. and has no address before it.",
        fix: "write, say, 10.1038/14539")
    case "URL" where !value.hasPrefix("https://") && !value.hasPrefix("http://"):
      reader.problems.report(
        "invalid-value", at: range, "'\(value)' is not an address",
        fix: "write, say, https://arxiv.org/abs/1606.01540")
    default: break
    }
  }

  private static func authors(_ field: YAMLField, _ reader: inout YAMLReader) -> [Reference.Name] {
    var names: [Reference.Name] = []
    for node in field.node.sequence.map(Array.init) ?? [field.node] {
      let parts = reader.fields(of: node, in: "an author", allowed: ["family", "given", "literal"])
      guard let parts else { continue }
      var name = Reference.Name(family: "")
      for part in parts {
        let value = reader.string(part) ?? ""
        if part.name == "given" { name.given = value } else { name.family = value }
      }
      if name.family.isEmpty {
        reader.problems.report(
          "missing-key", at: reader.range(of: node), "an author has no family name",
          fix: "write { family: Sutton, given: Richard S. }, or { literal: … } for a group")
      }
      names.append(name)
    }
    return names
  }
}
