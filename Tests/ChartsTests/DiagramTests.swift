import Charts
import Testing

@Suite struct DiagramTests {
  static let chain = Diagram().node("x", .box).node("square", .box, label: "$x^2$")
    .node("loss", .box, label: "$L_1$", emphasized: true)
    .edge("x", "square", "$2x$").edge("square", "loss", dashed: true).edge("x", "loss")

  @Test func `a terminal lists the arrows`() {
    #expect(
      Self.chain.title("A graph").figure().text == """
        A graph

        x   → x^2  2x
        x^2 → L₁
        x   → L₁
        """)
  }

  @Test func `the description names every node and every arrow`() {
    #expect(
      Self.chain.figure().description == """
        Diagram with 3 nodes. Boxes: x, x^2, L₁. Arrows: x to x^2 (2x); x^2 to L₁; x to L₁.
        """)
  }

  @Test func `the data are the arrows`() {
    #expect(Self.chain.figure().data?.csv == "from,to,label\r\nx,x^2,2x\r\nx^2,L₁,\r\nx,L₁,\r\n")
  }

  @Test func `letters of formulas slant, words and digits don't, and scripts are small`() {
    let diagram = Diagram().node("n", .box, label: "$max_a Q^π(s', 12)$")
    let spans = DiagramInspection(diagram.figure()).all("tspan")
    let italic = spans.filter { $0.attributes["font-style"] == "italic" }.map(\.words)
    #expect(italic == ["a", "Q", "π", "s"])
    let small = spans.filter { $0.attributes["font-size"] != nil }.map(\.words)
    #expect(small == ["a", "π"])
    #expect(diagram.figure().description.contains("maxₐ Q^π(s′, 12)"))
    // What is raised or lowered comes back to the line.
    let shifts = spans.map { $0.number("dy") }.reduce(0, +)
    #expect(abs(shifts) < 0.011)
  }

  @Test func `dollars alone are no formula`() {
    let diagram = Diagram().node("a_b", .box).node("$", .box)
    #expect(diagram.figure().description.contains("Boxes: a_b, $."))
    #expect(DiagramInspection(diagram.figure()).all("tspan").isEmpty)
  }

  // MARK: Backup diagrams

  @Test func `the backup of a policy's value averages over actions, then over successors`() {
    let diagram = Diagram.backup(
      .stateValue, actions: ["left", "right"], successors: ["A", "B"],
      policy: { state, action in state == "s" && action == "left" ? 0.25 : 0.75 },
      transition: { action, next in action == "left" ? (next == "A" ? 1 : 0) : 0.5 })
    #expect(
      diagram.figure().text == """
        s     → left           0.25
        left  → A after left   1
        s     → right          0.75
        right → A after right  0.5
        right → B              0.5
        """)
  }

  @Test(arguments: [
    (Diagram.Backup.stateValue, 0, "Backup diagram of V^π(s)"),
    (.actionValue, 0, "Backup diagram of Q^π(s, a)"),
    (.optimalStateValue, 1, "Backup diagram of V*(s)"),
    (.optimalActionValue, 2, "Backup diagram of Q*(s, a)"),
  ])
  func `only optimality takes a maximum, at every state that chooses`(
    equation: Diagram.Backup, arcs: Int, title: String
  ) {
    let figure = Diagram.backup(equation).figure()
    #expect(figure.title == title)
    #expect(figure.text.split(separator: ": max over").count == arcs + 1)
    let labels = DiagramInspection(figure).all("text").filter { $0.words == "max" }
    #expect(labels.count == arcs)
  }

  // MARK: Transition graphs

  @Test func `chance gets a dot, a certain outcome just an arrow`() {
    let graph = Diagram.transitions(
      states: ["high", "low"],
      edges: [
        .init("high", "search", to: "high", probability: 0.8, reward: 2),
        .init("high", "search", to: "low", probability: 0.2, reward: -3),
        .init("low", "wait", to: "low", reward: 1), .init("low", to: "high", probability: 0.5),
      ])
    #expect(
      graph.figure().text == """
        high   → search
        search → high    0.8, +2
        search → low     0.2, −3
        low    → low     wait, +1
        low    → high    0.5
        """)
    #expect(graph.figure().title == "Transition graph of 2 states")
  }

  // MARK: Errors

  @Test func `an unknown node is named among the known`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Diagram().node("a", .state).node("b", .state).edge("a", "c")
    }
    #expect(
      ChartErrorTests.message(result).contains("edge: there is no node “c” among “a”, “b”"))
  }

  @Test func `two nodes of one name are refused`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Diagram().node("a", .state).node("a", .box)
    }
    #expect(ChartErrorTests.message(result).contains("two nodes named “a”"))
  }

  @Test func `explicit positions name every node`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Diagram().node("a", .state).layout(.positions(["b": Point(0, 0)])).figure()
    }
    #expect(ChartErrorTests.message(result).contains("no position for node “a”"))
  }
}
