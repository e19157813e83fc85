/// A JSON value, as far as headers of files need it: numbers are whole and not negative.
enum JSON {
  case object([(name: String, value: JSON)])
  case array([JSON])
  case string(String)
  case whole(Int)
  /// A number of another kind, true, false or null.
  case other

  /// What is wrong with a text, and after how many bytes.
  struct Problem: Error {
    let offset: Int
    let text: String
  }

  /// Reads a text that is one value, with white space around it.
  init(_ text: some Collection<UInt8>) throws(Problem) {
    var reader = Reader(bytes: Array(text))
    self = try reader.value(depth: 0)
    reader.skipSpace()
    if reader.offset < reader.bytes.count { throw reader.problem("more follows after the value") }
  }

  /// A text in quotation marks.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{8}": result += "\\b"
      case "\u{c}": result += "\\f"
      case ..<" ":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

private struct Reader {
  let bytes: [UInt8]
  var offset = 0

  private static let greatestDepth = 16

  func problem(_ text: String) -> JSON.Problem { JSON.Problem(offset: offset, text: text) }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  mutating func skipSpace() {
    while let byte = next, byte == 0x20 || (0x09...0x0d).contains(byte) { offset += 1 }
  }

  /// Passes over a character, if it is the next but for white space.
  private mutating func accept(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard let byte = next, byte == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(JSON.Problem) {
    if !accept(character) { throw problem("`\(character)` is missing") }
  }

  mutating func value(depth: Int) throws(JSON.Problem) -> JSON {
    if depth > Self.greatestDepth { throw problem("values are nested too deeply") }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return .object(try members(depth: depth))
    case UInt8(ascii: "["): return .array(try elements(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case nil: throw problem("the text ends where a value should be")
    default: return try word()
    }
  }

  private mutating func members(depth: Int) throws(JSON.Problem) -> [(name: String, value: JSON)] {
    var members: [(name: String, value: JSON)] = []
    var names: Set<String> = []
    try expect("{")
    if accept("}") { return members }
    repeat {
      skipSpace()
      let name = try string()
      if !names.insert(name).inserted { throw problem("the name `\(name)` stands twice") }
      try expect(":")
      members.append((name, try value(depth: depth + 1)))
    } while accept(",")
    try expect("}")
    return members
  }

  private mutating func elements(depth: Int) throws(JSON.Problem) -> [JSON] {
    var elements: [JSON] = []
    try expect("[")
    if accept("]") { return elements }
    repeat { elements.append(try value(depth: depth + 1)) } while accept(",")
    try expect("]")
    return elements
  }

  /// A number, true, false or null.
  private mutating func word() throws(JSON.Problem) -> JSON {
    let start = offset
    while let byte = next, !" \t\r\n,:]}[{\"".utf8.contains(byte) { offset += 1 }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    if let number = Int(text), number >= 0, text == "\(number)" { return .whole(number) }
    if ["true", "false", "null"].contains(text) || Double(text) != nil { return .other }
    offset = start
    throw problem("`\(text)` is no value")
  }

  private mutating func string() throws(JSON.Problem) -> String {
    try expect("\"")
    var content: [UInt8] = []
    while let byte = next {
      offset += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: content, as: UTF8.self) else {
          throw problem("a string is not UTF-8")
        }
        return text
      case UInt8(ascii: "\\"): content += UTF8.encode(try escaped()).map(Array.init) ?? []
      case ..<0x20: throw problem("a control character stands in a string")
      default: content.append(byte)
      }
    }
    throw problem("the text ends inside a string")
  }

  /// What stands behind a backslash.
  private mutating func escaped() throws(JSON.Problem) -> Unicode.Scalar {
    guard let byte = next else { throw problem("the text ends inside a string") }
    offset += 1
    switch Unicode.Scalar(byte) {
    case "\"": return "\""
    case "\\": return "\\"
    case "/": return "/"
    case "b": return "\u{8}"
    case "f": return "\u{c}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u": return try escapedScalar()
    default: throw problem("`\\\(Character(Unicode.Scalar(byte)))` is no escape")
    }
  }

  /// A character by its number in UTF-16; those beyond 16 bits are pairs.
  private mutating func escapedScalar() throws(JSON.Problem) -> Unicode.Scalar {
    let first = try unit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard UTF16.isLeadSurrogate(first), next == UInt8(ascii: "\\") else {
      throw problem("half of a surrogate pair")
    }
    offset += 1
    guard next == UInt8(ascii: "u") else { throw problem("half of a surrogate pair") }
    offset += 1
    let second = try unit()
    guard UTF16.isTrailSurrogate(second) else { throw problem("half of a surrogate pair") }
    return UTF16.decode(UTF16.EncodedScalar([first, second]))
  }

  private mutating func unit() throws(JSON.Problem) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw problem("`\\u` needs four hexadecimal digits")
      }
      unit = unit << 4 | UInt16(digit)
      offset += 1
    }
    return unit
  }
}
