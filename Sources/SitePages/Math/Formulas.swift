import LessonMarkup

/// The formulas of a lesson.
enum Formulas {
  /// Every formula of the lesson's text, captions left out.
  static func all(in lesson: Lesson) -> [Formula] {
    var formulas = lesson.equations.flatMap { equation in
      Derivation(equation.tex)?.formulas ?? [Formula(equation.tex, isDisplay: true)]
    }
    lesson.forEachInline { inline in
      if case .math(let tex, _) = inline { formulas.append(Formula(tex)) }
    }
    return formulas
  }
}
