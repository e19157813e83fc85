extension MarkupNode {
  /// The tree with `prefix-` before every `id` and before every reference to one
  /// (`url(#…)`, `href="#…"`, `aria-labelledby`, `aria-describedby`, `for`, `headers`).
  ///
  /// Nodes that are ``raw(_:)`` stay as they are.
  public func prefixingIdentifiers(with prefix: String) -> MarkupNode {
    switch self {
    case .text, .raw: self
    case .fragment(let nodes):
      .fragment(nodes.map { $0.prefixingIdentifiers(with: prefix) })
    case .element(let name, let attributes, let children):
      .element(
        name, attributes.map { $0.prefixingIdentifier(with: prefix) },
        children.map { $0.prefixingIdentifiers(with: prefix) })
    }
  }
}

extension MarkupAttribute {
  fileprivate func prefixingIdentifier(with prefix: String) -> MarkupAttribute {
    guard let value else { return self }
    switch name {
    case "id":
      return MarkupAttribute(name, "\(prefix)-\(value)")
    case "aria-labelledby", "aria-describedby", "for", "headers":
      let names = value.split(separator: " ").map { "\(prefix)-\($0)" }
      return MarkupAttribute(name, names.joined(separator: " "))
    case "href" where value.hasPrefix("#"):
      return MarkupAttribute(name, "#\(prefix)-\(value.dropFirst())")
    default:
      guard value.hasPrefix("url(#") else { return self }
      return MarkupAttribute(name, "url(#\(prefix)-\(value.dropFirst(5))")
    }
  }
}
