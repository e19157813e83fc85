/// Panels in rows and columns.
struct PanelGrid: Sendable {
  private let model: ChartModel
  private let columns: Int
  private let rows: Int

  init(_ model: ChartModel) {
    self.model = model
    let count = model.panels.count
    let wanted = model.chart.facets.columns ?? (count == 4 ? 2 : min(count, 3))
    columns = max(1, min(wanted, count))
    rows = (count + columns - 1) / columns
  }

  /// Width over height of a drawing whose panels have a good shape.
  var naturalRatio: Double {
    guard model.isFaceted else { return 16.0 / 9 }
    let panelHeight = columns == 1 ? 200.0 : 440 / Double(columns) + 20
    return ChartLayout.width / (Double(rows) * panelHeight + 70)
  }

  /// The panels' frames in `area`, which holds plots, tick labels and panel names.
  func frames(in area: Rect, rightMargin: Double) -> [ChartLayout.Frame] {
    let facets = model.chart.facets
    let nameHeight = model.isFaceted ? 22.0 : 0
    // Tick labels first: a plot's size depends on their size, theirs on the plot's only by how many
    // there are.
    let guessWidth = (area.width - rightMargin) / Double(columns) - 40
    let guessHeight = area.height / Double(rows) - nameHeight - 25
    let guess = labels(width: guessWidth, height: guessHeight)
    let leftWidth = model.chart.y.isHidden ? 4 : (guess.map(\.y.width).max() ?? 0) + 9
    let firstOverhang = max(leftWidth, (guess.compactMap(\.x.leadingOverhang).max() ?? 0))
    let gap = columns == 1 ? 0 : (facets.sharesY ? 18 : leftWidth + 14)
    let inner = area.width - firstOverhang - gap * Double(columns - 1)
    let trial = (inner - max(rightMargin, 8)) / Double(columns)
    let overhang = labels(width: trial, height: guessHeight).map { $0.x.overhang(length: trial) }
    let right = max(rightMargin, (overhang.max() ?? 0) + 2, 8)
    let width = (inner - right) / Double(columns)
    let bottom =
      model.chart.x.isHidden
      ? 6 : (labels(width: width, height: guessHeight).map(\.x.height).max() ?? 0) + 8
    let bottoms = facets.sharesX ? bottom : bottom * Double(rows)
    let rowGap = 12.0 * Double(rows - 1)
    let height = (area.height - bottoms - rowGap - nameHeight * Double(rows)) / Double(rows)
    let rowPitch = height + nameHeight + 12 + (facets.sharesX ? 0 : bottom)
    return labels(width: width, height: height).enumerated().map { index, labels in
      let (row, column) = (index / columns, index % columns)
      let plot = Rect(
        x: firstOverhang + Double(column) * (width + gap),
        y: area.y + nameHeight + Double(row) * rowPitch, width: width, height: height)
      return ChartLayout.Frame(
        plot: plot, xLabels: labels.x, yLabels: labels.y,
        showsXLabels: !facets.sharesX || index + columns >= model.panels.count,
        showsYLabels: !facets.sharesY || column == 0)
    }
  }

  private func labels(width: Double, height: Double) -> [(x: AxisLabels, y: AxisLabels)] {
    model.panels.map { panel in
      (
        AxisLabels.horizontal(panel.x, options: model.chart.x, length: max(width, 40)),
        AxisLabels.vertical(panel.y, options: model.chart.y, length: max(height, 40))
      )
    }
  }
}

extension AxisLabels {
  /// How far the first label may reach left of the axis.
  fileprivate var leadingOverhang: Double {
    guard let first = labels.first, !isRotated, first.position < 0.02 else { return 0 }
    return (first.lines.map { TextMetrics.width($0, size: FontSize.tick) }.max() ?? 0) / 2
  }
}
