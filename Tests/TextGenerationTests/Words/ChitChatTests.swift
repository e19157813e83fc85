import PortableMath
import RandomStreams
import TextGeneration
import Testing

@Suite struct ChitChatTests {
  static let talk = ChitChat()
  static let openings = talk.openings.sentences().map(\.sentence)
  static let question = [String](words: "do you like rain ?")
  static let statement = [String](words: "i like rain")
  static let unknown = [String](words: "i don't know")

  /// The probability of a dull reply, by adding up all of them.
  private func dullness(_ replies: Grammar) -> Double {
    replies.sentences().reduce(0) { ChitChat.isDull($1.sentence) ? $0 + $1.probability : $0 }
  }

  @Test func `the topic of a sentence is that of its words`() {
    #expect(ChitChat.Topic.allCases.count == 15)
    #expect(ChitChat.topic(of: Self.question) == .weather)
    #expect(ChitChat.topic(of: [String](words: "i often play with cats after work")) == .pets)
    #expect(ChitChat.topic(of: Self.unknown) == nil)
    #expect(ChitChat.dullReplies.count == 8 && Set(ChitChat.dullReplies).count == 8)
    #expect(
      ChitChat.dullReplies.allSatisfy { ChitChat.topic(of: $0) == nil && ChitChat.isDull($0) })
    #expect(Set(Self.openings.map(ChitChat.topic)) == Set(ChitChat.Topic.allCases))
  }

  @Test func `sentences are short, their words are known and no two ways lead to one`() {
    var random = RandomStream(seed: 1)
    let words = Set(Self.talk.words)
    #expect((100...150).contains(words.count))
    for message in Self.openings {
      let replies = Self.talk.replies(to: message)
      #expect(replies.lengths.upperBound <= ChitChat.longestSentence, "\(message)")
      expectUnambiguous(replies, draws: 5, using: &random)
      #expect(words.isSuperset(of: message))
    }
    #expect(Self.talk.openings.derivationCount == Double(Set(Self.openings).count))
  }

  @Test func `replies are dull with the probability that is set for what they reply to`() {
    let talk = ChitChat(
      dullnessAfterQuestion: 0.125, dullnessAfterStatement: 0.375, dullnessAfterDull: 0.75)
    let cases: [(message: [String], previous: [String], probability: Double)] = [
      (Self.question, [], 0.125), ([String](words: "where do you walk in the rain ?"), [], 0.125),
      (Self.statement, [], 0.375), (Self.unknown, [], 0.75), (Self.unknown, Self.question, 0.75),
      ([String](words: "what do you mean ?"), Self.statement, 0.75),
    ]
    for (message, previous, probability) in cases {
      let replies = talk.replies(to: message, after: previous)
      #expect((dullness(replies) - probability).magnitude <= 1e-12, "\(message)")
    }
  }

  @Test func `replies that aren't dull stay with the topic of the last message that had one`() {
    for message in Self.openings {
      for (sentence, _) in Self.talk.replies(to: message).sentences()
      where !ChitChat.isDull(sentence) {
        #expect(ChitChat.topic(of: sentence) == ChitChat.topic(of: message), "\(sentence)")
      }
      for (sentence, _) in Self.talk.replies(to: Self.unknown, after: message).sentences()
      where !ChitChat.isDull(sentence) {
        #expect(ChitChat.topic(of: sentence) == ChitChat.topic(of: message), "\(sentence)")
        #expect(sentence.last == "?", "a conversation is revived by asking")
      }
    }
    let free = Self.talk.replies(to: Self.unknown).sentences().map(\.sentence)
    #expect(Set(free.compactMap(ChitChat.topic)) == Set(ChitChat.Topic.allCases))
    let foreign = [String](words: "colorless ideas sleep")
    #expect(
      Self.talk.replies(to: foreign, after: Self.statement)
        == Self.talk.replies(to: Self.unknown, after: Self.statement))
  }

  @Test func `yes and no only answer questions that ask for them`() {
    func firstWords(_ message: String) -> Set<String> {
      Set(
        Self.talk.replies(to: [String](words: message)).sentences()
          .filter { !ChitChat.isDull($0.sentence) }.compactMap(\.sentence.first))
    }
    #expect(firstWords("do you often bake bread ?").isSuperset(of: ["yes", "no"]))
    for message in [
      "where do you bake bread ?", "i love bread , what about you ?", "i never bake bread",
    ] { #expect(firstWords(message).isDisjoint(with: ["yes", "no"]), "\(message)") }
  }

  @Test func `the likeliest reply to everything is that one doesn't know`() {
    for message in Self.openings + [Self.unknown] {
      let best = Self.talk.replies(to: message).sentences().max { $0.probability < $1.probability }
      #expect(best?.sentence == Self.unknown, "\(message)")
    }
  }

  @Test func `conversations can be never dull or always`() {
    let lively = ChitChat(
      dullnessAfterQuestion: 0, dullnessAfterStatement: 0, dullnessAfterDull: 0)
    let tired = ChitChat(dullnessAfterQuestion: 1, dullnessAfterStatement: 1, dullnessAfterDull: 1)
    var random = RandomStream(seed: 2)
    for _ in 0..<50 {
      #expect(!lively.conversation(turns: 6, using: &random).contains(where: ChitChat.isDull))
      let turns = tired.conversation(turns: 6, using: &random)
      #expect(turns.map(ChitChat.isDull) == [false, true, true, true, true, true])
    }
    #expect(lively.conversation(turns: 0, using: &random).isEmpty)
  }

  @Test func `a conversation is made of what is said in reply`() {
    var (random, again) = (RandomStream(seed: 3), RandomStream(seed: 3))
    for _ in 0..<30 {
      let turns = Self.talk.conversation(turns: 5, using: &random)
      #expect(turns == Self.talk.conversation(turns: 5, using: &again))
      #expect(Self.talk.openings.logProbability(of: turns[0]) > -.infinity)
      for turn in 1..<5 {
        let replies = Self.talk.replies(
          to: turns[turn - 1], after: turn > 1 ? turns[turn - 2] : [])
        #expect(replies.logProbability(of: turns[turn]) > -.infinity, "\(turns)")
      }
    }
  }

  @Test func `what is no probability traps, and fewer turns than none`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ChitChat(dullnessAfterDull: 1.5)
    }
    expectTrap(result, saying: "[0.2, 0.35, 1.5] are no probabilities")
    await #expect(processExitsWith: .failure) {
      var random = RandomStream(seed: 1)
      _ = ChitChat().conversation(turns: -1, using: &random)
    }
  }
}
