import Charts
import SitePages
import Testing

@Suite("The highlighter")
struct HighlighterTests {
  /// The source with what is coloured in brackets: `⟨keyword let⟩ x`.
  private func marked(_ source: String) -> String {
    SwiftHighlighter.markup(of: source).rendered()
      .replacing(/<span class="swift-([a-z]*)">/) { "⟨\($0.output.1) " }
      .replacing("</span>", with: "⟩")
      .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&amp;", with: "&")
  }

  @Test(
    "colours Swift 6",
    arguments: [
      ("let x = 1", "⟨keyword let⟩ x = ⟨number 1⟩"),
      (
        "0x1F_p-3 0b10 1_000.5e-3 1...5 a.0.1",
        "⟨number 0x1F_p-3⟩ ⟨number 0b10⟩ ⟨number 1_000.5e-3⟩ ⟨number 1⟩...⟨number 5⟩ a.⟨number 0⟩.⟨number 1⟩"
      ),
      ("\"a \\(f(x: 1)) b\"", "⟨string \"a \\(⟩f(x: ⟨number 1⟩)⟨string ) b\"⟩"),
      ("\"\\\"\\\\\" + y", "⟨string \"\\\"\\\\\"⟩ + y"),
      (
        "#\"raw \"quoted\" \\(no) \\#(yes)\"#",
        "⟨string #\"raw \"quoted\" \\(no) \\#(⟩yes⟨string )\"#⟩"
      ),
      ("\"\"\"\na \"b\"\n\"\"\"", "⟨string \"\"\"\na \"b\"\n\"\"\"⟩"),
      ("/* a /* b */ c */ d", "⟨comment /* a /* b */ c */⟩ d"),
      (
        "/// doc\n// not\n//// not", "⟨documentation /// doc⟩\n⟨comment // not⟩\n⟨comment //// not⟩"
      ),
      (
        "@MainActor @Test(\"x\") func f()",
        "⟨attribute @MainActor⟩ ⟨attribute @Test⟩(⟨string \"x\"⟩) ⟨keyword func⟩ f()"
      ),
      ("a / b / c", "a / b / c"),
      ("x = /a b/ ", "x = ⟨regex /a b/⟩ "),
      ("f(/[a-z]+\\/\"/, #/ x /#)", "f(⟨regex /[a-z]+\\/\"/⟩, ⟨regex #/ x /#⟩)"),
      ("f(in: a, for: b, b) as? Int", "f(in: a, for: b, b) ⟨keyword as⟩? ⟨type Int⟩"),
      ("func f(in state: State)", "⟨keyword func⟩ f(in state: ⟨type State⟩)"),
      ("x.default.self.init().in", "x.default.⟨keyword self⟩.⟨keyword init⟩().in"),
      ("default: case .some(let x):", "⟨keyword default⟩: ⟨keyword case⟩ .some(⟨keyword let⟩ x):"),
      (
        "some Sequence<Int> any P",
        "⟨keyword some⟩ ⟨type Sequence⟩<⟨type Int⟩> ⟨keyword any⟩ ⟨type P⟩"
      ),
      ("let some = any; open(x)", "⟨keyword let⟩ some = any; open(x)"),
      (
        "var x: Int { get { 1 } set { } }",
        "⟨keyword var⟩ x: ⟨type Int⟩ { ⟨keyword get⟩ { ⟨number 1⟩ } ⟨keyword set⟩ { } }"
      ),
      ("array.set(1); get(2)", "array.set(⟨number 1⟩); get(⟨number 2⟩)"),
      (
        "mutating func f() async throws -> Self",
        "⟨keyword mutating⟩ ⟨keyword func⟩ f() ⟨keyword async⟩ ⟨keyword throws⟩ -> ⟨keyword Self⟩"
      ),
      ("#if DEBUG\n#expect(a == b)", "⟨directive #if⟩ DEBUG\n⟨directive #expect⟩(a == b)"),
      ("`class` $0 γ αβ", "`class` $0 γ αβ"),
      ("private(set) var a", "⟨keyword private⟩(set) ⟨keyword var⟩ a"),
    ])
  func golden(source: String, expected: String) {
    #expect(marked(source) == expected)
  }

  @Test(
    "loses no character, whatever the source",
    arguments: [
      "\"unterminated \\(", "/* open", "#\"open", "/regex open", "`open", "\\", "#", "@", "\"\\",
      "\"\"\"", "1.e", "👩‍👩‍👧 = \"🇩🇪\"",
      "\r\n\"a\r\nb\"", "\"\\(\"\\(\"", "((\"\\(a))", "#/open\n", "\"\\(x", "0x", "$", "a\u{0}b",
    ])
  func lossless(source: String) {
    var text = ""
    func collect(_ node: MarkupNode) {
      switch node {
      case .text(let string), .raw(let string): text += string
      case .fragment(let nodes), .element(_, _, let nodes): nodes.forEach(collect)
      }
    }
    collect(SwiftHighlighter.markup(of: source))
    #expect(text == source)
  }
}
