/// A picture of pixels as SVG: its ground, then one path for each colour.
struct PixelMapDrawing {
  /// What several pictures in one place have in common.
  struct Shared {
    /// The magnitude of the strongest colour.
    var extent: Double
    /// Whether colours diverge from 0.
    var diverges: Bool

    init(_ maps: [PixelMap]) {
      let values = maps.flatMap(\.scaledValues)
      let wanted = maps.compactMap(\.extent).max()
      let largest = values.reduce(0) { max($0, abs($1)) }
      extent = wanted ?? (largest > 0 ? largest : 1)
      diverges = maps.contains(where: \.diverges) || values.contains { $0 < 0 }
    }

    /// How strong a value is: −16…16, 0 being the ground.
    func level(_ value: Double) -> Int {
      Int((16 * min(max(value / extent, -1), 1)).rounded())
    }
  }

  /// Pixels of one colour: a level of the scale, or a layer by its number.
  private enum Ink: Hashable {
    case level(Int)
    case layer(Int)
  }

  /// Neighbouring pixels of one colour.
  private struct Block {
    var ink: Ink
    var column: Int
    var row: Int
    var width: Int
    var height: Int

    /// The block as a part of a path, in pixels.
    var data: String { "M\(column) \(row)h\(width)v\(height)h-\(width)z" }
  }

  let map: PixelMap
  let shared: Shared

  private static let drawingWidth = 640.0

  private var top: Double { map.title == nil ? 8 : 34 }

  /// The side of a pixel, to a hundredth so that it prints exactly.
  private var pixel: Double {
    max(1, (100 * map.width / Double(map.columns)).rounded()) / 100
  }

  private var frame: Rect {
    let width = pixel * Double(map.columns)
    let barWidth = shared.diverges ? 68.0 : 0
    return Rect(
      x: (PixelMapDrawing.drawingWidth - width - barWidth) / 2, y: top, width: width,
      height: pixel * Double(map.rows))
  }

  /// The whole drawing.
  var size: Size { Size(PixelMapDrawing.drawingWidth, frame.maxY + 8) }

  /// Everything, in painting order.
  var nodes: [MarkupNode] {
    var nodes: [MarkupNode] = []
    if let title = map.title {
      nodes.append(text(title, at: Point(frame.x, 22), size: FontSize.title, bold: true))
    }
    let ground = shared.diverges ? Paint.color(scale.color(at: 0)) : .panel
    nodes.append(Shape.rect(frame, fill: ground, stroke: .axis))
    nodes.append(
      element(
        "g",
        [
          "transform": "translate(\(coordinate(frame.x)) \(coordinate(frame.y)))"
            + " scale(\(coordinate(pixel)))", "shape-rendering": "crispEdges",
        ], paths))
    if shared.diverges {
      let height = min(frame.height, 220)
      let bar = Rect(
        x: frame.maxX + 16, y: frame.midY - height / 2, width: 12, height: height)
      nodes += GridMapColorBar(scale: scale, frame: bar).nodes(name: "colors")
    }
    return nodes
  }

  private var scale: ColorScale { .diverging(extent: shared.extent) }

  // MARK: Pixels

  /// A path for each colour, from the weakest level to the strongest, then the layers.
  private var paths: [MarkupNode] {
    let blocks = Dictionary(grouping: blocks, by: \.ink)
    let inks = (-16...16).map(Ink.level) + map.layers.indices.map(Ink.layer)
    return inks.compactMap { ink in
      guard let blocks = blocks[ink] else { return nil }
      let (paint, opacity) = look(of: ink)
      return element(
        "path",
        [
          "d": blocks.map(\.data).joined(), "fill": paint.css,
          "fill-opacity": coordinate(opacity),
        ])
    }
  }

  private func look(of ink: Ink) -> (Paint, opacity: Double) {
    switch ink {
    case .layer(let number): (map.layers[number].paint, 1)
    case .level(let level):
      shared.diverges
        ? (.color(scale.color(at: shared.extent * Double(level) / 16)), 1)
        : (.ink, Double(level) / 16)
    }
  }

  private func ink(row: Int, column: Int) -> Ink? {
    let value = map.values[row * map.columns + column]
    if let number = map.layers.lastIndex(where: { $0.value == value }) { return .layer(number) }
    let level = shared.level(value)
    return level == 0 ? nil : .level(level)
  }

  /// Runs of one colour in a row, joined with equal runs of the row above.
  private var blocks: [Block] {
    var done: [Block] = []
    var open: [Block] = []
    for row in 0..<map.rows {
      var runs = runs(in: row)
      for block in open {
        let same = runs.firstIndex {
          $0.ink == block.ink && $0.column == block.column && $0.width == block.width
        }
        guard let same else {
          done.append(block)
          continue
        }
        runs[same].row = block.row
        runs[same].height = block.height + 1
      }
      open = runs
    }
    return done + open
  }

  private func runs(in row: Int) -> [Block] {
    var runs: [Block] = []
    for column in 0..<map.columns {
      guard let ink = ink(row: row, column: column) else { continue }
      if let last = runs.last, last.ink == ink, last.column + last.width == column {
        runs[runs.count - 1].width += 1
      } else {
        runs.append(Block(ink: ink, column: column, row: row, width: 1, height: 1))
      }
    }
    return runs
  }
}

extension PixelMap: FigureConvertible {
  /// The picture as a drawing, with the pixels that are not 0 as data.
  public func figure() -> Figure { PixelMap.figures(onSharedScales: [self])[0] }

  /// The pictures with one scale of strengths or colours: a value looks the same in all of them.
  public static func figures(onSharedScales values: [PixelMap]) -> [Figure] {
    let shared = PixelMapDrawing.Shared(values)
    return values.map { map in
      let drawing = PixelMapDrawing(map: map, shared: shared)
      return Figure(
        title: map.title ?? "Picture of \(map.rows) by \(map.columns) pixels",
        description: map.description, content: .drawing(drawing.size, drawing.nodes),
        data: map.data, text: map.text(shared))
    }
  }

  /// The values without a paint of their own.
  var scaledValues: [Double] {
    values.filter { value in !layers.contains { $0.value == value } }
  }
}
