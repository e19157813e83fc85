import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import TextGeneration
import Testing

@Suite struct RecurrentDiscriminatorTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `a beginning is judged without a look at what follows`(seed: UInt64) {
    let judge = RecurrentDiscriminator.small(seed: seed)
    let whole = judge.probabilities(of: [[0, 2, 1, 2], [0, 2, 0, 0], [1, 1, 1, 1]])
    let beginning = judge.probabilities(of: [[0, 2], [0, 2], [1, 1]])
    for row in 0..<3 { #expect(Array(whole[row][..<2]) == beginning[row]) }
    #expect(whole[0][0] == whole[1][0])
    #expect(whole[0][2] != whole[1][2])
    #expect(whole.joined().allSatisfy { $0 > 0 && $0 < 1 })
  }

  @Test func `batches don't change what is said`() {
    let judge = RecurrentDiscriminator.small(seed: 4)
    let sequences = SmallModels.sequences(3, length: 3)
    #expect(judge.probabilities(of: sequences, batch: 4) == judge.probabilities(of: sequences))
    let logits = judge.logits(of: sequences)
    #expect(logits.shape == [3, 27])
    let found = judge.probabilities(of: sequences)[5][2]
    #expect((found - Double.logistic(Double(logits[2, 5]))).magnitude < 1e-6)
  }

  @Test func `the loss is log 2 where nothing can be told`() {
    var stream = RandomStream(seed: 5)
    let loss = RecurrentDiscriminator.constant(0).loss(
      real: [[0, 1]], generated: [[1, 2], [2, 0]], using: &stream)
    #expect((Double(loss.scalar) - Double.log(2)).magnitude < 1e-6)
    // −½ log σ(1) − ½ log(1 − σ(1)) = softplus(1) − ½.
    let biased = RecurrentDiscriminator.constant(1).loss(
      real: [[0, 1]], generated: [[1, 2], [2, 0]], using: &stream)
    #expect((Double(biased.scalar) - (Double.log(1 + Double.exp(1)) - 0.5)).magnitude < 1e-6)
  }

  @Test(arguments: [nil, 2] as [Int?])
  func `the gradient is that of central differences`(end: Int?) {
    let judge = RecurrentDiscriminator.small(dropout: 0.3, end: end, seed: 6)
    let error = judge.slopeError(7) { judge in
      var stream = RandomStream(seed: 8)
      return judge.loss(
        real: [[0, 1, 2, 2], [1, 1, 0, 1]], generated: [[2, 2, 2, 2], [0, 0, 1, 0]], using: &stream)
    }
    #expect(error < 0.01)
  }

  /// With as many parameters as it needs, D of each beginning becomes its share among real and generated ones.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `it learns the odds of each beginning`(seed: UInt64) {
    let real = [[0, 0], [0, 0], [0, 1], [0, 1], [0, 1], [1, 0], [1, 1], [1, 1]]
    let generated = [[0, 0], [0, 1], [1, 0], [1, 0], [1, 0], [1, 0], [1, 1], [1, 1]]
    var judge = RecurrentDiscriminator.small(2, hidden: 8, seed: seed)
    var (optimizer, stream) = (Adam(learningRate: 0.03), RandomStream(seed: seed))
    for _ in 0..<400 {
      judge.train(real: real, generated: generated, by: &optimizer, using: &stream)
    }
    let found = judge.probabilities(of: [[0, 0], [0, 1], [1, 0], [1, 1]])
    let shares: [Double] = [5 / 7, 2 / 3, 5 / 7, 3 / 4, 1 / 3, 1 / 5, 1 / 3, 1 / 2]
    for (found, share) in zip(found.joined(), shares) {
      #expect((found - share).magnitude < 0.02)
    }
  }

  @Test func `what stands behind the end is not judged`() {
    let judge = RecurrentDiscriminator.small(4, end: 3, seed: 9)
    let open = RecurrentDiscriminator.small(4, seed: 9)
    let sequences = [[0, 3, 3, 3], [1, 2, 0, 1]]
    let (found, all) = (judge.probabilities(of: sequences), open.probabilities(of: sequences))
    #expect(found[1] == all[1])
    #expect(found[0] == Array(all[0][..<2]) + [0.5, 0.5])
    // A token that stands behind an end only has no gradient.
    var stream = RandomStream(seed: 9)
    let slopes = gradient(at: judge) {
      $0.loss(real: [[0, 3, 2, 2]], generated: [[1, 0, 3, 2]], using: &stream)
    }
    #expect(slopes.embedding.table.rows(at: [2]) == .zeros([1, 4]))
    #expect(slopes.embedding.table.rows(at: [3]) != .zeros([1, 4]))
  }

  /// Of n numbers n p are dropped, ± 4 √(n p (1 − p)); the others are divided by 1 − p, so that their mean stays.
  @Test func `numbers of the table are dropped in training, and only there`() {
    let judge = RecurrentDiscriminator.small(100, dropout: 0.25, seed: 10)
    var stream = RandomStream(seed: 11)
    // A number that was dropped has no gradient.
    let sequences = (0..<100).map { [$0] }
    let slopes = gradient(at: judge) {
      $0.loss(real: sequences, generated: sequences.reversed(), using: &stream)
    }
    let dropped = slopes.embedding.table.scalars.filter { $0 == 0 }.count
    #expect((Double(dropped) - 100).magnitude < 4 * (400 * 0.25 * 0.75).squareRoot())
    #expect(judge.probabilities(of: sequences) == judge.probabilities(of: sequences))
  }

  @Test func `traps`() async {
    await #expect(processExitsWith: .failure) {
      _ = RecurrentDiscriminator.small(3, end: 3, seed: 1)
    }
  }
}
