/// Where everything on a grid map lies, in viewBox units.
struct GridMapLayout {
  /// What several maps in one place have in common: the widest number and the range of magnitudes.
  struct Shared {
    var numberWidth: Double
    var domain: ClosedRange<Double>?

    init(_ maps: [GridMap]) {
      numberWidth = maps.flatMap(\.printedNumbers).map { TextMetrics.width($0) }.max() ?? 0
      let numbers = maps.flatMap(\.numbers)
      if let low = numbers.min(), let high = numbers.max() { domain = low...high }
    }
  }

  /// The side of a cell.
  let cell: Double
  /// The cells' common rectangle.
  let grid: Rect
  /// The size of the printed numbers; `nil` where they would be too small to read.
  let numberSize: Double?
  /// Where the colour bar lies, if there is one.
  let colorBar: Rect?
  /// The whole drawing.
  let size: Size
  /// The mapping from magnitudes to colours, if cells are coloured.
  let colors: ColorScale?

  private let map: GridMap

  init(_ map: GridMap, shared: Shared) {
    self.map = map
    colors = map.colors.isHidden ? nil : map.colorScale(sharedDomain: shared.domain)
    let hasBar = colors.map { $0.domain.lowerBound < $0.domain.upperBound } ?? false
    let barWidth = hasBar ? 12 + 12 + 44.0 : 0
    let axisWidth = 8 + (map.axes.map(GridMapLayout.leftMargin) ?? 0)
    let top = 8 + (map.title == nil ? 0 : 26.0)
    let wanted = GridMapLayout.wantedCell(map, numberWidth: shared.numberWidth)
    let cell = min(wanted, (GridMapLayout.width - axisWidth - 8 - barWidth) / Double(map.columns))
      .rounded(.down)
    self.cell = cell
    let needed = axisWidth + cell * Double(map.columns) + 8 + barWidth
    let left = axisWidth + max(0, (GridMapLayout.width - needed) / 2).rounded()
    grid = Rect(
      x: left, y: top, width: cell * Double(map.columns), height: cell * Double(map.rows))
    let fits = GridMapLayout.room(map, in: cell) / max(shared.numberWidth, 1)
    let numberSize = FontSize.label * min(1, fits)
    self.numberSize = numberSize >= 7.5 ? numberSize : nil
    let barHeight = min(grid.height, 220)
    colorBar =
      hasBar
      ? Rect(x: grid.maxX + 16, y: grid.midY - barHeight / 2, width: 12, height: barHeight) : nil
    let bottom = 8 + (map.axes == nil ? 0 : 40.0)
    size = Size(max(GridMapLayout.width, needed), grid.maxY + bottom)
  }

  /// The rectangle of a cell.
  func rect(_ index: Int) -> Rect {
    let row = index / map.columns
    let shown = map.axes?.rowsUpward == true ? map.rows - 1 - row : row
    return Rect(
      x: grid.x + cell * Double(index % map.columns), y: grid.y + cell * Double(shown),
      width: cell, height: cell)
  }

  /// The middle of a cell.
  func center(_ index: Int) -> Point {
    let rect = rect(index)
    return Point(rect.midX, rect.midY)
  }

  /// The part of a cell that lies in one direction from its middle, clockwise from its outer edge.
  func triangle(_ index: Int, _ direction: GridMap.Directions) -> [Point] {
    let rect = rect(index)
    let corners = [
      Point(rect.x, rect.y), Point(rect.maxX, rect.y), Point(rect.maxX, rect.maxY),
      Point(rect.x, rect.maxY),
    ]
    let first = GridMap.Directions.each.firstIndex(of: direction) ?? 0
    return [corners[first], corners[(first + 1) % 4], center(index)]
  }

  // MARK: Sizes

  /// The width of every drawing, so that letters are of one size on a page; smaller maps stand in
  /// its middle.
  private static let width = 640.0

  private static func leftMargin(_ axes: GridAxes) -> Double {
    let labels = axes.rowLabels.map { TextMetrics.width($0, size: FontSize.tick) }.max() ?? 0
    return labels + 8 + TextMetrics.lineHeight() + 4
  }

  /// The side of a cell that has room for everything at full size.
  private static func wantedCell(_ map: GridMap, numberWidth: Double) -> Double {
    if map.qValues != nil { return min(max(2.2 * numberWidth + 20, 72), 112) }
    let arrowRoom = map.arrows == nil ? 0 : 24.0
    let names = map.labels.values.map { TextMetrics.width($0, bold: true) }.max() ?? 0
    return min(max(numberWidth + 14 + arrowRoom, names + 20, 44), 76)
  }

  /// How wide a number may be in a cell of this side.
  private static func room(_ map: GridMap, in cell: Double) -> Double {
    if map.qValues != nil { return cell / 2 - 11 }
    return cell - (map.arrows == nil ? 6 : 22)
  }
}

extension GridMap {
  /// Every number on the map.
  var numbers: [Double] {
    (values?.numbers ?? []).compactMap { $0 }
      + (qValues?.numbers ?? []).flatMap { $0 }.compactMap { $0 }
  }

  /// Every number as it is printed.
  var printedNumbers: [String] {
    let plain = (values?.numbers ?? []).compactMap { $0 }.map {
      NumberText.fixed($0, decimals: values?.decimals ?? 0)
    }
    let quarters = (qValues?.numbers ?? []).flatMap { $0 }.compactMap { $0 }.map {
      NumberText.fixed($0, decimals: qValues?.decimals ?? 0)
    }
    return plain + quarters
  }

  /// The scale of the map's colours, `nil` without numbers.
  func colorScale(sharedDomain: ClosedRange<Double>?) -> ColorScale? {
    guard let domain = colors.domain ?? sharedDomain else { return nil }
    guard colors.diverges else { return .viridis(domain) }
    let extent = max(abs(domain.lowerBound), abs(domain.upperBound))
    return .diverging(extent: extent > 0 ? extent : 1)
  }
}
