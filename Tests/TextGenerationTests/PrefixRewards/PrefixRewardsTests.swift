import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import TextGeneration
import Testing

@Suite struct PrefixRewardsTests {
  private func values(_ rewards: PrefixRewards, of sequences: [[Int]]) -> [[Double]] {
    var stream = RandomStream(seed: 0)
    return rewards.values(of: sequences, using: &stream)
  }

  @Test func `a constant discriminator gives geometric series`() {
    let judge = RecurrentDiscriminator.constant(1)
    let reward = 2 * Double.logistic(1) - 1
    let dense = values(PrefixRewards(judge, discount: 0.5), of: [[0, 1, 2]])[0]
    for (found, factor) in zip(dense, [1.75, 1.5, 1]) {
      #expect((found - factor * reward).magnitude < 1e-6)
    }
    let sparse = values(PrefixRewards(judge, discount: 0.5, isDense: false), of: [[0, 1, 2]])[0]
    for (found, factor) in zip(sparse, [0.25, 0.5, 1]) {
      #expect((found - factor * reward).magnitude < 1e-6)
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `values are discounted sums of 2 D − 1`(seed: UInt64) {
    let judge = RecurrentDiscriminator.small(seed: seed)
    let sequences = [[0, 1, 2, 2, 0], [1, 1, 1, 0, 2]]
    let found = values(PrefixRewards(judge, discount: 0.23), of: sequences)
    for (row, probabilities) in judge.probabilities(of: sequences).enumerated() {
      for time in 0..<5 {
        let expected = (time..<5).reduce(0) {
          $0 + Double.pow(0.23, Double($1 - time)) * (2 * probabilities[$1] - 1)
        }
        #expect((found[row][time] - expected).magnitude < 1e-12)
      }
    }
  }

  @Test func `the reward of a whole sentence is given at its end`() {
    let judge = RecurrentDiscriminator.small(3, end: 2, seed: 4)
    let sentence = [0, 1, 2, 2]
    let reward = 2 * judge.probabilities(of: [sentence])[0][2] - 1
    let rewards = PrefixRewards(judge, discount: 1, isDense: false)
    #expect(rewards.rewards(of: [sentence]) == [[0, 0, reward, 0]])
    #expect(values(rewards, of: [sentence]) == [[reward, reward, reward, 0]])
    #expect(PrefixRewards(judge).rewards(of: [sentence])[0][3] == 0)
  }

  /// Without a discount the mean of the estimate is the gradient of the mean of all rewards together: what was earned
  /// before a token has no part in its score, in the mean. With one it is another direction.
  @Test(arguments: [true, false])
  func `undiscounted, the mean estimate is the gradient of the mean`(isDense: Bool) {
    let model = SmallModels.recurrent(seed: 5)
    let judge = RecurrentDiscriminator.small(seed: 6)
    let sequences = SmallModels.sequences(3, length: 3)
    let probabilities = model.stepwiseLogProbabilities(of: sequences).map { Double.exp($0) }
    func mean(discount: Double) -> [Double] {
      let node = AutoregressiveNode(model, rows: sequences.count, length: 3)
      let values = values(
        PrefixRewards(judge, discount: discount, isDense: isDense), of: sequences)
      var gradient = node.zeroGradient
      node.addTokenScores(
        of: sequences, weights: zip(probabilities, values).map { p, row in row.map { p * $0 } },
        to: &gradient)
      return gradient.components
    }
    let rewards = PrefixRewards(judge, isDense: isDense)
    let exact = exactGradient(
      of: .batched { rewards.rewards(of: $0).map { $0.reduce(0, +) } },
      on: AutoregressiveNode(model, length: 3)
    ).components
    #expect(largestGap(mean(discount: 1), exact) < 1e-6)
    #expect(largestGap(mean(discount: 0.5), exact) > 1e-3)
  }

  @Test func `traps`() async {
    await #expect(processExitsWith: .failure) {
      _ = PrefixRewards(.constant(0), discount: 1.5)
    }
  }
}
