package import LessonMarkup

/// Finds the cells that some cells stand on, by the names they share.
///
/// What is tried apart is tried with these cells alone: it compiles and runs in a fraction of the lesson's time. The
/// rule takes too much rather than too little: a name counts wherever it stands, and so does every `var` that another
/// cell mentions. What it misses does not compile, and is tried again with all cells.
package struct ProgramSlice {
  /// The names in each cell.
  let names: [CellNames]
  /// The modules that every program imports.
  let provided: Set<Substring>

  /// Reads the names in the cells of a lesson.
  ///
  /// - Parameter module: The course's module.
  package init(_ lesson: Lesson, module: String) {
    let provided: Set<Substring> = [module[...], "LessonRuntime"]
    self.provided = provided
    names = lesson.cells.map { CellNames($0.code, provided: provided) }
  }

  /// Whether cells act on each other only through names that they share.
  package var sharesOnlyNames: Bool { names.allSatisfy(\.sharesOnlyNames) }

  /// The cells among `candidates` that `targets` stand on, and those of the targets, in the candidates' order.
  ///
  /// - Parameter expressions: Code outside the cells that stands on cells too.
  /// - Complexity: O(n²·w) for n cells of w names.
  package func cells(
    neededBy targets: Set<Int>, and expressions: [String] = [], among candidates: [Int]
  ) -> [Int] {
    var needed = targets
    var mentioned = expressions.reduce(into: Set()) {
      $0.formUnion(CellNames($1, provided: []).mentioned)
    }
    var variables: Set<Substring> = []
    var fresh = targets
    repeat {
      for cell in fresh {
        mentioned.formUnion(names[cell].mentioned)
        variables.formUnion(names[cell].variables)
      }
      fresh = Set(
        candidates.filter { cell in
          let other = names[cell]
          return !needed.contains(cell)
            && (other.isAlwaysNeeded || !other.declared.isDisjoint(with: mentioned)
              || !other.mentioned.isDisjoint(with: variables))
        })
      needed.formUnion(fresh)
    } while !fresh.isEmpty
    return candidates.filter(needed.contains)
  }
}
