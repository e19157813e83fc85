import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import TextGeneration
import Testing

@Suite struct CaptionerTests {
  static func captioner(seed: UInt64) -> Captioner {
    var random = RandomStream(seed: seed)
    return Captioner(
      features: 3, vocabulary: 4, end: 3, length: 5, embedding: 2, hidden: 3, using: &random
    ).mapTensors { 3 * $0 }
  }

  @Test func `the encoder is two dense layers side by side`() {
    var random = RandomStream(seed: 1)
    let encoder = SceneEncoder(features: 2, hidden: 3, using: &random)
    let features = Tensor([1, 0, 0.5, -2], shape: [2, 2])
    let state = encoder.state(for: [[1, 0], [0.5, -2]])
    #expect(state.output.scalars == encoder.output(features).scalars)
    #expect(state.cell.scalars == encoder.cell(features).scalars)
    #expect(state.output.scalars.allSatisfy { $0.magnitude <= 1 })
    #expect(encoder.output(features).scalars != encoder.cell(features).scalars)
  }

  @Test func `a batch is about its scenes, one a row`() {
    let captioner = Self.captioner(seed: 2)
    let scenes: [[Float]] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    let captions = [[0, 1, 3, 3, 3], [2, 2, 1, 0, 3], [0, 1, 3, 3, 3]]
    let together = captioner.node(for: scenes).logProbabilities(of: captions)
    for row in scenes.indices {
      let alone = captioner.node(for: [scenes[row]]).logProbabilities(of: [captions[row]])
      #expect((alone[0] - together[row]).magnitude < 1e-5)
    }
    #expect((together[0] - together[2]).magnitude > 1e-3)
  }

  @Test func `the probabilities of a scene's captions sum to 1`() {
    let captioner = Self.captioner(seed: 3)
    let node = captioner.node(for: [[0.3, -1, 2]])
    let sum = node.support.reduce(0.0) { sum, caption in
      sum + Double.exp(node.logProbabilities(of: [caption])[0])
    }
    #expect((sum - 1).magnitude < 1e-4)
  }

  @Test func `greedy captions are the likeliest words one by one, until the end`() {
    let captioner = Self.captioner(seed: 4)
    let scene: [Float] = [1, 1, 0]
    let model = captioner.captions(of: [scene])
    var (state, caption) = (model.initialState(rows: 1), [Int]())
    while caption.count < 5 {
      caption.append(caption.last == 3 ? 3 : model.logits(in: state).argmax()[0])
      state = model.state(after: [caption[caption.count - 1]], from: state)
    }
    #expect(captioner.node(for: [scene]).modes == [caption])
    #expect(captioner.describe([scene]) == [caption])
    let beam = captioner.captions(of: [scene]).beamSearch(length: 5, width: 1)
    #expect(beam[0][0].tokens == caption)
  }

  @Test func `a wide beam finds the likeliest caption of each scene`() {
    let captioner = Self.captioner(seed: 5)
    let scenes: [[Float]] = [[1, 0, 2], [-1, 2, 0]]
    let found = captioner.describe(scenes, width: 400)
    for (caption, scene) in zip(found, scenes) {
      let node = captioner.node(for: [scene])
      let best = node.support.map { node.logProbabilities(of: [$0])[0] }.reduce(-.infinity, max)
      #expect((node.logProbabilities(of: [caption])[0] - best).magnitude < 1e-4)
    }
  }
}
