import Charts
import Testing

@Suite struct DiagramLayoutTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var diagram: Diagram
  }

  static let samples: [Sample] = [
    Sample(testDescription: "V^π", diagram: .backup(.stateValue)),
    Sample(testDescription: "Q^π", diagram: .backup(.actionValue)),
    Sample(testDescription: "V*", diagram: .backup(.optimalStateValue)),
    Sample(testDescription: "Q*", diagram: .backup(.optimalActionValue)),
    Sample(
      testDescription: "numbers",
      diagram: .backup(
        .stateValue, actions: ["north", "east", "south", "west"],
        policy: { _, _ in 0.25 }, transition: { _, _ in 0.5 })),
    Sample(testDescription: "tree", diagram: tree(depth: 4)),
    Sample(testDescription: "random graph", diagram: graph(nodes: 18, edges: 24)),
    Sample(testDescription: "unconnected", diagram: graph(nodes: 12, edges: 7)),
  ]

  /// A binary tree.
  static func tree(depth: Int) -> Diagram {
    var diagram = Diagram().layout(.layered(.down)).node("1", .state)
    for child in 2..<(1 << depth) {
      diagram = diagram.node("\(child)", .state).edge("\(child / 2)", "\(child)")
    }
    return diagram
  }

  /// A directed graph without cycles that looks random.
  static func graph(nodes: Int, edges: Int) -> Diagram {
    var diagram = Diagram()
    for node in 0..<nodes { diagram = diagram.node("n\(node)", .state) }
    for edge in 0..<edges {
      let from = (edge * 7919 + 13) % (nodes - 1)
      let to = from + 1 + (edge * 104_729 + 5) % (nodes - 1 - from)
      diagram = diagram.edge("n\(from)", "n\(to)")
    }
    return diagram
  }

  /// The frames of all nodes in the order they were added: nodes are the only rectangles.
  static func frames(_ diagram: Diagram) -> [Rect] {
    DiagramInspection(diagram.figure()).all("rect").map(\.frame)
  }

  @Test(arguments: samples) func `no two nodes overlap`(sample: Sample) {
    let frames = Self.frames(sample.diagram)
    #expect(frames.count > 5)
    for (index, frame) in frames.enumerated() {
      for other in frames[(index + 1)...] { #expect(!frame.overlaps(other)) }
    }
  }

  @Test(arguments: samples) func `no two labels overlap`(sample: Sample) {
    let texts = DiagramInspection(sample.diagram.figure()).all("text")
    for (index, text) in texts.enumerated() {
      for other in texts[(index + 1)...] {
        #expect(!text.frame.overlaps(other.frame), "\(text.words) over \(other.words)")
      }
    }
  }

  @Test func `arrows point forward`() {
    for (nodes, edges) in [(6, 8), (12, 20), (20, 40)] {
      let diagram = Self.graph(nodes: nodes, edges: edges)
      let frames = Self.frames(diagram)
      for row in diagram.figure().data?.rows ?? [] {
        guard case .text(let from) = row[0], case .text(let to) = row[1],
          let first = Int(from.dropFirst()), let second = Int(to.dropFirst())
        else { continue }
        #expect(frames[first].maxX < frames[second].x, "\(from) to \(to)")
      }
    }
  }

  @Test func `a parent stands over the middle of its children`() {
    let frames = Self.frames(Self.tree(depth: 4))
    for parent in 1..<8 {
      let children = (frames[2 * parent - 1].midX + frames[2 * parent].midX) / 2
      #expect(abs(frames[parent - 1].midX - children) < 0.5)
    }
  }

  @Test func `layers are untangled`() {
    // Straight ladders given in an order that crosses all of them.
    var diagram = Diagram().layout(.layered(.down))
    for rail in 0..<4 { diagram = diagram.node("a\(rail)", .state) }
    for rail in (0..<4).reversed() { diagram = diagram.node("b\(rail)", .state) }
    for rail in 0..<4 { diagram = diagram.edge("a\(rail)", "b\(rail)") }
    let frames = Self.frames(diagram)
    for rail in 0..<4 { #expect(abs(frames[rail].midX - frames[7 - rail].midX) < 0.5) }
  }

  @Test func `cycles, loops and parallel arrows have lines of their own`() {
    let diagram = Diagram().node("a", .state).node("b", .state).edge("a", "b", "1")
      .edge("a", "b", "2").edge("b", "a", "3").edge("a", "a", "4").edge("a", "a", "5")
    for layout in [Diagram.Layout.layered(.right), .layered(.down), .chain] {
      let drawing = DiagramInspection(diagram.layout(layout).figure())
      let lines = drawing.all("path").filter { $0.attributes["fill"] == "none" }
      #expect(lines.count == 5)
      #expect(Set(lines.map { $0.attributes["d"] ?? "" }).count == 5)
      let frames = drawing.all("text").map(\.frame)
      for (index, frame) in frames.enumerated() {
        for other in frames[(index + 1)...] { #expect(!frame.overlaps(other)) }
      }
    }
  }

  @Test func `a chain is one row, and explicit places are kept`() {
    let chain = Self.frames(Self.graph(nodes: 5, edges: 6).layout(.chain))
    #expect(Set(chain.map(\.midY)).count == 1)
    #expect(zip(chain, chain.dropFirst()).allSatisfy { $0.maxX < $1.x })
    let places = ["n0": Point(0, 0), "n1": Point(1, 0), "n2": Point(0, 2)]
    let frames = Self.frames(
      Self.graph(nodes: 3, edges: 2).layout(.positions(places, spacing: 100)))
    #expect(abs(frames[1].midX - frames[0].midX - 100) < 0.02)
    #expect(abs(frames[2].midY - frames[0].midY - 200) < 0.02)
  }

  @Test func `everything lies inside the drawing`() throws {
    for sample in Self.samples {
      let figure = sample.diagram.title("A title").figure()
      let size = try #require(figure.size)
      let move = DiagramInspection(figure).all("g").compactMap { $0.attributes["transform"] }.first
      let shift = try #require(move).dropFirst("translate(".count).dropLast().split(separator: " ")
        .compactMap { Double($0) }
      for rect in DiagramInspection(figure).all("rect").map(\.frame) {
        #expect(rect.x + shift[0] >= 0 && rect.maxX + shift[0] <= size.width)
        #expect(rect.y + shift[1] >= 0 && rect.maxY + shift[1] <= size.height)
      }
    }
  }

  @Test(arguments: samples) func `a diagram looks the same every time`(sample: Sample) {
    #expect(
      sample.diagram.figure().markup(idPrefix: "d").rendered()
        == sample.diagram.figure().markup(idPrefix: "d").rendered())
  }

  @Test func `an empty diagram is no error`() {
    #expect(Diagram().figure().text.isEmpty)
  }
}
