extension MarkupNode {
  /// Elements that HTML forbids to have an end tag.
  private static let voidElements: Set<String> = [
    "area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr",
  ]

  /// The tree as text.
  ///
  /// - Complexity: O(n) in the length of the result.
  public func rendered() -> String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .text(let string): text += MarkupNode.escape(string)
    case .raw(let string): text += string
    case .fragment(let nodes): for node in nodes { node.write(to: &text) }
    case .element(let name, let attributes, let children):
      text += "<\(name)"
      for attribute in attributes {
        text += " \(attribute.name)"
        if let value = attribute.value { text += "=\"\(MarkupNode.escape(value))\"" }
      }
      text += ">"
      if MarkupNode.voidElements.contains(name) { return }
      for child in children { child.write(to: &text) }
      text += "</\(name)>"
    }
  }

  /// The string with `& < > "` replaced by entities, safe in text and in quoted attributes.
  public static func escape(_ string: String) -> String {
    var text = ""
    text.reserveCapacity(string.utf8.count)
    for scalar in string.unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
