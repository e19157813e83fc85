import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import Testing
import TextGeneration

@Suite struct ConvolutionalDiscriminatorTests {
  /// Five tokens in sequences of four, 3 numbers each, windows of 1, 2 and 4.
  private func tiny(
    seed: UInt64, dropout: Float = 0, penalty: Float = 0.2
  ) -> ConvolutionalDiscriminator {
    var random = RandomStream(seed: seed)
    return ConvolutionalDiscriminator(
      vocabulary: 5, features: 3,
      windows: [.init(1, filters: 2), .init(2, filters: 3), .init(4, filters: 1)],
      dropout: dropout, penalty: penalty, using: &random)
  }

  private let sequences = [
    [0, 1, 2, 3], [4, 4, 0, 1], [2, 2, 2, 2], [3, 0, 4, 1], [1, 3, 1, 0],
  ]
  private let areReal = [true, false, true, true, false]

  private func loss(_ model: ConvolutionalDiscriminator) -> Tensor {
    var random = RandomStream(seed: 0)
    return model.loss(sequences, areReal: areReal, using: &random)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `D is that of the formula, number by number`(seed: UInt64) {
    let model = tiny(seed: seed)
    let probabilities = model.probabilities(of: sequences)
    for (sequence, probability) in zip(sequences, probabilities) {
      // 6 + 12 products, sums of 12 numbers and an exponential: a few 2⁻²⁴ each.
      #expect(abs(probability - slowProbability(sequence, model)) < 1e-5)
    }
  }

  /// D of one sequence in `Double`, loop by loop.
  private func slowProbability(_ sequence: [Int], _ model: ConvolutionalDiscriminator) -> Double {
    func number(_ tensor: Tensor?, _ indices: Int...) -> Double {
      guard let tensor else { return 0 }
      let place = indices.enumerated().reduce(0) { $0 * tensor.shape[$1.offset] + $1.element }
      return Double(tensor.scalars[place])
    }
    var found: [Double] = []
    for convolution in model.convolutions {
      let extents = (0..<3).map { convolution.filters.shape[$0] }
      for filter in 0..<extents[2] {
        found.append(
          (0...sequence.count - extents[0]).map { start in
            var sum = number(convolution.bias, filter)
            for offset in 0..<extents[0] {
              for feature in 0..<extents[1] {
                sum +=
                  number(convolution.filters, offset, feature, filter)
                  * number(model.embedding.table, sequence[start + offset], feature)
              }
            }
            return max(0, sum)
          }.max() ?? 0)
      }
    }
    func dense(_ layer: Dense, _ input: [Double]) -> [Double] {
      (0..<layer.weights.shape[1]).map { output in
        input.indices.reduce(number(layer.bias, output)) {
          $0 + input[$1] * number(layer.weights, $1, output)
        }
      }
    }
    let transformed = dense(model.highway.transform, found).map { max(0, $0) }
    let gates = dense(model.highway.gate, found).map { 1 / (1 + .exp(-$0)) }
    let seen = found.indices.map { gates[$0] * transformed[$0] + (1 - gates[$0]) * found[$0] }
    let logits = dense(model.output, seen)
    return 1 / (1 + .exp(logits[0] - logits[1]))
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `the loss's gradient is that of finite differences`(seed: UInt64) {
    let model = tiny(seed: seed)
    let slope = gradient(at: model) { loss($0) }.parameterVector.scalars
    // The loss is below 2 and rounded by a few 2⁻²⁴, so that a quotient over 2⁻⁷ is off by 5·10⁻⁵ or so.
    let step: Float = 1 / 256
    var point = model.parameterVector.scalars
    for index in point.indices {
      let value = point[index]
      let sides = [step, -step].map { (offset: Float) -> Float in
        point[index] = value + offset
        var moved = model
        moved.parameterVector = Tensor(point)
        return loss(moved).scalar
      }
      point[index] = value
      #expect(
        abs((sides[0] - sides[1]) / (2 * step) - slope[index]) < 2e-4, "parameter \(index)")
    }
  }

  @Test func `the penalty is half λ times the squares of the last layer`() {
    let (with, without) = (tiny(seed: 4, penalty: 0.5), tiny(seed: 4, penalty: 0))
    let squares = [with.output.weights.scalars, with.output.bias?.scalars ?? []].joined()
      .reduce(0) { $0 + Double($1) * Double($1) }
    #expect(abs(Double(loss(with).scalar - loss(without).scalar) - 0.25 * squares) < 1e-6)
  }

  @Test func `training drops, judging doesn't`() {
    let (dropping, plain) = (tiny(seed: 5, dropout: 0.5), tiny(seed: 5))
    #expect(loss(dropping).scalar != loss(plain).scalar)
    #expect(dropping.probabilities(of: sequences) == plain.probabilities(of: sequences))
  }

  @Test func `batches don't matter, and the objective is D`() {
    let model = tiny(seed: 6)
    let whole = model.probabilities(of: sequences)
    #expect(model.objective.values(sequences) == whole)
    for batch in [1, 2, 4] {
      for (part, all) in zip(model.probabilities(of: sequences, batch: batch), whole) {
        #expect(abs(part - all) < 1e-6)
      }
    }
    #expect(model.probabilities(of: []).isEmpty)
  }

  /// Sequences of nine tokens of 0 ..< 6, each from the lower half with a probability.
  private func drawn(_ count: Int, lower: Double, using random: inout RandomStream) -> [[Int]] {
    (0..<count).map { _ in
      (0..<9).map { _ in
        (Bool.bernoulli(lower, using: &random) ? 0 : 3) + Int.uniform(below: 3, using: &random)
      }
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `it tells two sources apart, better than one token does and not better than can be`(
    seed: UInt64
  ) {
    var random = RandomStream(seed: seed)
    var training = DiscriminatorTraining(
      ConvolutionalDiscriminator(
        vocabulary: 6, features: 4, windows: [.init(1, filters: 4), .init(3, filters: 8)],
        using: &random), optimizer: Adam(learningRate: 0.01), batch: 32)
    for _ in 0..<8 {
      training.epoch(
        real: drawn(256, lower: 0.8, using: &random),
        written: drawn(256, lower: 0.2, using: &random), using: &random)
    }
    let accuracy = training.model.accuracy(
      real: drawn(500, lower: 0.8, using: &random), written: drawn(500, lower: 0.2, using: &random))
    // One token tells right with 0.8. The best rule is the majority of nine, right with P(Binomial(9, 0.8) ≥ 5) = 0.9804.
    // Four standard errors of 1,000 sequences: 4 √(0.8 · 0.2 / 1000) = 0.051 and 4 √(0.9804 · 0.0196 / 1000) = 0.018.
    #expect(accuracy > 0.8 + 0.051)
    #expect(accuracy < 0.9804 + 0.018)
  }

  @Test func `accuracy counts what is undecided as half`() {
    var model = tiny(seed: 7)
    model.output = Dense(weights: .zeros([6, 2]), bias: Tensor([0, 0]))
    #expect(model.accuracy(real: sequences, written: []) == 0.5)
    model.output = Dense(weights: .zeros([6, 2]), bias: Tensor([0, 1]))
    #expect(model.accuracy(real: Array(sequences.prefix(3)), written: [[0, 0, 0, 0]]) == 0.75)
  }

  @Test func `too few sequences for a batch trap`() async {
    await #expect(processExitsWith: .failure) {
      var random = RandomStream(seed: 1)
      var training = DiscriminatorTraining(
        ConvolutionalDiscriminator(
          vocabulary: 2, features: 1, windows: [.init(1, filters: 1)], using: &random),
        optimizer: Adam(), batch: 4)
      training.epoch(real: [[0]], written: [[1]], using: &random)
    }
  }
}
