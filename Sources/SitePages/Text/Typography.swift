/// The quotation marks, apostrophes and minus signs of printed prose.
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

  /// The text with a true minus for every hyphen that stands before a number.
  ///
  /// A hyphen inside a word or a number, as in `1e-3`, stays.
  package static func signed(_ text: String) -> String {
    guard text.contains("-") else { return text }
    let characters = Array(text)
    return String(
      characters.indices.map { index in
        let next = index + 1 < characters.count ? characters[index + 1] : " "
        let previous = index > 0 ? characters[index - 1] : " "
        let isSign = next.isNumber && (previous.isWhitespace || "([{,;…=±".contains(previous))
        return characters[index] == "-" && isSign ? "−" : characters[index]
      })
  }

  /// Whether a quote after this character opens.
  private static func opens(after previous: Character?) -> Bool {
    guard let previous else { return true }
    return previous.isWhitespace || "([{—–-/‘“".contains(previous)
  }
}
