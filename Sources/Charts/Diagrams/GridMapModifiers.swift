extension GridMap {
  /// A short name, shown above the map.
  public func title(_ title: String) -> GridMap { with { $0.title = title } }

  // MARK: Numbers

  /// A number in every cell, printed and coloured; `nil` leaves a cell empty.
  ///
  /// - Parameters:
  ///   - values: A number for each cell, row by row.
  ///   - name: What the numbers are, for the description and the data.
  ///   - decimals: Digits after the point.
  /// - Precondition: As many values as cells, finite where given.
  public func values(_ values: [Double?], named name: String = "value", decimals: Int = 2)
    -> GridMap
  {
    checkCount(values.count, for: "values")
    GridMap.checkFinite(values, for: "values")
    return with { $0.values = GridValues(name: name, numbers: values, decimals: decimals) }
  }

  /// A number in every cell, computed from its row and column.
  public func values(
    named name: String = "value", decimals: Int = 2, _ value: (Int, Int) -> Double?
  ) -> GridMap {
    values(each(value), named: name, decimals: decimals)
  }

  /// Four numbers in every cell, each in the quarter its direction points to; the best are bold.
  ///
  /// - Parameters:
  ///   - name: What the numbers are, for the description and the data.
  ///   - decimals: Digits after the point.
  ///   - value: The worth of going from (row, column) in one direction; `nil` for none.
  /// - Precondition: Numbers are finite where given.
  public func qValues(
    named name: String = "Q", decimals: Int = 2, _ value: (Int, Int, Directions) -> Double?
  ) -> GridMap {
    let numbers = each { row, column in Directions.each.map { value(row, column, $0) } }
    GridMap.checkFinite(numbers.flatMap { $0 }, for: "qValues")
    return with {
      $0.qValues = GridActionValues(name: name, numbers: numbers, decimals: decimals)
    }
  }

  /// The colours of the numbers: the numbers at both ends of the scale, and whether it diverges
  /// from zero (blue below, orange above) instead of rising from dark to light.
  public func colorScale(domain: ClosedRange<Double>? = nil, diverging: Bool = false) -> GridMap {
    with { $0.colors = GridColors(isHidden: false, diverges: diverging, domain: domain) }
  }

  /// Numbers without colours.
  public func uncolored() -> GridMap { with { $0.colors.isHidden = true } }

  // MARK: Policies and paths

  /// The directions a policy takes, all tied ones, in every cell.
  ///
  /// - Precondition: As many sets as cells; an empty set draws nothing.
  public func arrows(_ arrows: [Directions]) -> GridMap {
    checkCount(arrows.count, for: "arrows")
    return with { $0.arrows = arrows }
  }

  /// The directions a policy takes, found for every row and column.
  public func arrows(_ directions: (Int, Int) -> Directions) -> GridMap {
    arrows(each(directions))
  }

  /// A line from cell to cell, with an arrowhead at its end.
  ///
  /// - Parameter cells: Rows and columns, in the order they are visited.
  public func path(_ cells: [(Int, Int)]) -> GridMap {
    let indices = cells.map { index($0.0, $0.1, for: "path") }
    return with { $0.path = indices }
  }

  /// Someone or something that stands in a cell: a disc with the first letter of its name.
  public func mark(_ name: String = "agent", row: Int, column: Int) -> GridMap {
    let mark = GridMark(name: name, cell: index(row, column, for: "mark"))
    return with { $0.marks.append(mark) }
  }

  // MARK: The world

  /// Cells nobody can enter.
  public func walls(_ cells: [(Int, Int)]) -> GridMap {
    let indices = cells.map { index($0.0, $0.1, for: "walls") }
    return with { $0.walls.formUnion(indices) }
  }

  /// Cells nobody can enter: those whose row and column satisfy `isWall`.
  public func walls(where isWall: (Int, Int) -> Bool) -> GridMap {
    let indices = (0..<count).filter { isWall($0 / columns, $0 % columns) }
    return with { $0.walls.formUnion(indices) }
  }

  /// A wall on the border between two neighbouring cells.
  public func wall(between first: (Int, Int), and second: (Int, Int)) -> GridMap {
    let edge = GridEdge(
      first: index(first.0, first.1, for: "wall"), second: index(second.0, second.1, for: "wall"))
    guard abs(first.0 - second.0) + abs(first.1 - second.1) == 1 else {
      fatalError("GridMap.wall: \(first) and \(second) are not neighbours")
    }
    return with { $0.edgeWalls.append(edge) }
  }

  /// The name of one cell: `S`, `G`, `A′`.
  public func label(_ name: String, row: Int, column: Int) -> GridMap {
    let cell = index(row, column, for: "label")
    return with { $0.labels[cell] = name }
  }

  /// The names of cells, found for every row and column; `nil` for none.
  public func labels(_ name: (Int, Int) -> String?) -> GridMap {
    let names = each(name)
    return with { map in
      for (cell, name) in names.enumerated() { if let name { map.labels[cell] = name } }
    }
  }

  /// Hatched cells with a common name: a cliff, holes, water.
  public func region(_ name: String, _ cells: [(Int, Int)]) -> GridMap {
    let indices = cells.map { index($0.0, $0.1, for: "region") }
    return with { $0.regions.append(GridRegion(name: name, cells: indices)) }
  }

  /// Numbered and titled rows and columns, for grids that are no places (cars here by cars there).
  ///
  /// - Parameters:
  ///   - rows: What a row is, unit included.
  ///   - columns: What a column is, unit included.
  ///   - rowLabels: The rows' names, by default their numbers.
  ///   - columnLabels: The columns' names, by default their numbers.
  ///   - rowsUpward: Whether row 0 lies at the bottom.
  public func axes(
    rows: String, columns: String, rowLabels: [String]? = nil, columnLabels: [String]? = nil,
    rowsUpward: Bool = false
  ) -> GridMap {
    let axes = GridAxes(
      rowTitle: rows, columnTitle: columns,
      rowLabels: rowLabels ?? (0..<self.rows).map { "\($0)" },
      columnLabels: columnLabels ?? (0..<self.columns).map { "\($0)" }, rowsUpward: rowsUpward)
    guard axes.rowLabels.count == self.rows, axes.columnLabels.count == self.columns else {
      fatalError(
        "GridMap.axes: \(axes.rowLabels.count) and \(axes.columnLabels.count) labels for "
          + "\(self.rows) rows and \(self.columns) columns")
    }
    return with { $0.axes = axes }
  }

  private static func checkFinite(_ values: [Double?], for what: String) {
    for case let (index, value?) in values.enumerated() where !value.isFinite {
      fatalError("GridMap.\(what): number \(index) is \(value)")
    }
  }
}
