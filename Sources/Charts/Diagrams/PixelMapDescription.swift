extension PixelMap {
  /// What the picture shows, in words: its extent, where each layer lies, and what the other pixels
  /// are.
  var description: String {
    var sentences = [
      "Picture of \(Phrase.counted(rows, "row")) by \(Phrase.counted(columns, "column"))."
    ]
    for layer in layers {
      sentences.append(sentence(layer.name, cells { $0 == layer.value }))
    }
    let own = Set(layers.map(\.value))
    let rest = cells { $0 != 0 && !own.contains($0) }
    if rest.isEmpty {
      if layers.isEmpty { sentences.append("Every \(name) is 0.") }
    } else {
      sentences.append(sentence("\(name) other than 0", rest))
      sentences += range(rest)
    }
    return sentences.joined(separator: " ")
  }

  /// The numbers of the pixels whose value satisfies a condition, in order.
  private func cells(_ condition: (Double) -> Bool) -> [Int] {
    values.indices.filter { condition(values[$0]) }
  }

  /// How many pixels there are, and the smallest rectangle around them.
  private func sentence(_ name: String, _ cells: [Int]) -> String {
    let name = Phrase.capitalized(name)
    let columns = cells.map { $0 % self.columns }
    guard let first = cells.first, let last = cells.last, let left = columns.min(),
      let right = columns.max()
    else { return "\(name): nowhere." }
    return "\(name): \(Phrase.counted(cells.count, "pixel")), "
      + "\(span("row", first / self.columns, last / self.columns)), \(span("column", left, right))."
  }

  private func span(_ noun: String, _ first: Int, _ last: Int) -> String {
    first == last ? "\(noun) \(first)" : "\(noun)s \(first) to \(last)"
  }

  /// The smallest and the largest value, when there are several, and where they are.
  private func range(_ cells: [Int]) -> [String] {
    guard let low = cells.min(by: { values[$0] < values[$1] }),
      let high = cells.max(by: { values[$0] < values[$1] }), values[low] < values[high]
    else { return [] }
    func spelled(_ cell: Int) -> String {
      "\(NumberText.short(values[cell])) at row \(cell / columns), column \(cell % columns)"
    }
    return ["From \(spelled(low)) to \(spelled(high))."]
  }

  /// A row for every pixel that is not 0.
  var data: DataTable {
    DataTable(
      columns: ["row", "column", name],
      rows: cells { $0 != 0 }.map { cell in
        [
          .number(Double(cell / columns)), .number(Double(cell % columns)), .number(values[cell]),
        ]
      })
  }
}
