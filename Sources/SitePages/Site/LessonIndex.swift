import LessonEvents
import LessonMarkup

/// The figures and tables of a lesson, numbered: what only a run can tell of the things that text
/// refers to.
struct LessonIndex: Codable, Hashable, Sendable {
  /// One figure or table.
  struct Entry: Codable, Hashable, Sendable {
    /// The cell that shows it, from 0.
    var cell: Int
    /// Its `id` on the page: `fig-returns`, `tab-summary`, or `figure-2` when it has no name.
    var anchor: String
    /// "Figure 2", "Table 1".
    var title: String
    /// What it is.
    var kind: Display.Kind
  }

  /// In the order of the page.
  var entries: [Entry] = []

  /// Numbers what a lesson's cells showed.
  init(_ result: LessonResult) {
    var (figures, tables) = (0, 0)
    for (cell, result) in result.cells.enumerated() {
      for case .display(let display) in result.outputs {
        let isTable = display.kind == .table
        if isTable { tables += 1 } else { figures += 1 }
        let number = isTable ? tables : figures
        let name = display.name.map { (isTable ? "tab-" : "fig-") + Anchors.slug($0) }
        entries.append(
          Entry(
            cell: cell, anchor: name ?? (isTable ? "table-\(number)" : "figure-\(number)"),
            title: "\(isTable ? "Table" : "Figure") \(number)", kind: display.kind))
      }
    }
  }
}

/// The names of places on a page.
enum Anchors {
  /// The name with everything but letters, digits, `-`, `_` and `.` replaced by `-`.
  static func slug(_ name: String) -> String {
    String(name.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "-" })
  }

  /// The anchor of a cell, counted from 1 on the page.
  static func cell(_ index: Int) -> String { "cell-\(index + 1)" }

  /// Every place of a lesson that a link may lead to, with what a reference to it says.
  static func targets(of lesson: Lesson, _ index: LessonIndex) -> [String: String] {
    var targets: [String: String] = [:]
    for cell in lesson.cells { targets[Anchors.cell(cell.index)] = "Cell \(cell.index + 1)" }
    lesson.forEachBlock { block in
      switch block {
      case .heading(_, let inlines, let anchor, _): targets[anchor] = inlines.plainText
      case .equation(let equation):
        if let label = equation.label, let number = equation.number {
          targets[label] = "Equation \(number)"
        }
      default: break
      }
    }
    for entry in index.entries { targets[entry.anchor] = entry.title }
    return targets
  }
}
