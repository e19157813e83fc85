/// The series of a chart by their names, with the paint and the symbol of each.
struct SeriesCatalog: Sendable, Hashable {
  /// Names in order of first appearance.
  let names: [String]
  /// A paint for each name.
  let paints: [Paint]
  /// What symbols tell apart, in order of first appearance.
  let symbolNames: [String]

  init(marks: [Mark], chosen: [SeriesPaint]) {
    names = marks.compactMap(\.seriesName).uniqued()
    symbolNames = marks.compactMap(\.symbolBy?.datum.name).uniqued()
    // The theme's series in order, without those that the author gave away by name.
    var free = (1...max(Theme.seriesCount, names.count + chosen.count)).map(Paint.series)
    free.removeAll { paint in chosen.contains { $0.paint == paint } }
    var paints: [Paint] = []
    for name in names {
      if let paint = chosen.first(where: { $0.name == name })?.paint {
        paints.append(paint)
      } else {
        paints.append(free.removeFirst())
      }
    }
    self.paints = paints
  }

  /// The mark's own paint, its series', or the accent.
  func paint(of mark: Mark) -> Paint {
    if let paint = mark.paint { return paint }
    if let name = mark.seriesName { return paint(of: name) }
    return mark.isReference ? .inkMuted : .accent
  }

  /// The paint of a series.
  func paint(of name: String) -> Paint {
    names.firstIndex(of: name).map { paints[$0] } ?? .accent
  }

  /// The mark's own line style, else dashes for references and solid for data.
  func lineStyle(of mark: Mark) -> LineStyle {
    mark.lineStyle ?? (mark.isReference ? .dashed : .solid)
  }

  /// The mark's own symbol or that of its `symbol(by:)`.
  func chosenSymbol(of mark: Mark) -> Symbol? {
    mark.symbol ?? mark.symbolBy.map { symbol(named: $0.datum.name) }
  }

  /// The chosen symbol, or one that tells the series of a point or a line apart without colour.
  func symbol(of mark: Mark) -> Symbol? {
    if let symbol = chosenSymbol(of: mark) { return symbol }
    switch mark.kind {
    case .point: return mark.seriesName.map(symbol(named:)) ?? .circle
    case .line: return names.count < 2 ? nil : mark.seriesName.map(symbol(named:))
    default: return nil
    }
  }

  /// The symbol that stands for a name.
  func symbol(named name: String) -> Symbol {
    let symbols = Symbol.allCases
    if let index = symbolNames.firstIndex(of: name), !names.contains(name) {
      return symbols[index % symbols.count]
    }
    return names.count < 2 ? .circle : symbols[ordinal(of: name) % symbols.count]
  }

  /// The paint's place in the theme from 0, so that symbols follow a method as its colour does.
  private func ordinal(of name: String) -> Int {
    if case .series(let number) = paint(of: name) { return number - 1 }
    return names.firstIndex(of: name) ?? 0
  }
}

extension Sequence where Element: Hashable {
  /// The elements without repetitions, in order of first appearance.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
