import Charts
import Testing

@Suite struct DiagramComputationTests {
  static let values: [Diagram.Quantity] = [
    .init("x", value: 3), .init("a", "x^2", of: ["x"], value: 9, derivatives: [6], adjoint: 3),
    .init("f", "a x", of: ["a", "x"], value: 27, derivatives: [3, 9], adjoint: 1),
  ]

  @Test func `a box has a quantity's formula, value and derivative; an arrow the local derivative`()
  {
    #expect(
      Diagram.computation(Self.values).figure().text == """
        x: 3
        a = x^2: 9; ∂f/∂a = 3
        f = a x: 27; ∂f/∂f = 1
        x       → a = x^2  × 6
        a = x^2 → f = a x  × 3
        x       → f = a x  × 9
        """)
  }

  @Test func `the description and the data have everything that is drawn`() {
    let figure = Diagram.computation(Self.values).figure()
    #expect(figure.title == "Computation graph")
    #expect(
      figure.description == """
        Computation graph with 3 nodes. Boxes: x (3), a = x^2 (9; ∂f/∂a = 3), f = a x \
        (27; ∂f/∂f = 1). Arrows: x to a = x^2 (× 6); a = x^2 to f = a x (× 3); x to f = a x (× 9).
        """)
    #expect(
      figure.data?.csv == """
        from,details,to,details of it,label\r
        x,3,a = x^2,9; ∂f/∂a = 3,× 6\r
        a = x^2,9; ∂f/∂a = 3,f = a x,27; ∂f/∂f = 1,× 3\r
        x,3,f = a x,27; ∂f/∂f = 1,× 9\r

        """)
  }

  @Test func `without derivatives arrows are bare`() {
    let sum = Diagram.computation([
      .init("x", value: 0.12345), .init("f", "x + x", of: ["x", "x"], value: 0.2469),
    ])
    #expect(
      sum.figure().text == """
        x: 0.123
        f = x + x: 0.247
        x → f = x + x
        x → f = x + x
        """)
  }

  @Test func `every line of a box stands inside it, apart from the others`() throws {
    let drawing = DiagramInspection(Diagram.computation(Self.values).figure())
    let boxes = drawing.all("rect").map(\.frame)
    #expect(boxes.count == 3)
    for (box, count) in zip(boxes, [2, 3, 3]) {
      let lines = drawing.all("text").map { Point($0.number("x"), $0.number("y")) }.filter {
        $0.x > box.x && $0.x < box.maxX && $0.y > box.y + 8 && $0.y < box.maxY - 8
      }
      #expect(lines.count == count)
      #expect(zip(lines, lines.dropFirst()).allSatisfy { $1.y - $0.y > 15 })
    }
  }

  @Test func `too few derivatives are refused`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Diagram.computation([
        .init("x", value: 1), .init("f", "x x", of: ["x", "x"], value: 1, derivatives: [1]),
      ])
    }
    #expect(ChartErrorTests.message(result).contains("“f” is made of [\"x\", \"x\"]"))
  }

  @Test func `a quantity is made of earlier ones`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Diagram.computation([.init("f", "2 x", of: ["x"], value: 2)])
    }
    #expect(ChartErrorTests.message(result).contains("there is no node “x”"))
  }
}
