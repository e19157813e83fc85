import LessonMarkup

/// Where every lesson of the course stands and what can be pointed at in it.
struct SiteMap {
  /// One lesson's page.
  struct Page {
    /// The lesson's stem.
    var stem: String
    /// The lesson's title, in inline Markdown.
    var title: String
    /// What it is about, in inline Markdown.
    var summary: String
    /// What it is shown and named by: its place in the course, or in an appendix.
    var number: String
    /// Its part's place in the course, from 0.
    var part: Int
    /// Whether the page is there (or about to be).
    var isPublished: Bool
    /// What can be pointed at, by anchor, with what a reference to it says.
    var targets: [String: String]

    /// The page's file.
    var file: String { "\(stem).html" }
  }

  /// What a reference leads to.
  enum Resolution: Hashable {
    /// A place: the link's address, and what a reference without a text of its own says.
    case place(address: String, text: String)
    /// There is no such lesson in the course.
    case noLesson
    /// There is no such place in the lesson; these are the ones there are.
    case noAnchor([String])
  }

  /// The course.
  let course: Course
  /// The pages of the lessons that are in the course and were parsed, in the course's order.
  let pages: [Page]

  private let places: [String: Int]

  /// Lays out a course.
  init(course: Course, pages: [Page]) {
    self.course = course
    self.pages = pages
    places = Dictionary(
      pages.enumerated().map { ($1.stem, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The page of a lesson.
  subscript(stem: String) -> Page? { places[stem].map { pages[$0] } }

  /// The published pages right before and after a lesson.
  func neighbours(of stem: String) -> (previous: Page?, next: Page?) {
    guard let place = places[stem] else { return (nil, nil) }
    return (
      pages[..<place].last(where: \.isPublished), pages[(place + 1)...].first(where: \.isPublished)
    )
  }

  /// The pages of a part.
  func pages(ofPart part: Int) -> [Page] { pages.filter { $0.part == part } }

  /// Looks up a place as seen from a page.
  ///
  /// - Parameters:
  ///   - stem: The lesson that the place is in.
  ///   - anchor: The name of the place; `nil` for the top of the page.
  ///   - origin: The lesson whose page asks; `nil` for a page that is no lesson's.
  func resolve(stem: String, anchor: String?, from origin: String?) -> Resolution {
    guard let page = self[stem] else { return .noLesson }
    guard let anchor else { return .place(address: page.file, text: page.title) }
    guard let text = page.targets[anchor] else { return .noAnchor(page.targets.keys.sorted()) }
    return stem == origin
      ? .place(address: "#\(anchor)", text: text)
      : .place(address: "\(page.file)#\(anchor)", text: "\(text) of lesson \(page.number)")
  }
}
