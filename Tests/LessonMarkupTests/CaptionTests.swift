import LessonMarkup
import Testing

@Suite("Captions")
struct CaptionTests {
  @Test func `A caption is inline Markdown`() {
    let (inlines, diagnostics) = Inline.parse("The *value* of $`s`$, see [](#eq-a).")
    #expect(diagnostics.isEmpty)
    #expect(inlines.count == 7)
    #expect(inlines.plainText == "The value of s, see .")
    #expect(Inline.parse("").inlines == [])
  }

  @Test func `An inline cell, or more than a paragraph, is reported`() {
    #expect(
      Inline.parse("Of `{swift} x`").diagnostics.map(\.identifier) == ["inline-cell-in-caption"])
    let (inlines, diagnostics) = Inline.parse("One.\n\nTwo.", path: "course.yml")
    #expect(inlines == [.text("One.\n\nTwo.")])
    #expect(diagnostics.map(\.identifier) == ["not-inline"])
    #expect(diagnostics.first?.file == "course.yml")
  }
}
