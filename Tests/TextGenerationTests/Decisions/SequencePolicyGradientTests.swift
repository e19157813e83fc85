import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import TextGeneration
import Testing

@Suite struct SequencePolicyGradientTests {
  static let model = SmallModels.recurrent(seed: 41)

  /// The mean of the estimate over all sequences, each of them as a batch of one.
  private func expectedGradient(
    baseline: any BaselineRule, values: ([Int]) -> [Double]
  ) -> [Double] {
    let training = SequencePolicyGradient(
      Self.model, optimizer: SGD(learningRate: 1), baseline: baseline, batch: 1, length: 3)
    let node = AutoregressiveNode(Self.model, length: 3)
    var sum = [Double](repeating: 0, count: Self.model.parameterCount)
    for sequence in node.support {
      let probability = Double.exp(node.logProbabilities(of: [sequence])[0])
      let step = SequencePolicyGradient<RecurrentLanguageModel, SGD>.Step(
        sequences: [sequence], values: [values(sequence)])
      for (index, component) in training.gradient(of: step).components.enumerated() {
        sum[index] += probability * component
      }
    }
    return sum
  }

  @Test(arguments: [0, 0.7])
  func `its mean is the slope of the mean reward, with any baseline`(baseline: Double) {
    let exact = exactSlope(of: oddReward, for: Self.model, length: 3)
    #expect(exact.contains { $0.magnitude > 0.05 })
    let rewards = expectedGradient(baseline: ConstantBaseline(baseline)) { sequence in
      [Double](repeating: oddReward(sequence), count: 3)
    }
    #expect(largestGap(rewards, exact) < 1e-4)
    let values = expectedGradient(
      baseline: MovingAverageBaseline(start: baseline)
    ) { exactValues(of: $0, by: Self.model, oddReward) }
    #expect(largestGap(values, exact) < 1e-4)
  }

  /// A sequence is in the batch twice: its gradient once with 2 times the weight is the sum, and half of that the mean.
  @Test func `the gradient is the mean over sequences, or their sum`() {
    func gradient(_ sequences: [[Int]], _ values: [[Double]], isSummed: Bool) -> [Double] {
      SequencePolicyGradient(
        Self.model, optimizer: SGD(learningRate: 1), batch: 1, length: 2, isSummed: isSummed
      ).gradient(of: .init(sequences: sequences, values: values)).components
    }
    let double = gradient([[1, 0]], [[2, 4]], isSummed: true)
    let sum = gradient([[1, 0], [1, 0]], [[0.5, 3], [1.5, 1]], isSummed: true)
    let mean = gradient([[1, 0], [1, 0]], [[0.5, 3], [1.5, 1]], isSummed: false)
    #expect(largestGap(sum, double) < 1e-5)
    #expect(largestGap(mean.map { 2 * $0 }, double) < 1e-5)
  }

  @Test func `a step uses the baseline, and only then updates it`() {
    var training = SequencePolicyGradient(
      Self.model, optimizer: SGD(learningRate: 0.5),
      baseline: MovingAverageBaseline(decay: 0.75, start: 2), batch: 8, length: 3)
    let before = training
    var (values, stream) = (SentenceReward(Objective(oddReward)), RandomStream(seed: 42))
    let step = training.step(&values, using: &stream)
    let mean = step.sequences.map(oddReward).reduce(0, +) / 8
    #expect((step.meanValue - mean).magnitude < 1e-12)
    #expect((training.baseline.values(rows: 1)[0] - (1.5 + 0.25 * mean)).magnitude < 1e-12)
    var (expected, optimizer) = (Self.model, SGD(learningRate: 0.5))
    optimizer.ascend(&expected, along: before.gradient(of: step).model)
    #expect(numbers(in: training.model) == numbers(in: expected))
    let late = training.baseline.values(rows: 1)[0]
    #expect((late - 2).magnitude > 0.1)
  }

  /// Three tokens alike: at the start one in 9 is; a step is along the gradient of the mean reward.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `training raises the reward`(seed: UInt64) {
    let reward = Objective<[Int]> { $0[0] == $0[1] && $0[1] == $0[2] ? 1 : 0 }
    var values = MonteCarloSearch(reward, policy: Self.model, samples: 4)
    var training = SequencePolicyGradient(
      Self.model, optimizer: chain(Clip(norm: 5), Adam(learningRate: 0.05)),
      baseline: MovingAverageBaseline(decay: 0.8), batch: 16, length: 3)
    var stream = RandomStream(seed: seed)
    func mean() -> Double {
      exactMean(of: reward, on: AutoregressiveNode(training.model, length: 3))
    }
    #expect(mean() < 0.5)
    for _ in 0..<80 {
      training.step(&values, using: &stream)
      values.follow(training.model)
    }
    #expect(mean() > 0.9)
  }

  @Test func `a discounted reward reaches earlier tokens less`() {
    let values = SentenceReward(Objective { Double($0[0]) }, discount: 0.5)
    var stream = RandomStream(seed: 43)
    let found = values.values(of: [[2, 0, 1], [1, 0, 0]], using: &stream)
    #expect(found == [[0.5, 1, 2], [0.25, 0.5, 1]])
  }

  @Test func `training that is none traps`() async {
    await #expect(processExitsWith: .failure) {
      _ = SequencePolicyGradient(Self.model, optimizer: SGD(learningRate: 1), batch: 0, length: 3)
    }
    await #expect(processExitsWith: .failure) {
      _ = SentenceReward(Objective(oddReward), discount: 1.5)
    }
  }
}
