import Charts
import Testing

@Suite struct GridMapTests {
  static let values = [22.0, 24.4, 22.0, 19.8, 22.0, 19.8]
  static let arrows: [GridMap.Directions] = [
    .east, [.north, .east, .south, .west], .west, [.north, .east], .north, [.north, .west],
  ]
  static let map = GridMap(rows: 2, columns: 3).values(values, named: "V*", decimals: 1)
    .arrows(arrows).label("A", row: 0, column: 1)

  static let cliff = GridMap(rows: 2, columns: 4).region("cliff", [(1, 1), (1, 2)])
    .label("S", row: 1, column: 0).label("G", row: 1, column: 3)
    .path([(1, 0), (0, 0), (0, 1), (0, 2), (0, 3), (1, 3)])

  @Test func `a terminal shows aligned numbers and every tied arrow`() {
    #expect(
      Self.map.figure().text == """
        V*:
        22.0 24.4 22.0
        19.8 22.0 19.8

        best directions:
        →    ↑→↓← ←
        ↑→   ↑    ↑←
        """)
  }

  @Test func `a terminal shows names, regions and the steps of a path`() {
    #expect(Self.cliff.figure().text == "→ → → ↓\nS C C G")
  }

  @Test func `walls between cells and the agent are drawn in text`() {
    let taxi = GridMap(rows: 2, columns: 3).wall(between: (0, 0), and: (0, 1))
      .wall(between: (0, 2), and: (1, 2)).mark("taxi", row: 1, column: 1)
    #expect(
      taxi.figure().text == """
         · | ·   ·
                ---
         ·  (t)  ·
        """)
  }

  @Test func `numbers in quarters stand north, west, east and south of one another`() {
    let map = GridMap(rows: 1, columns: 2).qValues(decimals: 1) { _, column, direction in
      column == 1 ? nil : Double(direction.rawValue)
    }
    #expect(map.figure().text == "  1.0   |\n8.0 2.0 |\n  4.0   |")
    #expect(map.figure().description.contains("Q from 1.0 at row 0, column 0 to 8.0"))
  }

  @Test func `the description tells extent, best and worst cell, ties, names and the path`() {
    #expect(
      Self.map.figure().description == """
        Grid of 2 rows by 3 columns. V* from 19.8 at row 1, column 0 to 24.4 at row 0, column 1. \
        Arrows in 6 cells, 3 of them tied: north 4, east 3, south 1, west 3. \
        Labels: A at row 0, column 1.
        """)
    #expect(
      Self.cliff.figure().description.hasSuffix(
        "Region cliff: 2 cells. Path of 5 steps from row 1, column 0 to row 1, column 3."))
  }

  @Test func `the data have a row for every cell`() {
    #expect(
      Self.map.figure().data?.csv.split(separator: "\r\n").prefix(3) == [
        "row,column,label,V*,directions", "0,0,,22,east", "0,1,A,24.4,north east south west",
      ])
  }

  @Test func `every direction of a tie gets an arrow of its own`() {
    let drawing = DiagramInspection(GridMap(rows: 2, columns: 3).arrows(Self.arrows).figure())
    let heads = drawing.all("path").filter { $0.attributes["fill"] == Paint.ink.css }
    #expect(heads.count == 1 + 4 + 1 + 2 + 1 + 2)
    let beside = DiagramInspection(Self.map.figure()).all("path").filter {
      Color(css: $0.attributes["fill"] ?? "") != nil
    }
    #expect(beside.count == heads.count)
  }

  @Test func `walls have neither numbers nor arrows`() {
    let map = GridMap(rows: 1, columns: 2).walls([(0, 1)]).values([1, 2], decimals: 0)
      .arrows([.east, .west])
    #expect(map.figure().text.contains("1 #"))
    let words = DiagramInspection(map.figure()).all("text").map(\.words)
    #expect(!words.contains("2"))
  }

  @Test(arguments: [false, true])
  func `numbers and names can be read on every colour`(diverging: Bool) throws {
    let map = GridMap(rows: 10, columns: 10)
      .values(decimals: 0) { row, column in Double(row * 10 + column - 50) }
      .labels { row, column in column == 3 ? "L" : nil }
      .colorScale(diverging: diverging)
    let drawing = DiagramInspection(map.figure())
    let tiles = drawing.all("rect").filter { $0.attributes["fill"]?.hasPrefix("#") ?? false }
    #expect(tiles.count == 100)
    var checked = 0
    for text in drawing.all("text") {
      guard let tile = tiles.first(where: { $0.frame.holdsMiddle(of: text.frame) }) else {
        continue
      }
      let ground = try #require(Color(css: tile.attributes["fill"] ?? ""))
      let ink = try #require(Color(css: text.attributes["fill"] ?? ""))
      #expect(ink.contrast(with: ground) >= 4.5, "\(text.words) on \(ground.hex)")
      checked += 1
    }
    #expect(checked == 110)
  }

  @Test func `names and discs without a ground of their own can be read in light and dark`() throws
  {
    let pairs = [("--ink", "--surface"), ("--surface", "--accent"), ("--ink-muted", "--surface")]
    for (ink, ground) in pairs {
      let (ink, ground) = (try ThemeTests.token(ink), try ThemeTests.token(ground))
      #expect(ink.light.contrast(with: ground.light) >= 4.5)
      #expect(ink.dark.contrast(with: ground.dark) >= 4.5)
    }
  }

  @Test func `numbers stay inside their cells, however many columns there are`() {
    for columns in [3, 8, 12, 21] {
      let map = GridMap(rows: 2, columns: columns).values(decimals: 2) { row, column in
        -12.34 * Double(row + column)
      }
      let drawing = DiagramInspection(map.figure())
      let tiles = drawing.all("rect").filter { $0.attributes["fill"]?.hasPrefix("#") ?? false }
      let cell = tiles[0].frame.width
      let numbers = drawing.all("text").filter { $0.attributes["text-anchor"] == "middle" }
      #expect(numbers.count == 2 * columns || (columns == 21 && numbers.isEmpty))
      for number in numbers { #expect(number.frame.width <= cell - 2) }
    }
  }

  @Test func `maps in one place share their colours and the size of their cells`() {
    let low = GridMap(rows: 1, columns: 2).values([0, 1], decimals: 1)
    let high = GridMap(rows: 1, columns: 2).values([1, 1000], decimals: 1)
    let alone = DiagramInspection(low.figure()).all("rect")
    let shared = GridMap.figures(onSharedScales: [low, high]).map {
      DiagramInspection($0).all("rect")
    }
    #expect(alone[1].attributes["fill"] == "#fde725")
    #expect(shared[0][1].attributes["fill"] == shared[1][0].attributes["fill"])
    #expect(shared[0][0].frame == shared[1][0].frame)
  }

  @Test func `rows can count upwards and have names`() {
    let map = GridMap(rows: 2, columns: 2).values([0, 1, 2, 3], decimals: 0)
      .axes(rows: "cars here", columns: "cars there", rowsUpward: true)
    #expect(map.figure().text == "2 3\n0 1")
    let tiles = DiagramInspection(map.figure()).all("rect")
    #expect(tiles[0].frame.y > tiles[2].frame.y)
    let words = DiagramInspection(map.figure()).all("text").map(\.words)
    #expect(words.contains("cars here") && words.contains("cars there"))
  }

  @Test func `a map looks the same every time`() {
    #expect(
      Self.map.figure().markup(idPrefix: "m").rendered()
        == Self.map.figure().markup(idPrefix: "m").rendered())
    #expect(Self.map.figure() == Self.map.figure())
  }

  // MARK: Errors

  @Test func `too few values are counted`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = GridMap(rows: 2, columns: 3).values([1, 2, 3])
    }
    #expect(ChartErrorTests.message(result).contains("values: 3 elements for 2 × 3 = 6 cells"))
  }

  @Test func `a cell outside the map is named`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = GridMap(rows: 2, columns: 3).label("S", row: 2, column: 0)
    }
    #expect(
      ChartErrorTests.message(result).contains(
        "label: (2, 0) lies outside 2 rows × 3 columns"))
  }

  @Test func `a number that is not finite is named`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = GridMap(rows: 1, columns: 2).values([1, .nan])
    }
    #expect(ChartErrorTests.message(result).contains("GridMap.values: number 1 is nan"))
  }

  @Test func `a wall needs neighbours`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = GridMap(rows: 2, columns: 2).wall(between: (0, 0), and: (1, 1))
    }
    #expect(ChartErrorTests.message(result).contains("(0, 0) and (1, 1) are not neighbours"))
  }
}
