import Charts
import LessonEvents
import LessonMarkup

/// Turns one lesson and its run into markup, and collects on the way what else the page needs.
///
/// The parts are in extensions, a file each: inlines, links, blocks, equations, cells, displays.
struct PageWriter {
  /// What a page is made from.
  struct Input {
    let lesson: Lesson
    let result: LessonResult
    let index: LessonIndex
    let map: SiteMap
    let bibliography: Bibliography
    let math: MathRenderer
    /// The folder that the lesson's path is relative to.
    let courseFolder: String
    /// The lesson whose page this becomes a part of; `nil` for pages that are no lesson's.
    let origin: String?

    /// What stands before `#anchor` in links to the lesson's own page.
    var ownPage: String { origin == lesson.stem ? "" : "\(lesson.stem).html" }
  }

  /// A run with its figures and tables numbered.
  struct Run {
    let result: LessonResult
    let index: LessonIndex

    /// No run: for text that shows nothing of it.
    static var none: Run {
      let result = LessonResult(cells: [], values: [])
      return Run(result: result, index: LessonIndex(result))
    }
  }

  /// A file that goes with the page.
  enum Attachment: Hashable {
    /// A file with this content, at a path relative to the site.
    case content(String, path: String)
    /// A copy of a file of the course, at a path relative to the site.
    case copy(of: String, path: String)

    /// Where it goes, relative to the site.
    var path: String {
      switch self {
      case .content(_, let path), .copy(_, let path): path
      }
    }
  }

  let input: Input
  var lesson: Lesson { input.lesson }

  /// What is wrong with the page.
  var diagnostics: [Diagnostic] = []
  /// What the page took from elsewhere, by name, so that it is written anew when that changes.
  var dependencies: [String: String] = [:]
  /// The works cited, in the order of their first mention.
  var cited: [String] = []
  /// The files that go with the page.
  var attachments: [Attachment] = []
  /// The numbers of frames of the page's animations; each needs a rule of its own in the style
  /// sheet.
  var frameCounts: Set<Int> = []
  /// The headings, for the contents.
  var headings: [Heading] = []

  /// A heading as the contents show it.
  struct Heading {
    var level: Int
    var anchor: String
    var markup: MarkupNode
  }

  /// The last character of the block's text so far, which decides how a quote curls.
  var lastCharacter: Character?
  /// Where captions that are being written came from; their own places are relative to themselves.
  var captionSpan: SourceSpan?

  init(_ input: Input) { self.input = input }

  /// The lesson's body, with the list of works cited at its end.
  mutating func body() throws -> MarkupNode {
    let blocks = try markup(of: lesson.blocks)
    let references = bibliographyMarkup()
    return .fragment([blocks, references])
  }

  /// Takes note of something wrong.
  mutating func report(
    _ identifier: String, _ severity: Diagnostic.Severity = .error, at span: SourceSpan?,
    _ summary: String, explanation: String? = nil, fix: String? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        identifier, severity, file: lesson.path, at: captionSpan ?? span, summary: summary,
        explanation: explanation, fix: fix))
  }
}
