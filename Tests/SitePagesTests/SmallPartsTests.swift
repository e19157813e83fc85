import SitePages
import Testing

@Suite("Small parts")
struct SmallPartsTests {
  @Test(
    "two digits of a number",
    arguments: [
      (0, "0"), (3.552713678800501e-15, "3.6e-15"), (1e-12, "1e-12"), (9.97e-13, "1e-12"),
      (0.25, "0.25"),
      (0.0099, "0.0099"), (0.00996, "0.01"), (1.25, "1.3"), (99.6, "1e2"), (42, "42"),
      (12345, "1.2e4"),
      (-0.5, "-0.5"), (5e-324, "5e-324"), (.infinity, "inf"), (.nan, "nan"), (0.1, "0.1"),
      (10, "10"),
    ] as [(Double, String)])
  func twoDigits(value: Double, text: String) {
    #expect(Quantities.twoDigits(value) == text)
  }

  @Test("Roman numerals", arguments: [(1, "I"), (4, "IV"), (6, "VI"), (9, "IX"), (14, "XIV")])
  func roman(number: Int, text: String) {
    #expect(Quantities.roman(number) == text)
  }

  @Test(
    "terminal text becomes plain",
    arguments: [
      ("\u{1B}[1;31mred\u{1B}[0m", "red"), ("10 %\r50 %\r100 %\n", "100 %\n"), ("a\r\nb", "a\nb"),
      ("ab\u{8}c", "ac"), ("\u{1B}]0;title\u{7}x", "x"), ("\u{1B}]8;;u\u{1B}\\x", "x"),
      ("\u{1B}", ""), ("\u{1B}[", ""),
    ])
  func escapes(text: String, plain: String) {
    #expect(PlainText.withoutEscapes(text) == plain)
  }

  @Test("identifiers of a figure get a prefix, with every reference to them")
  func identifiers() {
    let markup =
      ##"<svg aria-labelledby="t d"><title id="t">a id="b"</title><path fill="url(#g)" style="mask: url(#m)"/><a href="#t">x</a><a href="x.html#t">y</a></svg>"##
    #expect(
      RawMarkup.prefixingIdentifiers(in: markup, with: "p")
        == ##"<svg aria-labelledby="p-t p-d"><title id="p-t">a id="b"</title><path fill="url(#p-g)" style="mask: url(#p-m)"/><a href="#p-t">x</a><a href="x.html#t">y</a></svg>"##
    )
  }

  @Test("strings are safe inside a script")
  func json() {
    #expect(JSONText.quoted("a\"\\\n</script>\u{2028}é") == #""a\"\\\n\u003c/script>\u2028é""#)
  }

  @Test(
    "quotes curl",
    arguments: [
      ("A policy's \"best\" value", nil, "A policy’s “best” value"),
      ("'s", "x", "’s"), ("(\"a\")", " ", "(“a”)"), ("'90s 'n' \"'a'\"", nil, "‘90s ‘n’ “‘a’”"),
    ] as [(String, Character?, String)])
  func quotes(text: String, previous: Character?, curled: String) {
    #expect(Typography.curled(text, after: previous) == curled)
  }

  @Test(arguments: [
    ("-44.21", "−44.21"), ("from -1 to -0.81", "from −1 to −0.81"), ("(-1, 2)", "(−1, 2)"),
    ("3.6e-15", "3.6e-15"), ("2-step", "2-step"), ("-", "-"), ("", ""), ("a -b", "a -b"),
  ])
  func signs(text: String, signed: String) {
    #expect(Typography.signed(text) == signed)
  }
}
