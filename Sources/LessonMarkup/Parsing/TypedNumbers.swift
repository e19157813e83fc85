/// A number as it was typed or printed.
struct TypedNumber {
  /// Its digits and decimal point, without sign and exponent.
  var digits: String
  /// Where it stands, without its sign.
  var range: Range<Int>
  /// The digits that count: zeros in front don't, nor do zeros at the end of a whole number.
  var significantDigits: Int
}

/// The numbers in a text that stand for themselves, not as a part of a word such as `v1` or `2018-05`.
func numbers(in bytes: ArraySlice<UInt8>) -> [TypedNumber] {
  var numbers: [TypedNumber] = []
  var index = bytes.startIndex
  while index < bytes.endIndex {
    guard bytes[index].isDigit else {
      index += 1
      continue
    }
    let end = endOfNumber(at: index, in: bytes)
    if !isPartOfWord(index..<end, in: bytes) {
      numbers.append(typedNumber(bytes[index..<end]))
    }
    index = end
  }
  return numbers
}

private func endOfNumber(at start: Int, in bytes: ArraySlice<UInt8>) -> Int {
  var end = start
  while end < bytes.endIndex {
    let isPoint =
      bytes[end] == UInt8(ascii: ".") && end + 1 < bytes.endIndex && bytes[end + 1].isDigit
    guard bytes[end].isDigit || isPoint else { break }
    end += 1
  }
  return end
}

private func isPartOfWord(_ range: Range<Int>, in bytes: ArraySlice<UInt8>) -> Bool {
  func isWord(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_")
  }
  let hyphen = UInt8(ascii: "-")
  if range.lowerBound > bytes.startIndex {
    let before = bytes[range.lowerBound - 1]
    if isWord(before) { return true }
    let isJoined =
      before == hyphen && range.lowerBound - 1 > bytes.startIndex
      && isWord(bytes[range.lowerBound - 2])
    if isJoined { return true }
  }
  guard range.upperBound < bytes.endIndex else { return false }
  let after = bytes[range.upperBound]
  let isJoined =
    after == hyphen && range.upperBound + 1 < bytes.endIndex && isWord(bytes[range.upperBound + 1])
  return isWord(after) || isJoined
}

private func typedNumber(_ bytes: ArraySlice<UInt8>) -> TypedNumber {
  let zero = UInt8(ascii: "0")
  let isWhole = !bytes.contains(UInt8(ascii: "."))
  var digits = bytes.filter(\.isDigit).drop { $0 == zero }
  while isWhole, digits.last == zero { digits.removeLast() }
  return TypedNumber(
    digits: bytes.text, range: bytes.startIndex..<bytes.endIndex, significantDigits: digits.count)
}
