/// Reads the options of a cell and reports those that are unknown, ill-formed or at odds.
struct CellOptionsReader {
  /// The options read so far.
  private(set) var options = CellOptions()
  private var seen: [(name: String, range: Range<Int>)] = []

  /// What may follow an option's name.
  private enum Value { case nothing, title, duration, name }

  private static let vocabulary: [(name: String, value: Value)] = [
    ("hidden", .nothing), ("fold", .title), ("norun", .nothing), ("rejects", .nothing),
    ("traps", .nothing), ("throws", .nothing), ("timeout", .duration), ("slow", .nothing),
    ("verifies", .name), ("exercise", .name), ("solution", .name), ("check", .name),
  ]

  /// Reads the words after `swift`.
  init(_ words: [InfoString.Word], _ problems: inout Problems) {
    for word in words { read(word, &problems) }
    reportConflicts(&problems)
  }

  private mutating func read(_ word: InfoString.Word, _ problems: inout Problems) {
    guard let kind = Self.vocabulary.first(where: { $0.name == word.name })?.value else {
      let names = Self.vocabulary.map(\.name)
      return problems.report(
        "unknown-cell-option", at: word.range, "a cell has no option '\(word.name)'",
        because: "Known options are \(names.joined(separator: ", ")).",
        fix: Suggestion.fix(for: word.name, in: names, otherwise: "use one of these, or drop it"))
    }
    if seen.contains(where: { $0.name == word.name }) {
      return problems.report(
        "duplicate-cell-option", at: word.range, "the option '\(word.name)' is given twice",
        fix: "keep one of them")
    }
    seen.append((word.name, word.range))
    if word.isUnclosed {
      return problems.report(
        "invalid-cell-option", at: word.range, "the quotes of '\(word.name)' are never closed",
        fix: "write \(word.name)=\"…\"")
    }
    switch (kind, word.value) {
    case (.nothing, nil): set(word.name)
    case (.nothing, _):
      problems.report(
        "invalid-cell-option", at: word.valueRange, "the option '\(word.name)' takes no value",
        fix: "write \(word.name) alone")
    case (.title, let title?) where !title.isEmpty: options.fold = title
    case (.title, _):
      problems.report(
        "invalid-cell-option", at: word.range, "the option 'fold' needs a title",
        because: "The reader sees the title in place of the collapsed cell.",
        fix: "write fold=\"What is inside\"")
    case (.duration, let value): setTimeout(value ?? "", word, &problems)
    case (.name, let value): setName(value ?? "", word, &problems)
    }
  }

  private mutating func set(_ flag: String) {
    switch flag {
    case "hidden": options.hidden = true
    case "slow": options.slow = true
    default: options.outcome = CellOptions.Outcome(rawValue: flag) ?? options.outcome
    }
  }

  private mutating func setTimeout(
    _ value: String, _ word: InfoString.Word, _ problems: inout Problems
  ) {
    let units: [(suffix: String, seconds: Double)] = [("ms", 0.001), ("min", 60), ("s", 1)]
    let unit = units.first { value.hasSuffix($0.suffix) }
    let number = unit.flatMap { Double(value.dropLast($0.suffix.count)) }
    guard let unit, let number, number > 0, number.isFinite else {
      return problems.report(
        "invalid-cell-option", at: word.valueRange,
        value.isEmpty ? "the option 'timeout' needs a time" : "'\(value)' is not a time limit",
        because: "A time limit is a positive number with its unit: s, ms or min.",
        fix: "write, say, timeout=30s")
    }
    options.timeout = number * unit.seconds
  }

  private mutating func setName(
    _ value: String, _ word: InfoString.Word, _ problems: inout Problems
  ) {
    guard isLabel(value) else {
      let example = word.name == "verifies" ? "eq-bellman" : "bandit"
      return problems.report(
        "invalid-cell-option", at: word.valueRange,
        value.isEmpty ? "the option '\(word.name)' needs a name" : "'\(value)' is not a name",
        because: "A name is made of letters, digits and hyphens.",
        fix: "write, say, \(word.name)=\(example)")
    }
    switch word.name {
    case "verifies": options.verifies = value
    case "exercise": options.exercise = value
    case "solution": options.solution = value
    default: options.check = value
    }
  }
}

/// Whether a text can be a label: letters, digits and hyphens, a letter first.
func isLabel(_ text: String) -> Bool {
  guard let first = text.utf8.first, first.isLetter else { return false }
  return text.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
}

// MARK: - Options at odds

extension CellOptionsReader {
  private static let outcomes = ["norun", "rejects", "traps", "throws"]
  private static let roles = ["exercise", "solution", "check"]

  /// Pairs of options that can't stand together, and why.
  private static let conflicts: [(left: [String], right: [String], reason: String)] = [
    (outcomes, outcomes, "A cell ends in one way."),
    (roles, roles, "A cell has one part in an exercise."),
    (["hidden"], ["fold"], "A hidden cell is not on the page, a folded one is."),
    (["hidden"], roles, "The parts of an exercise are on the page."),
    (
      ["norun", "rejects"], ["timeout", "slow", "verifies"],
      "A cell that never runs takes no time and verifies nothing."
    ),
    (roles, outcomes, "The parts of an exercise are compiled and run to their end."),
  ]

  private func reportConflicts(_ problems: inout Problems) {
    for (index, later) in seen.enumerated() {
      for earlier in seen[..<index] {
        let conflict = Self.conflicts.first { left, right, _ in
          left.contains(earlier.name) && right.contains(later.name)
            || left.contains(later.name) && right.contains(earlier.name)
        }
        guard let conflict else { continue }
        problems.report(
          "conflicting-cell-options", at: later.range,
          "'\(earlier.name)' and '\(later.name)' can't stand together",
          because: conflict.reason, fix: "keep one of them")
      }
    }
  }
}
