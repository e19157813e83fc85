import RandomStreams
import TextGeneration
import Testing

@Suite struct DialogueCorpusTests {
  static func corpus(_ training: Int, seed: UInt64) -> DialogueCorpus {
    var random = RandomStream(seed: seed)
    return DialogueCorpus(training: training, heldOut: 20, using: &random)
  }

  @Test func `a conversation gives three exchanges in a row, the first without a previous turn`() {
    let corpus = Self.corpus(100, seed: 1)
    #expect(corpus.training.count == 300 && corpus.heldOut.count == 60)
    #expect(corpus.length == 11 && corpus.end == corpus.vocabulary.count - 1)
    let silence = Array(repeating: corpus.end, count: 11)
    for first in stride(from: 0, to: 300, by: 3) {
      let three = corpus.training[first..<first + 3]
      #expect(three[first].previous == silence)
      for next in first + 1..<first + 3 {
        #expect(three[next].previous == three[next - 1].message)
        #expect(three[next].message == three[next - 1].reply)
      }
    }
    let all = corpus.training.flatMap { [$0.previous, $0.message, $0.reply] }
    expectPadded(all, to: 11, in: corpus.vocabulary)
    expectPadded(corpus.dullReplies, to: 11, in: corpus.vocabulary)
    #expect(corpus.dullReplies.map(corpus.vocabulary.decode) == ChitChat.dullReplies)
  }

  @Test func `as many replies are dull as are meant to be`() {
    let corpus = Self.corpus(3_000, seed: 2)
    // By what they reply to: a question, a statement, a dull sentence.
    let kinds = Dictionary(grouping: corpus.training) { exchange in
      let message = corpus.vocabulary.decode(exchange.message)
      return ChitChat.isDull(message) ? 2 : message.last == "?" ? 0 : 1
    }
    #expect(kinds.values.allSatisfy { $0.count > 1_000 } && kinds.count == 3)
    for (kind, probability) in [0.2, 0.35, 0.7].enumerated() {
      let exchanges = kinds[kind] ?? []
      let dull = exchanges.count { corpus.dullReplies.contains($0.reply) }
      expectShare(dull, of: exchanges.count, toBe: probability)
    }
  }

  @Test func `the first conversations don't depend on how many there are, and seeds give others`() {
    let (few, many) = (Self.corpus(5, seed: 3), Self.corpus(50, seed: 3))
    #expect(Array(many.training.prefix(15)) == few.training)
    #expect(many.heldOut == few.heldOut)
    #expect(Array(few.heldOut.prefix(15)) != few.training)
    #expect(Self.corpus(5, seed: 4).training != few.training)
    #expect(Self.corpus(5, seed: 3) == few)
  }

  @Test func `a negative count traps`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Self.corpus(-1, seed: 1)
    }
    expectTrap(result, saying: "-1 and 20 conversations")
  }
}
