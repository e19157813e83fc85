extension PixelMap {
  /// The picture for a terminal: a character is one pixel wide and two high, more where the picture
  /// is wider than 80 columns.
  ///
  /// Half blocks show which pixels aren't ground. Of colours that diverge, the stronger sign is
  /// shown, from a quarter of the strongest on. A pixel with a paint of its own counts as
  /// strongest.
  func text(_ shared: PixelMapDrawing.Shared) -> String {
    let step = (columns + 79) / 80
    var lines = title.map { [$0, ""] } ?? []
    for row in stride(from: 0, to: rows, by: 2 * step) {
      var line = ""
      for column in stride(from: 0, to: columns, by: step) {
        let upper = strongest(row, column, step, shared)
        let lower = strongest(row + step, column, step, shared)
        line += shared.diverges ? sign(upper, lower) : block(upper, lower)
      }
      lines.append(TextBlock.trimmed(line))
    }
    return lines.joined(separator: "\n")
  }

  /// The level of largest magnitude in a square of pixels; 0 below the picture.
  private func strongest(
    _ row: Int, _ column: Int, _ step: Int, _ shared: PixelMapDrawing.Shared
  ) -> Int {
    var strongest = 0
    for row in row..<max(row, min(row + step, rows)) {
      for column in column..<min(column + step, columns) {
        let value = values[row * columns + column]
        let level = layers.contains { $0.value == value } ? 16 : shared.level(value)
        if level.magnitude > strongest.magnitude { strongest = level }
      }
    }
    return strongest
  }

  private func block(_ upper: Int, _ lower: Int) -> String {
    switch (upper != 0, lower != 0) {
    case (false, false): " "
    case (true, false): "▀"
    case (false, true): "▄"
    case (true, true): "█"
    }
  }

  private func sign(_ upper: Int, _ lower: Int) -> String {
    let level = upper.magnitude >= lower.magnitude ? upper : lower
    return level.magnitude < 4 ? " " : level > 0 ? "+" : "-"
  }
}
