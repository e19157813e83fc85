/// Whether a printed line is the expected one.
struct LineComparison {
  /// The relative tolerance for numbers; `nil` means exact.
  let tolerance: Double?

  /// Compares two lines. With a tolerance, numbers are aligned by position and what is between them
  /// must be the same; numbers a and b are near when |a − b| ≤ tolerance · max(|a|, |b|).
  func matches(_ expected: Substring, _ printed: Substring) -> Bool {
    if expected.utf8.elementsEqual(printed.utf8) { return true }
    guard let tolerance else { return false }
    let (left, right) = (Pieces(expected), Pieces(printed))
    return left.texts == right.texts && left.numbers.count == right.numbers.count
      && zip(left.numbers, right.numbers).allSatisfy { a, b in
        a == b || (a - b).magnitude <= tolerance * max(a.magnitude, b.magnitude)
      }
  }

  /// A line's numbers, and the texts between them.
  private struct Pieces {
    var numbers: [Double] = []
    var texts: [[UInt8]] = [[]]

    init(_ line: Substring) {
      let bytes = Array(line.utf8)
      var index = 0
      while index < bytes.count {
        let end = Self.endOfNumber(at: index, in: bytes)
        if end > index, let number = Double(bytes[index..<end].text) {
          numbers.append(number)
          texts.append([])
          index = end
        } else {
          texts[texts.count - 1].append(bytes[index])
          index += 1
        }
      }
    }

    /// The end of `[sign] digits [. digits] [e [sign] digits]`; the start when that is not here.
    private static func endOfNumber(at start: Int, in bytes: [UInt8]) -> Int {
      func digits(from place: Int) -> Int {
        place + bytes[min(place, bytes.count)...].prefix(while: \.isDigit).count
      }
      func isSign(_ place: Int) -> Bool {
        place < bytes.count
          && (bytes[place] == UInt8(ascii: "-") || bytes[place] == UInt8(ascii: "+"))
      }
      let isGlued = start > 0 && (bytes[start - 1].isLetter || bytes[start - 1].isDigit)
      let first = isSign(start) && !isGlued ? start + 1 : start
      var end = digits(from: first)
      if end == first { return start }
      if end < bytes.count, bytes[end] == UInt8(ascii: "."), digits(from: end + 1) > end + 1 {
        end = digits(from: end + 1)
      }
      if end < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "e") {
        let exponent = isSign(end + 1) ? end + 2 : end + 1
        if digits(from: exponent) > exponent { end = digits(from: exponent) }
      }
      return end
    }
  }
}
