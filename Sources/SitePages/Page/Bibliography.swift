import Charts
import LessonMarkup

/// The works that lessons cite, as pages show them.
struct Bibliography {
  private let references: References

  /// The works of `lessons/references.yml`.
  init(_ references: References) { self.references = references }

  /// The keys of all works.
  var keys: [String] { references.keys }

  /// The `id` of a work in the list at the page's end.
  static func anchor(_ key: String) -> String { "ref-\(Anchors.slug(key))" }

  /// "Sutton & Barto (2018)"; `nil` for an unknown key.
  func inText(_ key: String) -> String? { references.short(key) }

  /// Changes whenever what pages say of a work does.
  func identity(_ key: String) -> String { "\(inText(key) ?? "") \(entry(key).rendered())" }

  /// The keys in the order of the list: by authors and year, as the text names them.
  func sorted(_ keys: [String]) -> [String] {
    keys.map { ((inText($0) ?? "").lowercased(), $0) }.sorted { $0 < $1 }.map(\.1)
  }

  /// A work in the list; nothing for an unknown key.
  func entry(_ key: String) -> MarkupNode {
    guard let work = references[key] else { return .fragment([]) }
    return .fragment(
      work.formatted(letter: references.letter(of: key)).map { piece in
        switch piece {
        case .text(let text): .text(text)
        case .emphasis(let text): element("em", [:], [.text(text)])
        case .link(let text, let destination):
          element("a", ["href": destination, "rel": "external"], [.text(text)])
        }
      })
  }
}
