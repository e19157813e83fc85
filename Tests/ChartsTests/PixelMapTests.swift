import Charts
import Testing

@Suite struct PixelMapTests {
  /// Two equal runs below one another, one run apart, and a weaker pixel.
  static let map = PixelMap([[0, 2, 2, 0], [0, 2, 2, 0], [1, 0, 2, 2]])
  static let signed = PixelMap([[-1, 0, 0], [0, 0.5, 1]]).values(named: "weight")

  private func paths(_ figure: Figure) -> [String] {
    let markup = figure.markup(idPrefix: "p")
    return zip(
      Outline.attributes("d", of: "path", in: markup),
      Outline.attributes("fill", of: "path", in: markup)
    ).map { "\($1) \($0)" }
  }

  @Test func `a small picture as SVG`() {
    #expect(
      Self.map.width(32).figure().markup(idPrefix: "p").rendered() == """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 40" role="img" \
        aria-labelledby="p-title p-desc" font-family="var(--font-sans)" font-size="13" \
        fill="var(--ink)"><title id="p-title">Picture of 3 by 4 pixels</title>\
        <desc id="p-desc">\(Self.map.figure().description)</desc>\
        <rect x="304" y="8" width="32" height="24" fill="var(--panel)" stroke="var(--axis)"></rect>\
        <g transform="translate(304 8) scale(8)" shape-rendering="crispEdges">\
        <path d="M0 2h1v1h-1z" fill="var(--ink)" fill-opacity="0.5"></path>\
        <path d="M1 0h2v2h-2zM2 2h2v1h-2z" fill="var(--ink)" fill-opacity="1"></path></g></svg>
        """)
  }

  @Test func `the blocks of a picture cover its pixels, each once`() {
    let noise = (0..<40).map { row in (0..<30).map { Double((row * 7919 + $0 * 104_729) % 5) } }
    var covered = [[Double]](repeating: [Double](repeating: 0, count: 30), count: 40)
    let figure = PixelMap(noise).figure()
    let markup = figure.markup(idPrefix: "p")
    let opacities = Outline.attributes("fill-opacity", of: "path", in: markup)
    for (data, opacity) in zip(Outline.attributes("d", of: "path", in: markup), opacities) {
      for block in data.split(separator: "z") {
        let numbers = block.split { !"-0123456789".contains($0) }.compactMap { Int($0) }
        #expect(numbers.count == 5 && numbers[2] == -numbers[4])
        for row in numbers[1]..<numbers[1] + numbers[3] {
          for column in numbers[0]..<numbers[0] + numbers[2] {
            covered[row][column] += 4 * (Double(opacity) ?? 0)
          }
        }
      }
    }
    #expect(covered == noise)
  }

  @Test func `values below 0 make the colours diverge`() {
    let colors = ColorScale.diverging(extent: 1)
    #expect(
      paths(Self.signed.figure()) == [
        "\(colors.color(at: -1).hex) M0 0h1v1h-1z", "\(colors.color(at: 0.5).hex) M1 1h1v1h-1z",
        "\(colors.color(at: 1).hex) M2 1h1v1h-1z",
      ])
    let bars = Outline.attributes("id", of: "linearGradient", in: Self.signed.figure().node)
    #expect(bars == ["p-colors"])
    #expect(
      paths(Self.signed.diverging(extent: 2).figure()).first?.hasPrefix(colors.color(at: -0.5).hex)
        == true)
  }

  @Test func `a value with a paint of its own takes no part in the scale`() {
    let map = PixelMap([[0.5, 1, 7]]).paint(.accent, for: 7, named: "paddle")
    #expect(
      paths(map.figure()) == [
        "var(--ink) M0 0h1v1h-1z", "var(--ink) M1 0h1v1h-1z", "var(--accent) M2 0h1v1h-1z",
      ])
    #expect(
      map.figure().description == """
        Picture of 1 row by 3 columns. Paddle: 1 pixel, row 0, column 2. Value other than 0: \
        2 pixels, row 0, columns 0 to 1. From 0.5 at row 0, column 0 to 1 at row 0, column 1.
        """)
  }

  @Test func `the description tells how many pixels there are, where, and their extremes`() {
    #expect(
      Self.map.figure().description == """
        Picture of 3 rows by 4 columns. Value other than 0: 7 pixels, rows 0 to 2, columns 0 to 3. \
        From 1 at row 2, column 0 to 2 at row 0, column 1.
        """)
    #expect(
      PixelMap([[0]]).figure().description
        == "Picture of 1 row by 1 column. Every value is 0.")
  }

  @Test func `the data have a row for every pixel that is not 0`() {
    #expect(
      Self.signed.figure().data?.csv == "row,column,weight\r\n0,0,-1\r\n1,1,0.5\r\n1,2,1\r\n")
  }

  @Test func `a terminal shows half blocks, or signs where there are any`() {
    #expect(Self.map.figure().text == " ██\n▀ ▀▀")
    #expect(Self.map.title("Frame").figure().text == "Frame\n\n ██\n▀ ▀▀")
    #expect(Self.signed.figure().text == "-++")
    #expect(PixelMap([[0.2, -1]]).figure().text == " -")
    let weak = PixelMap([[0.01, 0, 0.01, 1]])
    #expect(weak.figure().text == "   ▀")
    #expect(weak.paint(.accent, for: 0.01, named: "dust").figure().text == "▀ ▀▀")
  }

  @Test func `a wide picture is at most 80 characters wide and loses no pixel`() {
    let map = PixelMap(rows: 3, columns: 200) { row, column in row == 2 && column == 199 ? 1 : 0 }
    let lines = map.figure().text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.map(\.count) == [67] && lines[0].last == "▀")
  }

  @Test func `pictures in one place share their scale`() {
    let low = PixelMap([[1]])
    let shared = PixelMap.figures(onSharedScales: [low, PixelMap([[4]])])
    #expect(low.figure().opacities == ["1"])
    #expect(shared.flatMap(\.opacities) == ["0.25", "1"])
    let signs = PixelMap.figures(onSharedScales: [low, PixelMap([[-1]])])
    #expect(paths(signs[0]) == ["\(ColorScale.diverging(extent: 1).color(at: 1).hex) M0 0h1v1h-1z"])
    let frames = Animation("Step", over: [1.0, 4.0]) { PixelMap([[$0]]) }.frames
    #expect(frames.map(\.figure) == shared)
    #expect(Slider("Step", over: [1.0, 4.0]) { PixelMap([[$0]]) }.frames.map(\.figure) == shared)
  }

  // MARK: Errors

  @Test func `a row that is too short is named`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = PixelMap([[1, 2], [3]])
    }
    #expect(ChartErrorTests.message(result).contains("row 1 has 1 values for 2 columns"))
  }

  @Test func `a value that is not finite is named`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = PixelMap([[1, 2], [3, .infinity]])
    }
    #expect(ChartErrorTests.message(result).contains("pixel (1, 1) is inf"))
  }

  @Test func `a picture needs pixels`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = PixelMap([])
    }
    #expect(ChartErrorTests.message(result).contains("0 rows × 0 columns"))
  }
}

extension Figure {
  fileprivate var node: MarkupNode { markup(idPrefix: "p") }
  fileprivate var opacities: [String] { Outline.attributes("fill-opacity", of: "path", in: node) }
}
