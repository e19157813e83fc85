import LessonMarkup

/// The formulas of a lesson.
enum Formulas {
  /// Every formula of the lesson's text, in reading order.
  static func all(in lesson: Lesson) -> [Formula] {
    var formulas: [Formula] = []
    Blocks.forEach(in: lesson.blocks) { block in
      switch block {
      case .equation(let equation): formulas.append(Formula(equation.tex, isDisplay: true))
      case .paragraph(let inlines, _), .heading(_, let inlines, _, _):
        collect(inlines, into: &formulas)
      default: break
      }
    }
    return formulas
  }

  private static func collect(_ inlines: [Inline], into formulas: inout [Formula]) {
    for inline in inlines {
      switch inline {
      case .math(let tex, _): formulas.append(Formula(tex))
      case .emphasis(let inner), .strong(let inner), .link(_, _, let inner, _):
        collect(inner, into: &formulas)
      default: break
      }
    }
  }
}
