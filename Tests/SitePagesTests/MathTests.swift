import FoundationEssentials
import SitePages
import Testing

@Suite("The math renderer")
struct MathTests {
  @Test("makes HTML with MathML and the TeX")
  func rendering() throws {
    let markup = try MathRenderer().markup(of: Formula("V^\\pi(s)")).get()
    #expect(markup.contains("<math xmlns=\"http://www.w3.org/1998/Math/MathML\">"))
    #expect(markup.contains("<annotation encoding=\"application/x-tex\">V^\\pi(s)</annotation>"))
    #expect(markup.contains("aria-hidden=\"true\""))
  }

  @Test("keeps characters above U+FFFF, in and out")
  func astralCharacters() throws {
    let markup = try MathRenderer().markup(of: Formula("\\text{a}\\; 𝐱")).get()
    #expect(markup.contains("𝐱"))
  }

  @Test(
    "says where and why TeX is wrong",
    arguments: [
      ("a + \\foo{b}", "Undefined control sequence: \\foo", 4),
      ("a + {b", "Expected '}', got 'EOF'", 6),
      ("\\frac{a}", "Unexpected end of input in a macro argument, expected '}'", nil),
      (
        "\\href{javascript:x}{y} é", "LaTeX-incompatible input and strict mode is set to 'error'",
        nil
      ),
    ] as [(String, String, Int?)])
  func errors(tex: String, message: String, offset: Int?) throws {
    guard case .failure(let error) = try MathRenderer().markup(of: Formula(tex)) else {
      Issue.record("\(tex) was accepted")
      return
    }
    #expect(error.message.hasPrefix(message))
    if let offset { #expect(error.offset == offset) }
  }

  @Test("knows the course's macros, and no formula defines one for another")
  func macros() throws {
    let renderer = MathRenderer(macros: ["\\E": "\\mathbb{E}"])
    #expect(try renderer.markup(of: Formula("\\E[x]")).get().contains("double-struck"))
    _ = try renderer.markup(of: Formula("\\gdef\\mine{x} \\mine")).get()
    #expect(throws: TeXError.self) { try renderer.markup(of: Formula("\\mine")).get() }
  }

  @Test("remembers formulas, but not those of another KaTeX or other macros")
  func cache() throws {
    try Fixtures.withFolder { folder in
      let cache = "\(folder)/formulas"
      let renderer = MathRenderer(cache: cache)
      let markup = try renderer.markup(of: Formula("a")).get()
      try renderer.save()
      let text = String(
        decoding: try #require(FileManager.default.contents(atPath: cache)), as: UTF8.self)
      // What is remembered is what is answered.
      let forged = text.replacing("</math>", with: "</MATH>")
      try Data(forged.utf8).write(to: URL(filePath: cache))
      let again = try MathRenderer(cache: cache).markup(of: Formula("a")).get()
      #expect(again == markup.replacing("</math>", with: "</MATH>"))
      #expect(
        try MathRenderer(cache: cache).markup(of: Formula("a", isDisplay: true)).get().contains(
          "</math>"))
      #expect(
        try MathRenderer(cache: cache, macros: ["\\E": "e"]).markup(of: Formula("a")).get()
          == markup)
      // A damaged file counts as empty.
      try Data(forged.dropLast(5).utf8).write(to: URL(filePath: cache))
      #expect(try MathRenderer(cache: cache).markup(of: Formula("a")).get() == markup)
    }
  }

  @Test("gives the same with several engines")
  func threads() throws {
    let formulas = (0..<120).map { Formula("x_{\($0)} + y^{\($0)}") }
    let one = MathRenderer()
    let two = MathRenderer()
    try two.prepare(formulas, threads: 2)
    for formula in formulas {
      #expect(try one.markup(of: formula).get() == two.markup(of: formula).get())
    }
  }
}
