import Yams

extension Course {
  private static let keys = ["title", "summary", "module", "product", "parts"]
  private static let partKeys = ["title", "summary", "number", "first", "lessons", "appendix"]

  /// Reads `lessons/course.yml`.
  ///
  /// - Parameter yaml: The file's content.
  /// - Parameter path: The file, as diagnostics name it.
  /// - Parameter existing: The stems of the lesson files there are; `nil` leaves that unchecked.
  /// - Returns: The course, `nil` when the file is no YAML mapping; and what is wrong with it.
  public static func load(
    yaml: String, path: String = "lessons/course.yml", existing: [String]? = nil
  ) -> (course: Course?, diagnostics: [Diagnostic]) {
    let text = SourceText(DecodedText(Array(yaml.utf8)).bytes)
    var reader = YAMLReader(problems: Problems(path: path, text: text))
    guard let fields = reader.root("the course", allowed: keys) else {
      return (nil, reader.problems.sorted)
    }
    var course = Course(title: "", summary: "", module: "", product: "", parts: [])
    var listed: [(text: String, range: Range<Int>)] = []
    for field in fields {
      switch field.name {
      case "title": course.title = reader.string(field) ?? ""
      case "summary": course.summary = reader.string(field) ?? ""
      case "module": course.module = reader.string(field) ?? ""
      case "product": course.product = reader.string(field) ?? ""
      default: course.parts = reader.parts(field, &listed)
      }
    }
    reader.requireKeys(keys, among: fields, of: "the course", at: 0..<0)
    reader.check(listed, existing: existing)
    return (course, reader.problems.sorted)
  }

  fileprivate static func part(
    _ node: Node, after last: (part: Int, lesson: Int), _ reader: inout YAMLReader,
    _ listed: inout [(text: String, range: Range<Int>)]
  ) -> Part? {
    guard let fields = reader.fields(of: node, in: "a part", allowed: partKeys) else { return nil }
    var part = Part(title: "", summary: "", lessons: [])
    for field in fields {
      switch field.name {
      case "title": part.title = reader.string(field) ?? ""
      case "summary": part.summary = reader.string(field) ?? ""
      case "number": part.number = reader.number(field, after: last.part, "part")
      case "first": part.first = reader.number(field, after: last.lesson, "lesson")
      case "appendix": part.appendix = reader.letter(field)
      default:
        let lessons = reader.strings(field)
        part.lessons = lessons.map(\.text)
        listed += lessons
      }
    }
    reader.requireKeys(
      ["title", "lessons"], among: fields, of: "this part", at: reader.range(of: node))
    return part
  }
}

extension YAMLReader {
  fileprivate mutating func parts(
    _ field: YAMLField, _ listed: inout [(text: String, range: Range<Int>)]
  ) -> [Course.Part] {
    guard let nodes = field.node.sequence else {
      problems.report(
        "invalid-value", at: field.keyRange, "'parts' must be a list",
        fix: "write each part as:\n- title: …\n  summary: …\n  lessons: [01-…, 02-…]")
      return []
    }
    var parts: [Course.Part] = []
    var last = (part: 0, lesson: 0)
    for node in nodes {
      guard let part = Course.part(node, after: last, &self, &listed) else { continue }
      parts.append(part)
      guard part.appendix == nil else { continue }
      last.part = part.number ?? last.part + 1
      last.lesson = (part.first.map { $0 - 1 } ?? last.lesson) + part.lessons.count
    }
    return parts
  }

  /// The number of a part, or of its first lesson, when those before it go up to `last`.
  fileprivate mutating func number(
    _ field: YAMLField, after last: Int, _ what: String
  ) -> Int? {
    guard let text = string(field) else { return nil }
    if let number = Int(text), last < number, number < 1000 { return number }
    problems.report(
      "invalid-value", at: range(of: field.node), "there can't be a \(what) '\(text)' here",
      because: "The course counts its \(what)s from 1, and those before this go up to \(last).",
      fix: "write \(field.name): \(last + 1), a larger number, or nothing")
    return nil
  }

  /// The letter of an appendix.
  fileprivate mutating func letter(_ field: YAMLField) -> String? {
    guard let letter = string(field) else { return nil }
    if letter.count == 1, ("A"..."Z").contains(letter) { return letter }
    problems.report(
      "invalid-value", at: range(of: field.node), "an appendix is called by a capital letter",
      because: "Its lessons are numbered A1, A2 …", fix: "write, say, appendix: A")
    return nil
  }

  /// Checks that each lesson is listed once and exists, and that no lesson is left out.
  fileprivate mutating func check(
    _ listed: [(text: String, range: Range<Int>)], existing: [String]?
  ) {
    var seen: Set<String> = []
    for (stem, range) in listed {
      if !seen.insert(stem).inserted {
        problems.report(
          "duplicate-lesson", at: range, "the lesson '\(stem)' is listed twice",
          fix: "keep one of them")
      } else if let existing, !existing.contains(stem) {
        problems.report(
          "missing-lesson", at: range, "there is no lesson '\(stem)'",
          because: "The file lessons/\(stem).md does not exist.",
          fix: Suggestion.fix(
            for: stem, in: existing, otherwise: "write it, or take it off the list"))
      }
    }
    for stem in (existing ?? []).sorted() where !seen.contains(stem) {
      problems.report(
        "unlisted-lesson", .warning, at: nil, "the lesson '\(stem)' is in no part",
        because: "It is neither tested nor published.", fix: "add it to the lessons of a part")
    }
  }

  /// Reports the keys that a mapping lacks.
  mutating func requireKeys(
    _ keys: [String], among fields: [YAMLField], of whole: String, at range: Range<Int>
  ) {
    for key in keys where !fields.contains(where: { $0.name == key }) {
      problems.report("missing-key", at: range, "\(whole) has no '\(key)'", fix: "add \(key): …")
    }
  }
}
