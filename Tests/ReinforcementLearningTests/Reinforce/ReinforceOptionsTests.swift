import ReinforcementLearning
import Testing

@Suite struct ReinforceOptionsTests {
  private static let standardized = [
    ReinforceOptions.Standardization.episode, ReinforceOptions.Standardization.batch,
  ]

  @Test func `a lost game of three moves is credited with what is to come`() {
    let options = ReinforceOptions(discount: 0.9)
    #expect(options.credit == .rewardToGoDroppingTimeDiscount && options.standardization == .none)
    #expect(options.entropyBonus == 0 && ReinforceOptions().discount == 0.99)
    #expect(distance(options.credits(of: [[0, 0, -1]])[0], [-0.81, -0.9, -1]) <= 1e-15)
  }

  @Test(arguments: Credit.allCases)
  func `without standardisation each episode has the weights of its credit`(credit: Credit) {
    let rewards: [[Double]] = [[1, 0, -2], [], [3]]
    let options = ReinforceOptions(discount: 0.5, credit: credit)
    #expect(options.credits(of: rewards) == rewards.map { credit.weights(of: $0, discount: 0.5) })
  }

  /// Credits 3, 2, 1 and 1: each episode has mean 2 and variance 2/3, and 1 and 0; all four have mean
  /// 7/4 and variance 11/16.
  @Test func `credits are standardised over an episode or the batch, as worked out by hand`() {
    let rewards: [[Double]] = [[1, 1, 1], [], [1]]
    func credits(_ over: ReinforceOptions.Standardization) -> [[Double]] {
      ReinforceOptions(discount: 1, standardization: over).credits(of: rewards)
    }
    let unit = (1.5).squareRoot()
    let episodes = credits(.episode)
    #expect(distance(episodes[0], [unit, 0, -unit]) <= 1e-15)
    #expect(episodes[1].isEmpty && episodes[2] == [0])
    let scale = (11.0 / 16).squareRoot()
    let batch = credits(.batch)
    #expect(distance(batch[0], [1.25, 0.25, -0.75].map { $0 / scale }) <= 1e-15)
    #expect(batch[1].isEmpty && distance(batch[2], [-0.75 / scale]) <= 1e-15)
  }

  @Test(arguments: standardized, 0..<3 as Range<UInt64>)
  func `standardised credits have mean 0 and deviation 1, whatever the unit of reward`(
    over: ReinforceOptions.Standardization, seed: UInt64
  ) {
    let numbers = Sample.parameters(seed: seed, count: 40)
    let rewards = [Array(numbers[0..<7]), Array(numbers[7..<30]), Array(numbers[30..<40])]
    let options = ReinforceOptions(discount: 0.9, standardization: over)
    let credits = options.credits(of: rewards)
    #expect(credits.map(\.count) == [7, 23, 10])
    for group in over == .batch ? [credits.flatMap { $0 }] : credits {
      let count = Double(group.count)
      #expect((group.reduce(0, +) / count).magnitude <= 1e-13)
      #expect((group.reduce(0) { $0 + $1 * $1 } / count - 1).magnitude <= 1e-13)
    }
    let dollars = options.credits(of: rewards.map { $0.map { 700 * $0 } })
    for (one, other) in zip(credits, dollars) { #expect(distance(one, other) <= 1e-12) }
  }

  /// Adding up 0.1 a hundred thousand times errs by 2e-12 of the sum.
  @Test(arguments: standardized)
  func `credits that are all alike become zeros, few or many`(
    over: ReinforceOptions.Standardization
  ) {
    let options = ReinforceOptions(discount: 0, standardization: over)
    for number in [0, 0.1, -1, 1e9] {
      for count in [1, 3, 100_000] {
        let credits = options.credits(of: [[Double](repeating: number, count: count)])[0]
        #expect(credits.count == count && credits.allSatisfy { $0 == 0 })
      }
    }
    #expect(options.credits(of: [[], []]) == [[], []])
    #expect(options.credits(of: []).isEmpty)
  }

  @Test func `small differences between large credits count`() {
    let options = ReinforceOptions(discount: 0, standardization: .batch)
    #expect(options.credits(of: [[1e6, 1e6 + 1]]) == [[-1, 1]])
  }

  @Test func `a discount above 1 and a negative bonus trap`() async {
    let discount = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = ReinforceOptions(discount: 1.1) }
    #expect(message(of: discount).contains("a discount of 1.1"))
    let bonus = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ReinforceOptions(entropyBonus: -0.5)
    }
    #expect(message(of: bonus).contains("an entropy bonus of -0.5"))
  }
}
