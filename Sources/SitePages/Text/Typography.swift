/// The quotation marks and apostrophes of printed prose.
package enum Typography {
  /// The text with straight quotes curled.
  ///
  /// - Parameter previous: The character before the text; `nil` at the start of a block.
  package static func curled(_ text: String, after previous: Character?) -> String {
    guard text.contains("'") || text.contains("\"") else { return text }
    var result = ""
    var previous = previous
    for character in text {
      switch character {
      case "'": result.append(opens(after: previous) ? "‘" : "’")
      case "\"": result.append(opens(after: previous) ? "“" : "”")
      default: result.append(character)
      }
      previous = result.last
    }
    return result
  }

  /// Whether a quote after this character opens.
  private static func opens(after previous: Character?) -> Bool {
    guard let previous else { return true }
    return previous.isWhitespace || "([{—–-/‘“".contains(previous)
  }
}
