import TextGeneration
import Testing

@Suite struct VocabularyTests {
  let vocabulary = Vocabulary(["i", "like", "rain", "?"], special: [.unknown, .end, .start])

  @Test func `tokens are offsets, special words come last in a fixed order`() {
    #expect(vocabulary.words == ["i", "like", "rain", "?", "<start>", "<end>", "<unknown>"])
    #expect((vocabulary.start, vocabulary.end, vocabulary.unknown) == (4, 5, 6))
    #expect(vocabulary.token(of: "rain") == 2)
    #expect(vocabulary.token(of: "snow") == nil)
    #expect(vocabulary.encode(["like", "snow"]) == [1, 6])
    #expect(Vocabulary(["a"]).end == nil)
  }

  @Test func `what is encoded is decoded, up to the first end and without a start`() {
    let tokens = vocabulary.encode("I like rain?")
    #expect(tokens == [0, 1, 2, 3])
    #expect(vocabulary.decode([4] + tokens + [5, 5, 1]) == ["i", "like", "rain", "?"])
    #expect(vocabulary.text(of: [4] + tokens + [5]) == "I like rain?")
    #expect(Vocabulary(["a"]).decode([0, 0]) == ["a", "a"])
  }

  @Test func `padding fills with ends`() {
    #expect(vocabulary.padded(["i", "like"], to: 5) == [0, 1, 5, 5, 5])
    #expect(vocabulary.padded([], to: 2) == [5, 5])
  }

  @Test(
    "A text is cut into words, and they are set as it was",
    arguments: [
      ("Yes, I'm here.", ["yes", ",", "i'm", "here", "."]),
      (
        "What do you like? I like rain; you don't!",
        [
          "what", "do", "you", "like", "?", "i", "like", "rain", ";", "you", "don't", "!",
        ]
      ),
      ("Well, I never walk in it", ["well", ",", "i", "never", "walk", "in", "it"]), ("", []),
    ])
  func text(_ text: String, words: [String]) {
    #expect(Vocabulary.words(of: text) == words)
    #expect(Vocabulary.text(of: words) == text)
  }

  @Test func `white space of any kind separates words`() {
    #expect(
      Vocabulary.words(of: "  A bird\n\tsings ,  no ? ") == ["a", "bird", "sings", ",", "no", "?"])
  }

  @Test func `words that are none trap`() async {
    let twice = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Vocabulary(["a", "b", "a"])
    }
    expectTrap(twice, saying: "“a” stands at offsets 0 and 2")
    let special = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Vocabulary(["a", "<end>"])
    }
    expectTrap(special, saying: "“<end>” at offset 1 is no word")
    await #expect(processExitsWith: .failure) { _ = Vocabulary(["a", "two words"]) }
    await #expect(processExitsWith: .failure) { _ = Vocabulary([""]) }
  }

  @Test
  func `an unknown word traps where there is no token for it, and so do tokens without a word`()
    async
  {
    let word = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Vocabulary(["a", "b"]).encode(["a", "snow"])
    }
    expectTrap(word, saying: "“snow” is none of the 2 words")
    let token = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Vocabulary(["a", "b"]).decode([0, 2])
    }
    expectTrap(token, saying: "2 is no token, they are 0 ..< 2")
  }

  @Test func `a sentence without room for an end traps`() async {
    let long = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Vocabulary(["a", "b"], special: [.end]).padded(["a", "b"], to: 2)
    }
    expectTrap(long, saying: "2 words and an end are more than 2 tokens")
    let endless = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Vocabulary(["a", "b"]).padded(["a"], to: 2)
    }
    expectTrap(endless, saying: "there is no <end>")
  }
}
