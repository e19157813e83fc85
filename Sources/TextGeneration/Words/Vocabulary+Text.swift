extension Vocabulary {
  /// The marks that are words, and follow the word before them without a space.
  private static let marks: Set<Character> = [".", ",", "?", "!", ";"]

  /// The words of a text: in lower case, cut at white space, marks of punctuation apart.
  ///
  ///     Vocabulary.words(of: "I'm here. You?")    // ["i'm", "here", ".", "you", "?"]
  ///
  /// - Complexity: O(length of the text).
  public static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    for character in text.lowercased() + " " {
      let isMark = marks.contains(character)
      guard isMark || character.isWhitespace else {
        word.append(character)
        continue
      }
      if !word.isEmpty { words.append(word) }
      if isMark { words.append(String(character)) }
      word = ""
    }
    return words
  }

  /// Words as a line of text: capital letters at the beginning, after a full stop, and for the pronoun I; a space
  /// before each word but marks of punctuation.
  ///
  ///     Vocabulary.text(of: ["yes", ",", "i'm", "here", "."])    // "Yes, I'm here."
  ///
  /// ``words(of:)`` gives the words back.
  public static func text(of words: [String]) -> String {
    var text = ""
    var isFirst = true
    for word in words {
      let isMark = word.count == 1 && word.allSatisfy(marks.contains)
      if !text.isEmpty && !isMark { text += " " }
      text += isFirst || word == "i" || word.hasPrefix("i'") ? capitalized(word) : word
      isFirst = isMark ? word == "." || word == "?" || word == "!" : false
    }
    return text
  }

  private static func capitalized(_ word: String) -> String {
    word.prefix(1).uppercased() + word.dropFirst()
  }
}
