import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import TextGeneration
import Testing

@Suite struct MaximumLikelihoodTests {
  static let table = TableModel(first: [1, 1, 1], next: [[1, 1, 1], [1, 1, 1], [1, 1, 1]])

  private func written(_ count: Int, length: Int, seed: UInt64) -> [[Int]] {
    var stream = RandomStream(seed: seed)
    return SmallModels.recurrent(seed: seed).generate(count, length: length, using: &stream)
  }

  /// The best table has the frequencies of first tokens and of pairs, and their entropy is its loss.
  @Test func `a table learns the frequencies`() {
    let sequences = written(50, length: 3, seed: 11)
    var (model, stream) = (Self.table, RandomStream(seed: 12))
    var optimizer = SGD(learningRate: 1)
    let curve = MaximumLikelihood(epochs: 800, batchSize: 50)
      .train(&model, on: sequences, optimizer: &optimizer, using: &stream)
    func entropy(_ counts: [Int]) -> Double {
      let total = Double(counts.reduce(0, +))
      return counts.filter { $0 > 0 }
        .reduce(0) { $0 - Double($1) * Double.log(Double($1) / total) }
    }
    var pairs = [[Int]](repeating: [0, 0, 0], count: 3)
    var first = [0, 0, 0]
    for sequence in sequences {
      first[sequence[0]] += 1
      for time in 1..<3 { pairs[sequence[time - 1]][sequence[time]] += 1 }
    }
    let least = (entropy(first) + pairs.reduce(0) { $0 + entropy($1) }) / 150
    #expect((curve[0].training - Double.log(3.0)).magnitude < 1e-6)
    #expect((model.negativeLogLikelihood(of: sequences) - least).magnitude < 1e-3)
  }

  /// With one batch the loss of an epoch is that before its step; what is held out is looked at after it.
  @Test func `the curve is that of the model before and after each step`() {
    let (sequences, others) = (written(6, length: 4, seed: 13), written(5, length: 4, seed: 14))
    var (model, stream) = (SmallModels.recurrent(seed: 15), RandomStream(seed: 15))
    var optimizer = Adam(learningRate: 0.05)
    for _ in 0..<2 {
      let before = model.negativeLogLikelihood(of: sequences)
      let epoch = MaximumLikelihood(epochs: 1, batchSize: 6).train(
        &model, on: sequences, heldOut: others, optimizer: &optimizer, using: &stream)[0]
      #expect((epoch.training - before).magnitude < 1e-5)
      let after = model.negativeLogLikelihood(of: others)
      #expect(((epoch.heldOut ?? .nan) - after).magnitude < 1e-5)
    }
    #expect(optimizer.stepCount == 2)
  }

  @Test func `every sequence is seen once an epoch, in an order of its own`() {
    // A learning rate of 0 leaves the loss of an epoch that of all sequences, whatever the batches.
    let sequences = written(10, length: 4, seed: 16)
    var (model, stream) = (SmallModels.recurrent(seed: 17), RandomStream(seed: 17))
    var optimizer = SGD(learningRate: 0)
    let curve = MaximumLikelihood(epochs: 3, batchSize: 4)
      .train(&model, on: sequences, optimizer: &optimizer, using: &stream)
    let loss = model.negativeLogLikelihood(of: sequences)
    #expect(curve.allSatisfy { ($0.training - loss).magnitude < 1e-5 && $0.heldOut == nil })
    // With steps, the order matters: another seed gives another model.
    func trained(_ seed: UInt64) -> [Double] {
      var (model, stream) = (SmallModels.recurrent(seed: 17), RandomStream(seed: seed))
      var optimizer = SGD(learningRate: 0.5)
      MaximumLikelihood(epochs: 1, batchSize: 4)
        .train(&model, on: sequences, optimizer: &optimizer, using: &stream)
      return numbers(in: model)
    }
    #expect(trained(1) == trained(1) && trained(1) != trained(2))
  }

