package import LessonMarkup

/// The Swift program of some of a lesson's cells, and the way back from its lines to the lesson.
///
/// Every cell stands at file scope behind a `#sourceLocation`, so the compiler speaks of the lesson's own lines.
package struct Program: Sendable {
  /// A place in a lesson.
  package enum Place: Hashable, Sendable {
    /// In a cell: lines below its first, from 0; the column in characters, from 1.
    case cell(Int, line: Int, column: Int?)
    /// In an inline cell's expression.
    case inline(Int, line: Int, column: Int?)
  }

  /// What goes into a program.
  package struct Part: Sendable, Hashable {
    /// The cell; `nil` for a place that only has inline cells.
    var cell: Int?
    /// The inline cells that follow it.
    var inline: [Int]
    /// Another text for the cell, line by line as long as its own.
    var code: String?

    package init(cell: Int?, inline: [Int] = [], code: String? = nil) {
      self.cell = cell
      self.inline = inline
      self.code = code
    }
  }

  /// The program's text.
  package private(set) var text = ""
  /// The cells in it, in the order they run.
  let cells: [Int]

  private let lesson: Lesson
  private var line = 1
  /// For the program's own lines: whose they are.
  private var owners: [Int: Place] = [:]

  /// Writes the program of some parts of a lesson.
  ///
  /// - Parameter module: The module that the course's cells import.
  package init(_ lesson: Lesson, parts: [Part], module: String) {
    self.lesson = lesson
    cells = parts.compactMap(\.cell)
    write("import LessonRuntime\nimport \(module)\n")
    write("let lessonSeed: UInt64 = \(lesson.frontMatter.seed)\n")
    for part in parts {
      if let cell = part.cell { write(lesson.cells[cell], code: part.code) }
      for index in part.inline { write(lesson.inlineCells[index]) }
    }
  }

  /// Writes one cell alone, to see whether it is well formed by itself.
  init(_ lesson: Lesson, alone cell: Int) {
    self.lesson = lesson
    cells = [cell]
    write(lesson.cells[cell], code: nil)
  }

  private mutating func write(_ cell: Cell, code: String?) {
    let start = Place.cell(cell.index, line: 0, column: nil)
    write("LessonProgram.cellBegan(\(cell.index))\n", owner: start)
    write("#sourceLocation(file: \(quoted(lesson.path)), line: \(cell.firstLine))\n", owner: start)
    write(code ?? cell.code)
    // A statement that no unfinished expression above can swallow.
    let end = Place.cell(cell.index, line: max(0, cell.lineCount - 1), column: nil)
    write("#sourceLocation()\n", owner: end)
    write("do { LessonProgram.cellEnded(\(cell.index)) }\n", owner: end)
  }

  private mutating func write(_ inline: InlineCell) {
    let place = Place.inline(inline.index, line: 0, column: nil)
    write("LessonProgram.value(\(inline.index),\n", owner: place)
    for (offset, row) in inline.code.split(
      separator: "\n", omittingEmptySubsequences: false
    ).enumerated() {
      write("\(row)\n", owner: .inline(inline.index, line: offset, column: 1))
    }
    write(")\n", owner: place)
  }

  private mutating func write(_ lines: String, owner: Place? = nil) {
    text += lines
    for byte in lines.utf8 where byte == 0x0a {
      if let owner { owners[line] = owner }
      line += 1
    }
  }

  private func quoted(_ text: String) -> String {
    "\"" + text.map { $0 == "\\" || $0 == "\"" ? "\\\($0)" : "\($0)" }.joined() + "\""
  }

  /// Where in the lesson a place of the compiler's is; `nil` when it is in what we wrote around the cells.
  ///
  /// - Parameter column: In bytes, from 1; 0 when unknown.
  package func place(file: String, line: Int, column: Int) -> Place? {
    guard file == lesson.path else { return ownPlace(line: line, column: column) }
    for index in cells {
      let cell = lesson.cells[index]
      let offset = line - cell.firstLine
      guard offset >= 0 && offset < cell.lineCount else { continue }
      let row = cell.code.split(separator: "\n", omittingEmptySubsequences: false)[offset]
      return .cell(index, line: offset, column: characters(in: row, before: column))
    }
    return nil
  }

  private func ownPlace(line: Int, column: Int) -> Place? {
    // An error at the program's end is about the last thing in it.
    let owner = line >= self.line ? owners[self.line - 1] : owners[line]
    guard case .inline(let index, let offset, .some) = owner else { return owner }
    let rows = lesson.inlineCells[index].code.split(
      separator: "\n", omittingEmptySubsequences: false)
    return .inline(index, line: offset, column: characters(in: rows[offset], before: column))
  }

  /// A column in characters, from one in bytes.
  private func characters(in row: Substring, before column: Int) -> Int? {
    guard column > 0 else { return nil }
    return String(decoding: row.utf8.prefix(column - 1), as: UTF8.self).count + 1
  }
}

extension Cell {
  /// How many lines of code it has.
  var lineCount: Int { code.utf8.reduce(0) { $1 == 0x0a ? $0 + 1 : $0 } }
}
