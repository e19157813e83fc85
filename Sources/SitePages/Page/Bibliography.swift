import Charts
import LessonMarkup

/// The works that lessons cite, as pages write them.
///
/// > Note: The style is the authors' names and the year in the text ("Sutton & Barto (2018)") and, in the list at the
/// > page's end, authors, year, title, where it appeared, and a link.
struct Bibliography {
  private let works: [String: Reference]

  /// The works of `lessons/references.yml`.
  init(_ references: References) {
    works = references.entries
  }

  /// The keys of all works, sorted.
  var keys: [String] { works.keys.sorted() }

  /// The `id` of a work in the list at the page's end.
  static func anchor(_ key: String) -> String { "ref-\(Anchors.slug(key))" }

  /// "Sutton & Barto (2018)"; `nil` for an unknown key.
  func inText(_ key: String) -> String? {
    guard let work = works[key] else { return nil }
    let names = work.authors.map(\.family)
    let authors =
      switch names.count {
      case 0: work.title
      case 1: names[0]
      case 2: "\(names[0]) & \(names[1])"
      default: "\(names[0]) et al."
      }
    return "\(authors) (\(work.year))"
  }

  /// Changes whenever what pages write of a work does.
  func identity(_ key: String) -> String { entry(key).rendered() }

  /// The keys in the order of the list: by what the list says.
  func sorted(_ keys: [String]) -> [String] {
    keys.map { (identity($0).lowercased(), $0) }.sorted { $0 < $1 }.map(\.1)
  }

  /// A work in the list; nothing for an unknown key.
  func entry(_ key: String) -> MarkupNode {
    guard let work = works[key] else { return .fragment([]) }
    return .text(work.title)
  }
}
