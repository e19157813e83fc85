import LessonMarkup

/// Which cells must run again after some of a lesson's cells were edited.
///
/// A cell's result can change only through the names it shares with an edited one: in Swift 6 mode a lesson has no
/// hidden shared state as long as it declares no class, isolates nothing and imports nothing but the course's module.
/// Where that does not hold, or an edited cell extends a type, there is no scope, and the whole lesson runs. An edited cell passes on what it declares
/// and every `var` that it mentions; functions and types reach all cells, values those that follow.
package struct EditScope: Sendable, Equatable {
  /// The cells whose results may differ, edited ones included.
  package private(set) var cells: Set<Int>
  /// The inline cells whose values may differ.
  package private(set) var inlineCells: Set<Int>

  /// Follows an edit from cell to cell.
  ///
  /// - Parameter old: The code of the lesson's cells before the edit, as many as now.
  /// - Parameter changed: The cells that were edited.
  /// - Parameter changedInline: The inline cells that were edited.
  package init?(
    _ plan: LessonPlan, _ slice: ProgramSlice, old: [String], changed: Set<Int>,
    changedInline: Set<Int>
  ) {
    let oldNames = old.map { CellNames($0, provided: slice.provided) }
    guard old.count == plan.lesson.cells.count, slice.sharesOnlyNames,
      oldNames.allSatisfy(\.sharesOnlyNames),
      !changed.contains(where: { oldNames[$0].actsUnnamed || slice.names[$0].actsUnnamed })
    else { return nil }
    cells = changed
    inlineCells = changedInline
    let variables = (slice.names + oldNames).reduce(into: Set()) { $0.formUnion($1.variables) }
    var (values, others): (Set<Substring>, Set<Substring>) = ([], [])
    var count = -1
    while count != cells.count + others.count {
      count = cells.count + others.count
      values = []
      for cell in plan.program {
        let names = slice.names[cell]
        guard
          cells.contains(cell) || !names.mentioned.isDisjoint(with: values)
            || !names.mentioned.isDisjoint(with: others)
        else { continue }
        cells.insert(cell)
        for passed in changed.contains(cell) ? [names, oldNames[cell]] : [names] {
          values.formUnion(passed.values)
          values.formUnion(passed.mentioned.intersection(variables))
          others.formUnion(passed.declared.subtracting(passed.values))
        }
      }
    }
    for inline in plan.lesson.inlineCells {
      let mentioned = CellNames(inline.code, provided: []).mentioned
      if !mentioned.isDisjoint(with: values) || !mentioned.isDisjoint(with: others) {
        inlineCells.insert(inline.index)
      }
    }
  }
}

extension EditScope {
  /// What to run after the cells of an earlier run were edited; `nil` when something else changed too, or more cells
  /// may be touched than names show.
  init?(_ workshop: Workshop, _ identity: RunIdentity, since old: ResultCache.Entry) {
    var changed: Set<Int> = []
    for reason in identity.changes(since: old.identity) {
      switch reason {
      case .cellChanged(let cell): changed.insert(cell)
      case .inlineCellsChanged: break
      default: return nil
      }
    }
    let (now, before) = (identity.inlineCells, old.identity.inlineCells)
    guard now.count == before.count else { return nil }
    let changedInline = now.indices.filter { now[$0] != before[$0] }
    self.init(
      workshop.plan, workshop.slice, old: old.code, changed: changed,
      changedInline: Set(changedInline))
  }
}
