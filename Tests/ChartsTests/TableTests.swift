import Charts
import Testing

@Suite struct TableTests {
  struct Solver {
    var name: String
    var kind: String
    var sweeps: Int
    var residual: Double
    var score: TableValue
    var seconds: Double?
  }

  static let solvers = [
    Solver(
      name: "Value iteration", kind: "sweeps", sweeps: 12457, residual: 1.234e-9,
      score: .plusMinus(-13.25, 0.5), seconds: 1.5),
    Solver(
      name: "Policy iteration", kind: "sweeps", sweeps: 4, residual: 3.3e-16,
      score: .plusMinus(-9.125, 10.5), seconds: nil),
    Solver(
      name: "Linear program", kind: "other", sweeps: 4, residual: 0,
      score: .plusMinus(-113, 1.5), seconds: 103.25),
  ]

  static let table = Table(rows: solvers) {
    Column("Solver") { $0.name }
    Column("Iterations", unit: "sweeps", best: .min) { $0.sweeps }
    Column("Residual", format: .scientific(1)) { $0.residual }
    ColumnGroup("Performance") {
      Column("Return", format: .decimals(1), best: .max) { $0.score }
      Column("Time", unit: "s", format: .decimals(2)) { $0.seconds }
    }
  }

  @Test func `a terminal shows aligned numbers, units, the best and what is missing`() {
    #expect(
      Self.table.title("Three solvers").note("Return: mean ± 95 % interval.").figure().text == """
        Three solvers

                                                Performance
                          Iterations                             Time
        Solver              (sweeps)  Residual         Return     (s)
        ----------------  ----------  --------  -------------  ------
        Value iteration        12457   1.2e-9    -13.2 ±  0.5    1.50
        Policy iteration         * 4   3.3e-16  * -9.1 ± 10.5       –
        Linear program           * 4   0        -113.0 ±  1.5  103.25

        * best of its column
        Return: mean ± 95 % interval.
        """)
  }

  @Test func `a page gets a table whose cells all have headers`() {
    let html = Self.table.title("Three solvers").figure().markup(idPrefix: "tab").rendered()
    #expect(html.contains("<caption>Three solvers</caption>"))
    #expect(html.contains(#"<th scope="col" class="leading" rowspan="2">Solver</th>"#))
    #expect(html.contains(#"<th scope="colgroup" colspan="2" class="group">Performance</th>"#))
    #expect(html.contains(#"Iterations <span class="unit">(sweeps)</span></th>"#))
    #expect(html.contains(#"<th scope="row" class="leading">Linear program</th>"#))
    #expect(html.contains("12\u{2009}457"))
    #expect(html.contains("3.3×10<sup>−16</sup>"))
    #expect(html.contains(#"<td class="trailing">–</td>"#))
  }

  @Test func `the best value is bold, starred, and named to a screen reader, ties too`() {
    let html = Self.table.figure().markup(idPrefix: "tab").rendered()
    let best =
      #"<span class="best-mark" aria-hidden="true">★</span><strong>4</strong>"#
      + #"<span class="visually-hidden"> (best)</span>"#
    #expect(html.split(separator: best, omittingEmptySubsequences: false).count == 3)
    #expect(html.contains("★ best of its column"))
  }

  @Test func `a table without best columns explains no mark`() {
    let table = Table(rows: Self.solvers) { Column("Solver") { $0.name } }
    #expect(!table.figure().text.contains("best"))
    #expect(!table.figure().markup(idPrefix: "t").rendered().contains("tfoot"))
  }

  @Test func `the data keep full precision and give intervals columns of their own`() {
    #expect(
      Self.table.figure().data?.csv == """
        Solver,Iterations (sweeps),Residual,Return,Return ±,Time (s)\r
        Value iteration,12457,1.234e-09,-13.25,0.5,1.5\r
        Policy iteration,4,3.3e-16,-9.125,10.5,\r
        Linear program,4,0,-113,1.5,103.25\r

        """)
  }

  @Test func `the description names the columns and the winners`() {
    #expect(
      Self.table.figure().description == """
        Table of 3 rows and 5 columns: Solver, Iterations (sweeps), Residual, Return, Time (s). \
        Lowest Iterations: 4 sweeps, Policy iteration and Linear program. \
        Highest Return: -9.1 ± 10.5, Policy iteration.
        """)
  }

  @Test func `neighbouring rows of one section share a heading`() {
    let table = Table(rows: Self.solvers, sections: Column("Kind") { $0.kind }) {
      Column("Solver") { $0.name }
      Column("Sweeps") { $0.sweeps }
    }
    let figure = table.figure()
    let html = figure.markup(idPrefix: "t").rendered()
    #expect(html.contains(#"<th scope="rowgroup" colspan="2" class="section">sweeps</th>"#))
    #expect(html.split(separator: "<tbody>").count == 3)
    #expect(
      figure.text == """
        Solver            Sweeps
        ----------------  ------
        Kind: sweeps
        Value iteration    12457
        Policy iteration       4
        Kind: other
        Linear program         4
        """)
    #expect(figure.data?.columns == ["Kind", "Solver", "Sweeps"])
    #expect(figure.data?.rows[2].first == .text("other"))
  }

  @Test func `columns can be made by if and for`() {
    func table(withTime: Bool) -> Table {
      Table(rows: Self.solvers) {
        Column("Solver") { $0.name }
        for power in 1...2 { Column("×\(power)") { $0.sweeps * power } }
        if withTime { Column("Time") { $0.seconds } } else { Column("Kind") { $0.kind } }
      }
    }
    #expect(table(withTime: true).figure().data?.columns == ["Solver", "×1", "×2", "Time"])
    #expect(table(withTime: false).figure().data?.columns == ["Solver", "×1", "×2", "Kind"])
  }

  @Test func `a terminal wraps long words and continues wide tables below`() {
    let sentence = "a rather long remark that goes on and on, well beyond what a line can hold"
    let remarks = Table(rows: [1, 2]) {
      Column("n") { $0 }
      Column("Remark") { _ in sentence + ", " + sentence }
    }
    let wide = Table(rows: ["Q-learning", "SARSA"]) {
      Column("Method") { $0 }
      for world in 1...14 { Column("world \(world)") { Double($0.count * world) } }
    }
    for text in [remarks.figure().text, wide.figure().text] {
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
    #expect(wide.figure().text.split(separator: "Q-learning").count > 2)
  }

  @Test func `the data of a figure become a table of the same kind, cut at its limit`() {
    let data = DataTable(
      columns: ["step", "loss"], rows: (0..<5).map { [.number(Double($0)), .number(0.125)] })
    let figure = Table(data, limit: 3).figure()
    #expect(
      figure.text == """
        step   loss
        ----  -----
           0  0.125
           1  0.125
           2  0.125

        … and 2 more rows in the file
        """)
    #expect(figure.markup(idPrefix: "d").rendered().contains(#"<table class="data-table">"#))
  }

  @Test func `a table without columns is refused`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let none: [Int] = []
      _ = Table(rows: [1]) { for _ in none { Column("n") { (row: Int) in row } } }
    }
    #expect(ChartErrorTests.message(result).contains("Table: no columns"))
  }
}
