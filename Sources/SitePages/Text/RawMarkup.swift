/// Well-formed markup that came as a string (a figure out of a run).
package enum RawMarkup {
  /// The markup with `prefix-` before every `id` and every reference to one, so that no two figures
  /// of a page share one.
  ///
  /// - Complexity: O(n) in the length of the markup.
  package static func prefixingIdentifiers(in markup: String, with prefix: String) -> String {
    var scanner = IdentifierScanner(bytes: Array(markup.utf8), prefix: "\(prefix)-")
    return scanner.rewritten()
  }
}

/// Walks over tags and their attributes; text is copied as it is.
private struct IdentifierScanner {
  let bytes: [UInt8]
  let prefix: String
  private var index = 0
  private var result: [UInt8] = []

  init(bytes: [UInt8], prefix: String) {
    self.bytes = bytes
    self.prefix = prefix
    result.reserveCapacity(bytes.count + 1024)
  }

  mutating func rewritten() -> String {
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "<") {
        copyTag()
      } else {
        copy(1)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private mutating func copy(_ count: Int) {
    let end = min(index + count, bytes.count)
    result += bytes[index..<end]
    index = end
  }

  private mutating func copyTag() {
    while index < bytes.count, bytes[index] != UInt8(ascii: ">") {
      if bytes[index] == UInt8(ascii: "=") {
        let name = attributeName()
        copy(1)
        copyValue(of: name)
      } else {
        copy(1)
      }
    }
    copy(1)
  }

  /// The name that ends right before the index.
  private func attributeName() -> String {
    var start = index
    while start > 0, bytes[start - 1] > 0x20 { start -= 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func copyValue(of name: String) {
    guard index < bytes.count, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(bytes[index]) else {
      return
    }
    let quote = bytes[index]
    copy(1)
    let end = bytes[index...].firstIndex(of: quote) ?? bytes.count
    result += rewrite(String(decoding: bytes[index..<end], as: UTF8.self), of: name).utf8
    index = end
    copy(1)
  }

  private func rewrite(_ value: String, of name: String) -> String {
    switch name {
    case "id": return prefix + value
    case "aria-labelledby", "aria-describedby", "aria-controls", "for", "headers":
      return value.split(separator: " ").map { prefix + $0 }.joined(separator: " ")
    case "href", "xlink:href":
      return value.hasPrefix("#") ? "#\(prefix)\(value.dropFirst())" : value
    default: return value.replacing("url(#", with: "url(#\(prefix)")
    }
  }
}
