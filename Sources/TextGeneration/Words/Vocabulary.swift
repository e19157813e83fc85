/// Distinct words and their numbers, the tokens 0 ..< ``count``.
///
/// ```swift
/// let vocabulary = Vocabulary(["i", "like", "rain", "?"], special: [.end])
/// let tokens = vocabulary.encode("I like rain?")              // [0, 1, 2, 3]
/// vocabulary.padded(["i", "like", "rain"], to: 5)             // [0, 1, 2, 4, 4]
/// vocabulary.text(of: [0, 1, 2, 4, 4])                        // "I like rain"
/// ```
///
/// Words are in lower case, and each mark of punctuation is a word.
public struct Vocabulary: Sendable, Hashable {
  /// A word that is not of the language.
  public enum SpecialWord: String, Sendable, Hashable, CaseIterable {
    /// Stands before the first word.
    case start = "<start>"
    /// Stands after the last word, and fills what is left of a sequence of fixed length.
    case end = "<end>"
    /// Stands for every word that has no token.
    case unknown = "<unknown>"
  }

  /// The word of each token: first those of the language, then the special ones.
  public let words: [String]
  private let numbers: [String: Int]

  /// The vocabulary whose token i is the word at offset i, followed by special words.
  ///
  /// - Parameters:
  ///   - words: Distinct, none of them empty, special or with white space in it.
  ///   - special: Which special words there are. Whatever their order, tokens are given to start, then end, then
  ///     unknown.
  /// - Complexity: O(count).
  public init(_ words: [String], special: Set<SpecialWord> = []) {
    let names = Set(SpecialWord.allCases.map(\.rawValue))
    var numbers: [String: Int] = [:]
    self.words = words + SpecialWord.allCases.filter(special.contains).map(\.rawValue)
    for (token, word) in self.words.enumerated() {
      if word.isEmpty || word.contains(where: \.isWhitespace)
        || token < words.count && names.contains(word)
      {
        fatalError("Vocabulary: “\(word)” at offset \(token) is no word of a language.")
      }
      if let first = numbers.updateValue(token, forKey: word) {
        fatalError("Vocabulary: “\(word)” stands at offsets \(first) and \(token).")
      }
    }
    self.numbers = numbers
  }

  /// V, how many tokens there are.
  public var count: Int { words.count }

  /// The token of the word before all others, if there is one.
  public var start: Int? { numbers[SpecialWord.start.rawValue] }

  /// The token of the word after all others, if there is one.
  public var end: Int? { numbers[SpecialWord.end.rawValue] }

  /// The token of words without one, if there is one.
  public var unknown: Int? { numbers[SpecialWord.unknown.rawValue] }

  /// The token of a word, nil if it has none of its own.
  public func token(of word: String) -> Int? { numbers[word] }

  /// The tokens of a sentence, without special words.
  ///
  /// - Parameter sentence: Words. One without a token becomes ``unknown``, and traps if there is no such token.
  /// - Complexity: O(words).
  public func encode(_ sentence: [String]) -> [Int] {
    sentence.map { word in
      guard let token = numbers[word] ?? unknown else {
        fatalError(
          "Vocabulary: “\(word)” is none of the \(count) words, and there is no token for unknown ones."
        )
      }
      return token
    }
  }

  /// The tokens of a text, cut into words as ``words(of:)`` does.
  ///
  /// - Parameter text: A sentence. A word without a token becomes ``unknown``, and traps if there is no such token.
  /// - Complexity: O(length of the text).
  public func encode(_ text: String) -> [Int] { encode(Self.words(of: text)) }

  /// The tokens of a sentence, then ``end`` until there are as many as asked for.
  ///
  /// - Parameters:
  ///   - sentence: Fewer words than `length`, so that at least one end follows.
  ///   - length: T, how many tokens are returned.
  /// - Precondition: The vocabulary has an ``end``.
  /// - Complexity: O(length).
  public func padded(_ sentence: [String], to length: Int) -> [Int] {
    if sentence.count >= length {
      fatalError(
        "Vocabulary.padded: \(sentence.count) words and an end are more than \(length) tokens: \(sentence)."
      )
    }
    return encode(sentence)
      + Array(repeating: endToken, count: length - sentence.count)
  }

  /// The words of tokens up to the first ``end``, without special words but unknown.
  ///
  /// - Parameter tokens: In 0 ..< ``count``.
  /// - Complexity: O(tokens).
  public func decode(_ tokens: [Int]) -> [String] {
    let (start, end) = (start, end)
    return tokens.prefix { $0 != end }.filter { $0 != start }.map { token in
      guard words.indices.contains(token) else {
        fatalError("Vocabulary: \(token) is no token, they are 0 ..< \(count).")
      }
      return words[token]
    }
  }

  /// The tokens up to the first ``end`` as a line of text.
  ///
  /// - Parameter tokens: In 0 ..< ``count``.
  public func text(of tokens: [Int]) -> String { Self.text(of: decode(tokens)) }

  /// The token of ``end`` where there must be one.
  var endToken: Int {
    guard let end else { fatalError("Vocabulary: there is no <end> among \(count) words.") }
    return end
  }
}
