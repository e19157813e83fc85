package import LessonMarkup

/// Finds the cells that some cells stand on, by the names they share.
///
/// What is tried apart is tried with these cells alone: it compiles and runs in a fraction of the lesson's time. The
/// rule takes too much rather than too little: a name counts wherever it stands, and so does every `var` that another
/// cell mentions. What it misses does not compile, and is tried again with all cells.
package struct ProgramSlice {
  private let names: [Int: CellNames]
  /// Whether a cell declares a class or an actor.
  package let hasObjects: Bool

  /// Reads the names in the cells of a lesson.
  package init(_ lesson: Lesson) {
    names = Dictionary(uniqueKeysWithValues: lesson.cells.map { ($0.index, CellNames($0.code)) })
    hasObjects = names.values.contains { $0.declaresObjects }
  }

  /// The cells among `candidates` that `targets` stand on, and those of the targets, in the candidates' order.
  ///
  /// - Complexity: O(n²·w) for n cells of w names.
  package func cells(neededBy targets: Set<Int>, among candidates: [Int]) -> [Int] {
    var needed = targets
    var isGrowing = true
    while isGrowing {
      let found = needed.compactMap { names[$0] }
      let mentioned = found.reduce(into: Set()) { $0.formUnion($1.mentioned) }
      let variables = found.reduce(into: Set()) { $0.formUnion($1.variables) }
      let more = candidates.filter { cell in
        guard !needed.contains(cell), let other = names[cell] else { return false }
        return other.isAlwaysNeeded || !other.declared.isDisjoint(with: mentioned)
          || !other.mentioned.isDisjoint(with: variables)
      }
      needed.formUnion(more)
      isGrowing = !more.isEmpty
    }
    return candidates.filter(needed.contains)
  }
}

/// The names in a cell's code.
struct CellNames {
  /// Words that could be names.
  private(set) var mentioned: Set<Substring> = []
  /// Names that follow a word that declares.
  private(set) var declared: Set<Substring> = []
  /// Those of them that follow `var`.
  private(set) var variables: Set<Substring> = []
  /// Whether other cells may need it without sharing a name: it imports a module, or declares an operator.
  private(set) var isAlwaysNeeded = false
  /// Whether it declares a class or an actor.
  private(set) var declaresObjects = false

  private static let declaring: Set<Substring> = [
    "let", "var", "func", "struct", "enum", "class", "actor", "protocol", "typealias", "extension",
    "case",
  ]

  /// Reads the names in `code`.
  init(_ code: String) {
    var declarer: Substring?
    for token in Self.tokens(in: code) {
      if Self.declaring.contains(token) {
        declarer = token
        if token == "class" || token == "actor" { declaresObjects = true }
      } else if token == "import" || token == "operator" {
        isAlwaysNeeded = true
      } else if token == "=" || token == ":" || token == "{" {
        // What follows a pattern, or a name, declares nothing.
        declarer = nil
      } else if token.first?.isNameStart == true {
        mentioned.insert(token)
        if let word = declarer {
          declared.insert(token)
          if word == "var" { variables.insert(token) }
          // `let (a, b) = …` declares more than one.
          if word != "let" && word != "var" { declarer = nil }
        }
      }
    }
  }

  /// The words of a text, and the marks between them one by one.
  private static func tokens(in code: String) -> [Substring] {
    var tokens: [Substring] = []
    var start = code.startIndex
    while start != code.endIndex {
      let first = code[start]
      var end = code.index(after: start)
      if first.isNameStart || first.isNumber {
        while end != code.endIndex, code[end].isNameStart || code[end].isNumber {
          code.formIndex(after: &end)
        }
      }
      if !first.isWhitespace { tokens.append(code[start..<end]) }
      start = end
    }
    return tokens
  }
}

extension Character {
  fileprivate var isNameStart: Bool { isLetter || self == "_" }
}
