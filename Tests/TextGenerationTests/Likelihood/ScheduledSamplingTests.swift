import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import TextGeneration
import Testing

@Suite struct ScheduledSamplingTests {
  @Test func `schedules are those of the paper`() {
    let linear = TruthSchedule.linear(from: 0.9, slope: 0.25, least: 0.2)
    #expect(largestGap((0..<5).map { linear($0) }, [0.9, 0.65, 0.4, 0.2, 0.2]) < 1e-15)
    #expect(largestGap((0..<3).map { TruthSchedule.exponential(0.5)($0) }, [1, 0.5, 0.25]) < 1e-15)
    let sigmoid = TruthSchedule.inverseSigmoid(10)
    #expect((sigmoid(0) - 10.0 / 11).magnitude < 1e-15)
    // Half way where exp(i/k) = k; 23.03 steps at k = 10.
    #expect(sigmoid(23) > 0.5 && sigmoid(24) < 0.5)
    #expect((sigmoid(30) - 10 / (10 + Double.exp(3))).magnitude < 1e-15)
    #expect(sigmoid(100_000) == 0)
  }

  @Test func `with true tokens alone it is maximum likelihood`() {
    var stream = RandomStream(seed: 21)
    let sequences = SmallModels.recurrent(seed: 21).generate(20, length: 5, using: &stream)
    let training = MaximumLikelihood(epochs: 2, batchSize: 8)
    var sampled = SmallModels.recurrent(seed: 22)
    var (known, optimizers) = (sampled, (Adam(learningRate: 0.05), Adam(learningRate: 0.05)))
    var outer = RandomStream(seed: 23)
    var inner = RandomStream(drawnFrom: &outer)
    outer = RandomStream(seed: 23)
    var scheduled = ScheduledSampling(training, truth: .linear(slope: 0))
    let first = scheduled.train(
      &sampled, on: sequences, heldOut: sequences, optimizer: &optimizers.0, using: &outer)
    let second = training.train(
      &known, on: sequences, heldOut: sequences, optimizer: &optimizers.1, using: &inner)
    #expect(numbers(in: sampled) == numbers(in: known) && first == second)
    #expect(scheduled.stepCount == 6)
  }

  /// Of all tokens a share ε is true, and of the others those that happen to be: the model draws 0, 1, 2 and 3 alike, as its
  /// logits are 0.
  @Test(arguments: [0, 0.3, 0.8])
  func `tokens are true as often as the schedule says`(truth: Double) {
    let model = SmallModels.recurrent(4).mapTensors { $0 * 0 }
    var stream = RandomStream(seed: 24)
    let sequences = [[Int]](repeating: [2, 2, 2, 2, 2, 2], count: 2_000)
    let inputs = model.mixedInputs(sequences, truth: truth, using: &stream)
    #expect(inputs.count == 2_000 && inputs.allSatisfy { $0.count == 5 })
    let agreeing = inputs.joined().count { $0 == 2 }
    #expect(deviations(agreeing, of: 10_000, probability: truth + (1 - truth) / 4) < 4.5)
  }

  /// Nothing true is read, so that inputs are the model's own sequences.
  @Test func `what the model reads of its own it draws after what it read`() {
    let model = SmallModels.recurrent(seed: 25)
    var stream = RandomStream(seed: 25)
    let inputs = model.mixedInputs(
      [[Int]](repeating: [0, 0, 0], count: 20_000), truth: 0, using: &stream)
    for sequence in SmallModels.sequences(3, length: 2) {
      let probability = Double.exp(model.stepwiseLogProbabilities(of: [sequence])[0])
      let count = inputs.count { $0 == sequence }
      #expect(deviations(count, of: 20_000, probability: probability) < 4.5)
    }
  }

  /// Logits that are a hundred times as far apart leave one token to draw, the greedy one: so what is read is known.
  @Test func `a step is down the slope of the true tokens given what was read`() {
    let sequences = [[0, 1, 2, 0], [2, 2, 1, 1], [1, 0, 0, 2]]
    var (model, stream) = (SmallModels.recurrent(seed: 26), RandomStream(seed: 26))
    model.output = model.output.mapTensors { $0 * 100 }
    let read = model.generate(3, length: 3, decoding: .greedy, using: &stream)
    let slope = gradient(at: model) {
      $0.crossEntropy(
        of: sequences, given: read, weights: [Float](repeating: 1 / 12, count: 12))
    }
    var (expected, optimizers) = (model, (SGD(learningRate: 1), SGD(learningRate: 1)))
    optimizers.0.update(&expected, along: slope)
    var scheduled = ScheduledSampling(
      MaximumLikelihood(epochs: 1, batchSize: 3), truth: .linear(from: 0, slope: 0))
    scheduled.train(&model, on: sequences, optimizer: &optimizers.1, using: &stream)
    #expect(largestGap(numbers(in: model), numbers(in: expected)) < 1e-4)
    #expect(largestGap(numbers(in: slope), numbers(in: slope.mapTensors { $0 * 0 })) > 0.1)
  }

  @Test func `training goes on where the schedule stands`() {
    var stream = RandomStream(seed: 27)
    let sequences = SmallModels.recurrent(seed: 27).generate(6, length: 3, using: &stream)
    var (model, optimizer) = (SmallModels.recurrent(seed: 28), SGD(learningRate: 0.1))
    var scheduled = ScheduledSampling(
      MaximumLikelihood(epochs: 1, batchSize: 4), truth: .exponential(0.9))
    for steps in [2, 4, 6] {
      scheduled.train(&model, on: sequences, optimizer: &optimizer, using: &stream)
      #expect(scheduled.stepCount == steps)
    }
  }

  @Test func `schedules that rise or leave 0 … 1 trap`() async {
    await #expect(processExitsWith: .failure) {
      _ = ScheduledSampling(MaximumLikelihood(epochs: 1), truth: .linear(slope: -0.1))
    }
    await #expect(processExitsWith: .failure) {
      _ = ScheduledSampling(MaximumLikelihood(epochs: 1), truth: .linear(from: 2, slope: 0.1))
    }
    await #expect(processExitsWith: .failure) {
      _ = ScheduledSampling(MaximumLikelihood(epochs: 1), truth: .exponential(1.5))
    }
    await #expect(processExitsWith: .failure) {
      _ = ScheduledSampling(MaximumLikelihood(epochs: 1), truth: .inverseSigmoid(0.5))
    }
  }
}
