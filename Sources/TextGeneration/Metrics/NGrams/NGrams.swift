/// The numbers of the n-grams of one sentence, for n from 1 to some order.
struct NGrams: Sendable {
  /// Stands for an n-gram that has no number.
  static let unseen: Int32 = -1
  /// Stands for the start of a 1-gram.
  private static let root: Int32 = -2

  /// The numbers by n, then by position.
  let numbers: [Int32]
  /// Of how many words the sentence is.
  let length: Int

  /// - Parameters:
  ///   - words: The sentence.
  ///   - number: The number of an n-gram from that of its first n − 1 words and its last word.
  init(_ words: [Int32], order: Int, number: (_ start: Int32, _ word: Int32) -> Int32?) {
    length = words.count
    var numbers: [Int32] = []
    numbers.reserveCapacity(order * length)
    for word in words { numbers.append(number(Self.root, word) ?? Self.unseen) }
    // An n-gram begins with the (n − 1)-gram at the same position.
    var shorter = 0
    for n in stride(from: 2, through: order, by: 1) {
      let first = numbers.count
      for position in 0..<Self.count(of: n, in: length) {
        let start = numbers[shorter + position]
        numbers.append(number(start, words[position + n - 1]) ?? Self.unseen)
      }
      shorter = first
    }
    self.numbers = numbers
  }

  /// The numbers of the n-grams of one order, by position.
  subscript(n: Int) -> ArraySlice<Int32> {
    let start = (1..<n).reduce(0) { $0 + Self.count(of: $1, in: length) }
    return numbers[start..<(start + Self.count(of: n, in: length))]
  }

  /// How many n-grams a sentence of some length has.
  static func count(of n: Int, in length: Int) -> Int { max(0, length - n + 1) }
}
