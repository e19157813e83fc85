/// The names in a cell's code.
struct CellNames {
  /// Words that could be names.
  private(set) var mentioned: Set<Substring> = []
  /// Names that other cells can see: declared outside all braces, or inside an extension.
  private(set) var declared: Set<Substring> = []
  /// Those of them that follow `let` or `var`, outside all braces.
  private(set) var values: Set<Substring> = []
  /// Those of them that follow `var`.
  private(set) var variables: Set<Substring> = []
  /// Whether other cells may need it without sharing a name: it imports a module, or declares an operator.
  private(set) var isAlwaysNeeded = false
  /// Whether it acts on other cells only through names: it has no class, no isolation, no module of its own.
  private(set) var sharesOnlyNames = true
  /// Whether it may change what code means that doesn't name it: it extends a type, or declares a protocol.
  private(set) var actsUnnamed = false

  private static let declaring: Set<Substring> = [
    "let", "var", "func", "struct", "enum", "class", "actor", "protocol", "typealias", "extension",
  ]

  private static let hiding: Set<Substring> = [
    "class", "actor", "MainActor", "nonisolated", "unsafe", "await", "operator",
  ]

  /// Reads the names in `code`.
  ///
  /// - Parameter provided: The modules that every program imports.
  init(_ code: String, provided: Set<Substring>) {
    var declarer: Substring?
    var isImport = false
    var depth = 0
    var isInExtension = false
    for token in CodeWords.of(code) {
      if isImport && !provided.contains(token) {
        (isAlwaysNeeded, sharesOnlyNames) = (true, false)
      }
      isImport = token == "import"
      if Self.hiding.contains(token) { sharesOnlyNames = false }
      if Self.declaring.contains(token) {
        declarer = token
        if token == "extension" || token == "protocol" { actsUnnamed = true }
        if depth == 0 { isInExtension = token == "extension" }
        continue
      }
      switch token {
      case "operator": isAlwaysNeeded = true
      case "{", "}":
        depth += token == "{" ? 1 : -1
        declarer = nil
      // What follows a pattern, or a name, declares nothing.
      case "=", ":": declarer = nil
      default:
        guard token.first.map(CodeWords.isNamePart) == true else { continue }
        mentioned.insert(token)
        guard let word = declarer, depth == 0 || isInExtension else { continue }
        declared.insert(token)
        // `let (a, b) = …` declares more than one.
        guard word == "let" || word == "var" else {
          declarer = nil
          continue
        }
        if depth == 0 {
          values.insert(token)
          if word == "var" { variables.insert(token) }
        }
      }
    }
  }
}
