import PortableMath
import RandomStreams
import TextGeneration
import Testing

@Suite struct MutualInformationSpeakerTests {
  static let forward = SmallAgents.agent(seed: 1)
  static let backward = SmallAgents.agent(seed: 2)
  static let all = SmallAgents.replies(length: 3)

  @Test func `the score looks at the reply forwards and at the message backwards`() {
    let speaker = MutualInformationSpeaker(Self.forward, .backward(Self.backward, weight: 0.7))
    let history = [[1], [0, 1]]
    let scores = speaker.scores(
      of: Self.all, to: [[[Int]]](repeating: history, count: Self.all.count))
    for (reply, score) in zip(Self.all, scores) {
      let expected =
        steppedLogProbability(of: reply, to: history, by: Self.forward)
        + 0.7 * steppedLogProbability(of: [0, 1], to: [reply], by: Self.backward)
      #expect((score - expected).magnitude < 1e-5)
    }
  }

  @Test func `against a language model, what it finds likely scores less`() {
    let language = SentenceModel(SmallModels.recurrent(seed: 3), end: SmallAgents.end)
    let speaker = MutualInformationSpeaker(
      Self.forward, .antiLanguageModel(language, weight: 0.4))
    for reply in Self.all {
      let score = speaker.scores(of: [reply], to: [[[0]]])[0]
      let padded = reply.padded(to: 3, with: SmallAgents.end)
      let expected =
        steppedLogProbability(of: reply, to: [[0]], by: Self.forward)
        + 0.4 * 3 * language.negativeLogLikelihood(of: [padded])
      #expect((score - expected).magnitude < 1e-5)
    }
  }

  /// The least probable of 15 replies has probability p; that 600 draws miss it for one of two histories has (1 − p)⁶⁰⁰.
  @Test(arguments: [0, 1, 3.0])
  func `with many candidates the reply is the best of all`(weight: Double) {
    let speaker = MutualInformationSpeaker(
      Self.forward, .backward(Self.backward, weight: weight), candidates: 600)
    let histories = [[[1, 0]], [[0], [1, 1]]]
    var random = RandomStream(seed: 4)
    let replies = speaker.replies(to: histories, using: &random)
    for (history, reply) in zip(histories, replies) {
      let scores = speaker.scores(
        of: Self.all, to: [[[Int]]](repeating: history, count: Self.all.count))
      let best = scores.indices.max { scores[$0] < scores[$1] } ?? 0
      let p = Double.exp(Self.forward.logProbabilities(of: [Self.all[best]], to: [history])[0])
      #expect(Double.pow(1 - p, 600) < 1e-4, "the best reply is too improbable for this test")
      #expect(reply == Self.all[best])
    }
  }

  @Test func `one candidate is a reply of the forward model`() {
    let speaker = MutualInformationSpeaker(
      Self.forward, .backward(Self.backward, weight: 1), candidates: 1)
    let histories = [[[Int]]](repeating: [[0]], count: 30)
    var (one, two) = (RandomStream(seed: 5), RandomStream(seed: 5))
    #expect(
      speaker.replies(to: histories, using: &one)
        == Self.forward.replies(to: histories, using: &two))
  }
}
