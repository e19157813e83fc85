import LessonMarkup
import Testing

@Suite("Suggestions")
struct SuggestionTests {
  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("", "abc", 3), ("hidden", "hidden", 0), ("hiden", "hidden", 1),
    ("hidedn", "hidden", 1), ("ab", "ba", 1), ("ca", "abc", 3), ("kitten", "sitting", 3),
    ("größe", "grösse", 2),
  ])
  func `Edits and swaps are counted`(_ left: String, _ right: String, _ distance: Int) {
    #expect(Suggestion.distance(left, right) == distance)
    #expect(Suggestion.distance(right, left) == distance)
  }

  @Test func `The closest name is suggested, the first of equals`() {
    #expect(Suggestion.closest(to: "hiden", in: ["fold", "hidden", "hide"]) == "hidden")
    #expect(Suggestion.closest(to: "Swift", in: ["swift"]) == "swift")
    #expect(Suggestion.closest(to: "cat", in: ["bat", "hat"]) == "bat")
  }

  @Test func `Nothing far is suggested`() {
    #expect(Suggestion.closest(to: "lazy", in: ["hidden", "fold", "slow"]) == nil)
    #expect(Suggestion.closest(to: "x", in: ["yy"]) == nil)
    #expect(Suggestion.closest(to: "anything", in: []) == nil)
  }

  @Test func `A fix falls back on advice, then on the list`() {
    #expect(Suggestion.fix(for: "hiden", in: ["hidden"]) == "did you mean 'hidden'?")
    #expect(Suggestion.fix(for: "zzz", in: ["hidden", "fold"]) == "use one of: hidden, fold")
    #expect(Suggestion.fix(for: "zzz", in: ["hidden"], otherwise: "drop it") == "drop it")
    #expect(Suggestion.fix(for: "zzz", in: []) == nil)
  }
}
