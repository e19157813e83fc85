import RandomStreams
import TextGeneration
import Testing

/// Says what a function of the history says.
private struct Scripted: Speaker {
  let reply: @Sendable ([[Int]]) -> [Int]

  func replies(
    to histories: [[[Int]]], using generator: inout some RandomNumberGenerator
  ) -> [[Int]] { histories.map(reply) }
}

@Suite struct ConversationTests {
  static let rules = ConversationRules(dullReplies: [[9], [9, 9]], limit: 6)

  private func conversations(
    _ first: Scripted, _ second: Scripted, from messages: [[Int]]
  ) -> [Conversation] {
    var random = RandomStream(seed: 1)
    return converse(first, second, from: messages, rules: Self.rules, using: &random)
  }

  @Test func `shared words, counted by hand`() {
    #expect(sharedWords([1, 2, 3], [3, 2, 1]) == 1)
    #expect(sharedWords([1, 1, 2], [1, 3, 4]) == 1.0 / 3)
    #expect(sharedWords([1, 1], [1, 1, 1, 1]) == 0.5)
    #expect(sharedWords([], [1]) == 0)
    #expect(sharedWords([], []) == 1)
  }

  @Test func `speakers take turns, and know what both said last`() {
    let echo = { @Sendable (name: Int) in
      Scripted { history in
        // Its name, how many turns it knows, and what it knows last words of.
        [
          name, history.count, history[0].last ?? 0, history[history.count - 1].last ?? 0,
          name * 10 + history.count + (history.last?.last ?? 0),
        ]
      }
    }
    let talk = conversations(echo(1), echo(2), from: [[5]])[0]
    #expect(talk.ending == .limit)
    #expect(talk.length == 6)
    #expect(talk.turns[0] == [5])
    #expect(talk.turns[1] == [1, 1, 5, 5, 16])
    #expect(talk.turns[2] == [2, 2, 5, 16, 38])
    #expect(talk.turns[3] == [1, 2, 16, 38, 50])
    #expect(talk.turns[4] == [2, 2, 38, 50, 72])
  }

  @Test func `a dull reply ends it, and doesn't count`() {
    let dull = Scripted { $0.last == [1] ? [9, 9] : [9, 9, 9] }
    let talks = conversations(dull, Scripted { _ in [1] }, from: [[1], [2]])
    #expect(talks[0] == Conversation(turns: [[1], [9, 9]], ending: .dull))
    #expect(talks[0].length == 1)
    #expect(talks[1].turns == [[2], [9, 9, 9], [1], [9, 9]])
    #expect(talks[1].ending == .dull)
  }

  /// The message counts as the second speaker's. Four words of five are 80 per cent, five of six more.
  @Test func `a speaker that repeats more than four fifths of its words ends it`() {
    let new = Scripted { [$0.count + ($0.last?[0] ?? 0), 70] }
    let repeated = Scripted { _ in [1, 2, 3, 4, 5, 6] }
    let four = conversations(new, Scripted { _ in [4, 3, 2, 1, 8] }, from: [[1, 2, 3, 4, 5]])[0]
    #expect(four.turns.count == 5)
    #expect(four.ending == .repetition)
    let five = conversations(new, repeated, from: [[1, 2, 3, 4, 5]])[0]
    #expect(five.turns.count == 3)
    #expect(five.ending == .repetition)
    #expect(five.length == 2)
    // What the other said may be repeated.
    let parrot = conversations(Scripted { $0.last ?? [] }, Scripted { _ in [8] }, from: [[7]])[0]
    #expect(parrot.turns == [[7], [7], [8], [8], [8]])
  }

  @Test func `conversations side by side are as each by itself, for speakers without chance`() {
    let count = Scripted { [($0.last?[0] ?? 0) * 3 % 10] }
    let messages = [[1], [2], [3], [7]]
    let together = conversations(count, count, from: messages)
    #expect(together == messages.map { conversations(count, count, from: [$0])[0] })
    #expect(together.map(\.length) == [2, 6, 1, 3])
  }

  @Test func `the same seed gives the same conversations`() {
    let agent = SmallAgents.agent(seed: 1)
    func talks(_ seed: UInt64) -> [Conversation] {
      var random = RandomStream(seed: seed)
      return converse(
        agent, agent, from: [[Int]](repeating: [0, 1], count: 30), rules: Self.rules, using: &random
      )
    }
    #expect(talks(1) == talks(1))
    #expect(talks(1) != talks(2))
  }

  @Test func `fewer than two turns, and an overlap above 1, trap`() async {
    await #expect(processExitsWith: .failure) { _ = ConversationRules(dullReplies: [], limit: 1) }
    await #expect(processExitsWith: .failure) {
      _ = ConversationRules(dullReplies: [], overlap: 1.5)
    }
  }
}

@Suite struct ConversationSummaryTests {
  @Test func `a summary worked by hand`() {
    let summary = ConversationSummary(of: [
      Conversation(turns: [[1], [2, 3, 2], [4]], ending: .dull),
      Conversation(turns: [[1], [2, 3], [5], [2, 3]], ending: .repetition),
      Conversation(turns: [[1], [3, 2, 6], [5], [7], [8]], ending: .limit),
      Conversation(turns: [[1], [9]], ending: .dull),
    ])
    #expect(summary.turns.value == 2.75)
    // Squares 0.5625, 0.0625, 5.0625, 3.0625 over 3 · 4.
    #expect((summary.turns.standardError - (8.75 / 12).squareRoot()).magnitude < 1e-12)
    #expect(summary.dullShare == 0.5)
    #expect(summary.repeatedShare == 0.25)
    // Nine words: 2, 3, 6 and 9 differ, and 23, 32, 26.
    #expect(summary.distinct1 == 4.0 / 9)
    #expect(summary.distinct2 == 3.0 / 9)
  }
}
