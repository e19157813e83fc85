import Yams

/// Reads a closed vocabulary from YAML, with the place of everything that is wrong.
struct YAMLReader {
  /// What was found wrong; its text is the whole file.
  var problems: Problems
  /// The index of the file's line where the YAML starts (a lesson's front matter starts below its top).
  let firstLine: Int
  /// The lines that are YAML.
  let lines: Range<Int>

  /// Reads the lines of a file that are YAML; all of them when `lines` is `nil`.
  init(problems: Problems, lines: Range<Int>? = nil) {
    self.problems = problems
    self.lines = lines ?? problems.text.lines.indices
    firstLine = self.lines.lowerBound
  }

  private var text: SourceText { problems.text }

  /// The document's root as a mapping's fields, in order; `nil` when there are none to read.
  mutating func root(_ whole: String, allowed: [String]?) -> [YAMLField]? {
    let yaml = lines.map { text.string(text.lines[$0]) + "\n" }.joined()
    do {
      guard let node = try Yams.compose(yaml: yaml) else { return [] }
      return fields(of: node, in: whole, allowed: allowed)
    } catch let error as YamlError {
      report(error)
    } catch {
      problems.report("invalid-yaml", at: nil, "this is not YAML: \(error)")
    }
    return nil
  }

  /// A mapping's fields, in order, without those that the vocabulary doesn't know.
  mutating func fields(of node: Node, in whole: String, allowed: [String]?) -> [YAMLField]? {
    guard let mapping = node.mapping else {
      problems.report(
        "invalid-yaml", at: range(of: node), "\(whole) must be a list of `key: value` lines")
      return nil
    }
    var fields: [YAMLField] = []
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      if let allowed, !allowed.contains(name) {
        problems.report(
          "unknown-key", at: range(of: key), "\(whole) has no key '\(name)'",
          because: "Known keys are \(allowed.joined(separator: ", ")).",
          fix: Suggestion.fix(for: name, in: allowed, otherwise: "use one of these, or drop it"))
        continue
      }
      fields.append(YAMLField(name: name, node: value, keyRange: range(of: key)))
    }
    return fields
  }

  /// A field's text; `nil`, and reported, when it is a list or a mapping.
  mutating func string(_ field: YAMLField) -> String? {
    guard let scalar = field.node.scalar else {
      problems.report(
        "invalid-value", at: field.keyRange, "'\(field.name)' must be a single text",
        fix: "write it on one line: \(field.name): …")
      return nil
    }
    return scalar.string
  }

  /// A field's list of texts, with their places; a single text counts as a list of one.
  mutating func strings(_ field: YAMLField) -> [(text: String, range: Range<Int>)] {
    if let scalar = field.node.scalar {
      return scalar.string.isEmpty ? [] : [(scalar.string, range(of: field.node))]
    }
    let items = field.node.sequence.map(Array.init) ?? []
    let texts = items.compactMap { item in item.scalar.map { ($0.string, range(of: item)) } }
    if field.node.sequence == nil || texts.count != items.count {
      problems.report(
        "invalid-value", at: field.keyRange, "'\(field.name)' must be a list of texts",
        fix: "write it as \(field.name): [first, second]")
    }
    return texts
  }

  /// Where a node stands: a text's characters, or the first line of anything longer.
  func range(of node: Node) -> Range<Int> {
    guard let mark = node.mark else { return text.bytes.count..<text.bytes.count }
    let start = offset(of: mark)
    let line = text.lines.isEmpty ? 0..<0 : text.lines[text.lineIndex(at: start)]
    let rest = start..<max(start, line.upperBound)
    if let scalar = node.scalar {
      let written = Array(scalar.string.utf8)
      let quotes = text.bytes[rest].first.map { $0 == 0x22 || $0 == 0x27 } ?? false
      let inner = quotes ? rest.dropFirst() : rest
      if text.bytes[inner].starts(with: written) {
        return start..<min(rest.upperBound, inner.lowerBound + written.count + (quotes ? 1 : 0))
      }
    }
    return text.trimmed(rest)
  }

  private func offset(of mark: Mark) -> Int {
    let index = firstLine + mark.line - 1
    guard index < text.lines.count else { return text.bytes.count }
    let line = text.lines[index]
    let before = text.string(line).unicodeScalars.prefix(mark.column - 1)
    return line.lowerBound + before.reduce(0) { $0 + UTF8.width($1) }
  }
}

/// One `key: value` of a YAML mapping.
struct YAMLField {
  let name: String
  let node: Node
  let keyRange: Range<Int>
}

// MARK: - Yams' errors

extension YAMLReader {
  private mutating func report(_ error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let start = min(offset(of: mark), lastOffset)
      let advice = advice(on: problem)
      problems.report(
        "invalid-yaml", at: start..<max(start, endOfLine(at: start)),
        "this is not YAML: \(problem)", because: advice.explanation, fix: advice.fix)
    case .duplicatedKeysInMapping(let keys, let context):
      let start = lines.isEmpty ? 0 : text.lines[lines.lowerBound].lowerBound
      for key in keys {
        problems.report(
          "duplicate-key",
          at: secondPlace(of: key, from: offset(of: context.mark)) ?? start..<start,
          "the key '\(key)' is given twice", fix: "keep one of them")
      }
    default:
      problems.report("invalid-yaml", at: nil, "this is not YAML: \(error)")
    }
  }

  private var lastOffset: Int { lines.last.map { text.lines[$0].upperBound } ?? 0 }

  private func endOfLine(at offset: Int) -> Int {
    text.lines.isEmpty ? 0 : text.lines[text.lineIndex(at: offset)].upperBound
  }

  private func advice(on problem: String) -> (explanation: String?, fix: String?) {
    if problem.contains("mapping values are not allowed") {
      return ("A colon and a space inside a plain value start a new key.", "put the value in \"…\"")
    }
    if problem.contains("cannot start any token") {
      return ("A plain value can't start with this character.", "put the value in \"…\"")
    }
    if problem.contains("did not find expected") {
      return ("The line fits neither what precedes it nor its indentation.", nil)
    }
    return (nil, nil)
  }

  /// Where `key:` starts a line for the second time.
  private func secondPlace(of key: String, from start: Int) -> Range<Int>? {
    let pattern = Array((key + ":").utf8)
    let column = text.lines.isEmpty ? 0 : start - text.lines[text.lineIndex(at: start)].lowerBound
    let places = lines.map { text.lines[$0] }.filter { line in
      line.count >= column && text.bytes[line.dropFirst(column)].starts(with: pattern)
        && text.bytes[line.prefix(column)].allSatisfy(\.isBlank)
    }
    return places.dropFirst().first.map { line in
      line.lowerBound + column..<line.lowerBound + column + pattern.count - 1
    }
  }
}
