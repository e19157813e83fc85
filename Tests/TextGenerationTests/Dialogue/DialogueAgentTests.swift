import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import TextGeneration
import Testing

@Suite struct DialogueAgentTests {
  static let agent = SmallAgents.agent(seed: 1)

  @Test func `a history is read token after token, with an end after each turn`() {
    let encoder = Self.agent.model.encoder
    var state = encoder.memory.initialState(batch: 1)
    for token in [1, 0, 2, 0, 2] {
      state = encoder.memory.step(encoder.embedding([token]), from: state)
    }
    #expect(encoder.representations(of: [[[1, 0], [0]]]).scalars == state.output.scalars)
    let read = encoder.state(for: [[[1, 0], [0]]])
    #expect(read.output.scalars == state.output.scalars)
    #expect(read.cell.scalars == encoder.cell(state.output).scalars)
  }

  @Test func `what is read of a history doesn't depend on those beside it`() {
    let encoder = Self.agent.model.encoder
    let histories = [[[0]], [[1, 1, 0], [0, 1]], [[], [1]]]
    let together = encoder.representations(of: histories).rowVectors
    for (row, history) in histories.enumerated() {
      let alone = encoder.representations(of: [history]).rowVectors[0]
      #expect(largestGap(together[row], alone) < 1e-6)
    }
    #expect(largestGap(together[0], together[1]) > 0.1)
    #expect(largestGap(together[0], together[2]) > 0.1)
  }

  @Test func `log-probabilities are those of the tokens one by one, with the end's`() {
    let replies = [[0, 1], [], [1, 1, 0]]
    let histories = [[[1]], [[0, 0], [1]], [[1], [0]]]
    let together = Self.agent.logProbabilities(of: replies, to: histories)
    let perToken = Self.agent.logProbabilitiesPerToken(of: replies, to: histories)
    for row in 0..<3 {
      let expected = steppedLogProbability(of: replies[row], to: histories[row], by: Self.agent)
      #expect((together[row] - expected).magnitude < 1e-5)
      // Two words and an end, an end, three words without one.
      #expect((perToken[row] - expected / [3, 1, 3][row]).magnitude < 1e-5)
    }
  }

  @Test func `the probabilities of all replies sum to one`() {
    let replies = SmallAgents.replies(length: 3)
    let logs = Self.agent.logProbabilities(
      of: replies, to: [[[Int]]](repeating: [[1, 0], [0]], count: replies.count))
    #expect((logs.reduce(0) { $0 + Double.exp($1) } - 1).magnitude < 1e-5)
  }

  /// z = 4.5: beyond it once in 150,000 for each of the 15 replies.
  @Test func `replies are drawn as often as their probability says`() {
    var random = RandomStream(seed: 5)
    let count = 4_000
    let histories = [[[Int]]](repeating: [[0], [1, 1]], count: count)
    let drawn = Self.agent.replies(to: histories, using: &random)
    for reply in SmallAgents.replies(length: 3) {
      let p = Double.exp(Self.agent.logProbabilities(of: [reply], to: [histories[0]])[0])
      let share = Double(drawn.count { $0 == reply }) / Double(count)
      #expect((share - p).magnitude <= 4.5 * (p * (1 - p) / Double(count)).squareRoot() + 1e-6)
    }
  }

  @Test func `a greedy speaker says the same with any dice, and one that draws doesn't`() {
    let histories = [[[Int]]](repeating: [[0]], count: 20)
    func replies(_ decoding: Decoding, _ seed: UInt64) -> [[Int]] {
      var random = RandomStream(seed: seed)
      return Self.agent.speaking(decoding).replies(to: histories, using: &random)
    }
    #expect(replies(.greedy, 1) == replies(.greedy, 2))
    #expect(replies(.sampling, 1) == replies(.sampling, 1))
    #expect(replies(.sampling, 1) != replies(.sampling, 2))
  }

  @Test func `pairs of a corpus are what was said with its reply, and the reply with its message`()
  {
    var random = RandomStream(seed: 6)
    let corpus = DialogueCorpus(training: 2, heldOut: 0, using: &random)
    let (first, second) = (corpus.training[0], corpus.training[1])
    let (message, reply) = (
      first.message.sentence(endedBy: corpus.end), first.reply.sentence(endedBy: corpus.end)
    )
    let forward = corpus.replyPairs(of: [first, second])
    #expect(forward[0].context == [message])
    #expect(forward[0].sequence == first.reply)
    #expect(forward[1].context == [message, reply])
    let backward = corpus.messagePairs(of: [first])
    #expect(backward[0].context == [reply])
    #expect(backward[0].sequence == first.message)
  }

  @Test func `a history without a turn, and an end that is no token, trap`() async {
    await #expect(processExitsWith: .failure) {
      _ = SmallAgents.agent(seed: 1).model.encoder.representations(of: [[]])
    }
    await #expect(processExitsWith: .failure) {
      var random = RandomStream(seed: 1)
      _ = DialogueAgent(vocabulary: 3, end: 3, length: 2, using: &random)
    }
  }
}
