import Charts
import LessonMarkup

/// What a link in a lesson points at.
enum LinkDestination: Hashable {
  /// A web page, or a mail address.
  case outside(String)
  /// A place in this lesson or in another one.
  case place(stem: String?, anchor: String?)
  /// A file next to the lessons.
  case file(String)
  /// Something that can't work in a site that is read from any folder.
  case unsupported(reason: String)

  /// Sorts a destination as written.
  init(_ destination: String) {
    let parts = destination.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let anchor = parts.count > 1 && !parts[1].isEmpty ? String(parts[1]) : nil
    var path = String(parts.first ?? "")
    if path.hasPrefix("./") { path.removeFirst(2) }
    if let scheme = LinkDestination.scheme(of: destination) {
      self =
        ["http", "https", "mailto"].contains(scheme)
        ? .outside(destination) : .unsupported(reason: "links to '\(scheme):' are not allowed")
    } else if path.hasPrefix("/") {
      self = .unsupported(reason: "links must be relative, so that the site works in any folder")
    } else if path.split(separator: "/").contains("..") {
      self = .unsupported(reason: "links must stay inside the folder of the lessons")
    } else if path.isEmpty {
      self = .place(stem: nil, anchor: anchor)
    } else if path.hasSuffix(".md"), !path.contains("/") {
      self = .place(stem: String(path.dropLast(3)), anchor: anchor)
    } else {
      self = .file(path)
    }
  }

  private static func scheme(of destination: String) -> String? {
    let scheme = destination.prefix {
      $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0))
    }
    let rest = destination.dropFirst(scheme.count)
    return rest.hasPrefix(":") && scheme.first?.isLetter == true ? scheme.lowercased() : nil
  }
}

extension PageWriter {
  /// A link; without a text of its own it says what it leads to ("Equation 3").
  mutating func link(
    to destination: String, title: String, _ inlines: [Inline], at span: SourceSpan
  ) throws -> MarkupNode {
    let text = inlines.isEmpty ? nil : try markup(ofPart: inlines)
    let tooltip: KeyValuePairs<String, String?> = ["title": title]
    let attributes = title.isEmpty ? [] : tooltip.map { MarkupAttribute($0.key, $0.value) }
    func anchor(_ address: String, _ text: MarkupNode, rel: String? = nil) -> MarkupNode {
      var all = [MarkupAttribute("href", address)]
      if let rel { all.append(MarkupAttribute("rel", rel)) }
      return .element("a", all + attributes, [text])
    }
    switch LinkDestination(destination) {
    case .outside(let address):
      return anchor(address, text ?? .text(address), rel: "external")
    case .unsupported(let reason):
      report("bad-link", at: span, "'\(destination)' can't be a link: \(reason)")
      return broken(text ?? .text(destination))
    case .file(let path):
      guard let address = attach(path, at: span) else { return broken(text ?? .text(path)) }
      return anchor(address, text ?? .text(path))
    case .place(let stem, let name):
      guard let place = resolve(stem, name, written: destination, at: span) else {
        return broken(text ?? .text(destination))
      }
      let own =
        text == nil && name == nil ? try markup(ofInlineMarkdown: place.text, at: span) : nil
      return anchor(place.address, text ?? own ?? .text(place.text))
    }
  }

  private func broken(_ text: MarkupNode) -> MarkupNode {
    element("span", ["class": "broken"], [text])
  }

  /// Looks up a place and takes note that the page depends on it.
  private mutating func resolve(
    _ stem: String?, _ anchor: String?, written: String, at span: SourceSpan
  ) -> (address: String, text: String)? {
    let resolution = input.map.resolve(
      stem: stem ?? lesson.stem, anchor: anchor, from: input.origin)
    if stem != nil && stem != lesson.stem {
      dependencies["\(stem ?? "")#\(anchor ?? "")"] = PageWriter.identity(of: resolution)
    }
    switch resolution {
    case .place(let address, let text): return (address, text)
    case .noLesson:
      report(
        "dead-link", at: span, "no lesson '\(stem ?? "").md' in the course",
        fix: Suggestion.fix(for: stem ?? "", in: input.map.pages.map(\.stem)))
    case .noAnchor(let anchors):
      report(
        "unknown-reference", at: span,
        "nothing is called '#\(anchor ?? "")' in \(stem ?? lesson.stem).md",
        fix: Suggestion.closest(to: anchor ?? "", in: anchors).map { "did you mean '#\($0)'?" })
    }
    return nil
  }

  /// What a page remembers of a reference, to see later whether it still leads to the same.
  static func identity(of resolution: SiteMap.Resolution) -> String {
    switch resolution {
    case .place(let address, let text): "\(address) \(text)"
    case .noLesson: "no lesson"
    case .noAnchor: "no anchor"
    }
  }

  /// An image of the course.
  mutating func image(
    _ source: String, title: String, alternative: String, at span: SourceSpan
  ) -> MarkupNode {
    if alternative.isEmpty {
      report(
        "no-alternative", .warning, at: span, "the image '\(source)' has no alternative text",
        fix: "say between the brackets what it shows: ![…](\(source))")
    }
    guard case .file(let path) = LinkDestination(source) else {
      report(
        "bad-image", at: span, "'\(source)' is not a file next to the lessons",
        explanation: "A page loads nothing from a network.")
      return broken(.text(alternative))
    }
    guard let address = attach(path, at: span) else { return broken(.text(alternative)) }
    return element(
      "img", ["src": address, "alt": alternative, "title": title.isEmpty ? nil : title])
  }

  /// Takes a file of the course into the site; reports one that isn't there.
  private mutating func attach(_ path: String, at span: SourceSpan) -> String? {
    let folder = lesson.path.lastIndex(of: "/").map { lesson.path[...$0] } ?? ""
    let source = "\(input.courseFolder)/\(folder)\(path)"
    let stamp = Files.stamp(source)
    dependencies["file:\(source)"] = stamp ?? ""
    guard stamp != nil else {
      report("dead-link", at: span, "no file '\(path)' next to the lesson")
      return nil
    }
    let attachment = Attachment.copy(of: source, path: "media/\(path)")
    if !attachments.contains(attachment) { attachments.append(attachment) }
    return attachment.path
  }
}
