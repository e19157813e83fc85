import Decisions
import NeuralNetworks
import RandomStreams
import ReinforcementLearning
import Tensors
import Testing

/// Baselines by themselves, on batches small enough to work out by hand.
@Suite struct ReturnBaselineTests {
  private static func batch(_ returns: [[Double]]) -> ReturnBatch<[Double]> {
    ReturnBatch(
      observations: returns.map { $0.indices.map { [Double($0 + 1)] } }, returns: returns)
  }

  // MARK: - Returns and credits

  @Test(arguments: Credit.allCases, 0..<3 as Range<UInt64>)
  func `credits are returns times what a baseline is multiplied by, to the last bit`(
    credit: Credit, seed: UInt64
  ) {
    let numbers = Sample.parameters(seed: seed, count: 12)
    let rewards = [Array(numbers[0..<7]), [], Array(numbers[7..<12])]
    let returns = rewards.map { credit.returns(of: $0, discount: 0.7) }
    for standardization in ReinforceOptions.Standardization.allCases {
      let options = ReinforceOptions(
        discount: 0.7, credit: credit, standardization: standardization)
      let zeros = returns.map { $0.map { _ in 0.0 } }
      #expect(options.credits(ofReturns: returns, less: zeros) == options.credits(of: rewards))
    }
  }

  /// Returns ½, −1, −2 less 1 are −½, −2, −3; times γᵗ they are −½, −1, −¾.
  @Test func `a baseline is subtracted before γᵗ`() {
    let rewards: [Double] = [1, 0, -2]
    #expect(Credit.rewardToGo.returns(of: rewards, discount: 0.5) == [0.5, -1, -2])
    func credits(_ credit: Credit) -> [Double] {
      ReinforceOptions(discount: 0.5, credit: credit).credits(
        ofReturns: [credit.returns(of: rewards, discount: 0.5)], less: [[1, 1, 1]])[0]
    }
    #expect(credits(.rewardToGo) == [-0.5, -1, -0.75])
    #expect(credits(.rewardToGoDroppingTimeDiscount) == [-0.5, -2, -3])
    #expect(credits(.wholeTrajectory) == [-0.5, -0.5, -0.5])
  }

  // MARK: - Each baseline

  @Test func `a constant is the same everywhere and learns nothing`() {
    var baseline = ConstantReturnBaseline<[Double]>(2.5)
    let batch = Self.batch([[1, 2], [], [3]])
    #expect(baseline.values(for: batch) == [[2.5, 2.5], [], [2.5]])
    baseline.update(from: batch)
    #expect(baseline.value == 2.5 && ConstantReturnBaseline<[Double]>().value == 0)
  }

  /// From 1 with β = ¾: returns 1, 2, 6 have mean 3 and make it 1½; a return −1 makes it 7/8.
  @Test func `a moving average takes in the mean over all actions, when it is told to`() {
    var baseline = MovingAverageReturnBaseline<[Double]>(decay: 0.75, startingFrom: 1)
    let batch = Self.batch([[1, 2], [], [6]])
    #expect(baseline.values(for: batch) == [[1, 1], [], [1]])
    baseline.update(from: batch)
    #expect(baseline.average == 1.5)
    baseline.update(from: Self.batch([[-1]]))
    #expect(baseline.average == 0.875)
    #expect(baseline.values(for: batch) == [[0.875, 0.875], [], [0.875]])
    baseline.update(from: Self.batch([[], []]))
    #expect(baseline.average == 0.875)
    var forgetful = MovingAverageReturnBaseline<[Double]>(decay: 0)
    forgetful.update(from: batch)
    #expect(forgetful.average == 3)
    #expect(MovingAverageReturnBaseline<[Double]>().decay == 0.9)
    #expect(MovingAverageReturnBaseline<[Double]>().average == 0)
  }

  @Test func `each episode is compared with the others at the same time, ended ones with 0`() {
    let baseline = LeaveOneOutReturnBaseline<[Double]>()
    let batch = Self.batch([[6, 2], [4, 8, 1], [2]])
    #expect(baseline.values(for: batch) == [[3, 4], [4, 1, 0], [5]])
    let changed = Self.batch([[6, 2], [0.1, -70, 1e9], [2]])
    #expect(baseline.values(for: changed)[1] == [4, 1, 0])
    #expect(baseline.values(for: Self.batch([[6], []])) == [[0], []])
  }

  /// With b = w o, observations 1, 2 and returns 1, 3: at w = ½ the slope of the mean squared error is
  /// −4½, at 0.95 it is −2¼.
  @Test func `a network is fitted to the returns by steps of its optimiser`() {
    let batch = Self.batch([[1, 3]])
    func weight(after steps: Int) -> Float {
      var baseline = LearnedReturnBaseline(
        Dense(weights: Tensor([[0.5]]), bias: nil), optimizer: SGD(learningRate: 0.1), steps: steps)
      #expect(baseline.values(for: batch) == [[0.5, 1]])
      baseline.update(from: batch)
      baseline.update(from: Self.batch([[], []]))
      return baseline.network.weights.scalars[0]
    }
    #expect((weight(after: 1) - 0.95).magnitude <= 1e-6)
    #expect((weight(after: 2) - 1.175).magnitude <= 1e-6)
  }

  @Test func `a network learns the mean return of each observation, whatever the episode`() {
    var random = RandomStream(seed: 1)
    var baseline = LearnedReturnBaseline(
      Dense(2, 1, bias: nil, using: &random), optimizer: SGD(learningRate: 0.5), steps: 100)
    let (one, two) = ([1.0, 0], [0.0, 1])
    let batch = ReturnBatch(
      observations: [[one, two, two], [], [two]], returns: [[5, 1, 3], [], [-1]])
    baseline.update(from: batch)
    let values = baseline.values(for: batch)
    #expect(values.map(\.count) == [3, 0, 1])
    #expect(distance(values.flatMap { $0 }, [5, 1, 1, 1]) <= 1e-5)
    #expect(baseline.values(for: ReturnBatch(observations: [[]], returns: [[]])) == [[]])
  }

  // MARK: - Traps

  @Test func `decays that are not below 1, and fits without a step, trap`() async {
    let decay = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = MovingAverageReturnBaseline<[Double]>(decay: 1)
    }
    #expect(message(of: decay).contains("decay 1.0"))
    let steps = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LearnedReturnBaseline(
        Dense(weights: Tensor([[0.5]]), bias: nil), optimizer: SGD(learningRate: 1), steps: 0)
    }
    #expect(message(of: steps).contains("a fit of 0 steps"))
  }

  @Test func `one episode has no others to be compared with`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LeaveOneOutReturnBaseline().values(for: Self.batch([[1, 2]]))
    }
    #expect(message(of: result).contains("leaving one of 1 episodes out"))
  }

  @Test func `numbers that don't belong together trap`() async {
    let batch = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ReturnBatch(observations: [[1, 2], [3]], returns: [[1], [2]])
    }
    #expect(message(of: batch).contains("a batch of [2, 1] observations and [1, 1] returns"))
    let values = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ReinforceOptions().credits(ofReturns: [[1], [2, 3]], less: [[1], [2]])
    }
    #expect(message(of: values).contains("[1, 1] baselines for [1, 2] returns"))
    let outputs = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let layer = Dense(weights: Tensor([[1, 2]]), bias: nil)
      _ = LearnedReturnBaseline(layer, optimizer: SGD(learningRate: 1))
        .values(for: Self.batch([[1, 2]]))
    }
    #expect(message(of: outputs).contains("outputs of shape [2, 2], not one a row, for 2 rows"))
  }
}