  /// The mean over 2 + 1 + 3 tokens, the ends among them, with nothing of the padding.
  @Test func `padding doesn't count`() {
    let sequences = [[0, 2, 2], [2, 2, 2], [1, 0, 1]]
    let model = SmallModels.recurrent(seed: 18)
    let tokens = model.tokenLogProbabilities(of: sequences)
    let expected = -(tokens[0][0] + tokens[0][1] + tokens[1][0] + tokens[2].reduce(0, +)) / 6
    for batchSize in [1, 3] {
      var (copy, stream, optimizer) = (model, RandomStream(seed: 18), SGD(learningRate: 0))
      let epoch = MaximumLikelihood(epochs: 1, batchSize: batchSize, end: 2).train(
        &copy, on: sequences, heldOut: sequences, optimizer: &optimizer, using: &stream)[0]
      #expect((epoch.training - expected).magnitude < 1e-6)
      #expect(((epoch.heldOut ?? .nan) - expected).magnitude < 1e-6)
    }
    // A model of sentences learns the same, with its own padding.
    func trained<Model: SequenceModel>(_ model: Model) -> [Double] {
      var (model, stream, optimizer) = (model, RandomStream(seed: 18), SGD(learningRate: 1))
      MaximumLikelihood(epochs: 2, batchSize: 2, end: 2)
        .train(&model, on: sequences, optimizer: &optimizer, using: &stream)
      return numbers(in: model)
    }
    #expect(trained(model) == trained(SentenceModel(model, end: 2)))
  }

  /// Who mixes up contexts can't know the sentence: ⅓ of its tokens at least would cost log 3 or so.
  @Test func `what is written about each context is learnt, also in shuffled batches`() {
    let sentences = [[0, 1, 2], [1, 1, 2], [2, 2, 2]]
    let pairs = (0..<24).map { (context: $0 % 3, sequence: sentences[$0 % 3]) }
    var (model, stream) = (SmallModels.conditional(seed: 19), RandomStream(seed: 19))
    var optimizer = Adam(learningRate: 0.05)
    let curve = MaximumLikelihood(epochs: 60, batchSize: 5, end: 2).train(
      &model, on: pairs, heldOut: Array(pairs[..<3]), optimizer: &optimizer, using: &stream)
    #expect(curve[0].training > 0.5)
    #expect(curve[59].training < 0.1 && (curve[59].heldOut ?? .nan) < 0.1)
    #expect(optimizer.stepCount == 60 * 5)
    let greedy = SentenceModel(model.given([1, 0, 2]), end: 2)
      .generate(3, length: 3, decoding: .greedy, using: &stream)
    #expect(greedy == [[1, 1, 2], [0, 1, 2], [2, 2, 2]])
  }

  @Test func `sequences that can't be learnt trap`() async {
    await #expect(processExitsWith: .failure) { _ = MaximumLikelihood(epochs: 1, batchSize: 0) }
    await #expect(processExitsWith: .failure) { Self.train(on: []) }
    await #expect(processExitsWith: .failure) { Self.train(on: [[]]) }
    expectTrap(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        Self.train(on: [[0, 1], [0]])
      },
      saying:
        "to learn from: sequences have one length, but sequence 0 has 2 tokens and sequence 1 has 1"
    )
  }

  @Test func `sequences held out that can't be judged trap before the first epoch`() async {
    expectTrap(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        Self.train(on: [[0, 1]], heldOut: [], epochs: 0)
      }, saying: "no tokens in the 0 sequences held out")
    expectTrap(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        Self.train(on: [[0, 1]], heldOut: [[0, 1], [0]], epochs: 0)
      }, saying: "held out: sequences have one length")
  }

  private static func train(on sequences: [[Int]], heldOut: [[Int]]? = nil, epochs: Int = 1) {
    var (model, stream) = (SmallModels.recurrent(), RandomStream(seed: 1))
    var optimizer = SGD(learningRate: 1)
    MaximumLikelihood(epochs: epochs).train(
      &model, on: sequences, heldOut: heldOut, optimizer: &optimizer, using: &stream)
  }
}
