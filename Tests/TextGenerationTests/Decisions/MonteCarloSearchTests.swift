import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import TextGeneration
import Testing

@Suite struct MonteCarloSearchTests {
  /// Two models, so that it matters whose continuations are drawn.
  static let (policy, model) = (SmallModels.recurrent(seed: 31), SmallModels.recurrent(seed: 32))
  static let sequences = [[0, 2, 1], [2, 0, 0]]

  /// The mean of 400 searches of 16 roll-outs is within 4.5 standard errors; these are of its own deviations.
  @Test(arguments: [1, 2] as [UInt64])
  func `values are those of enumeration on average`(seed: UInt64) {
    var search = MonteCarloSearch(Objective(oddReward), policy: Self.policy)
    var stream = RandomStream(seed: seed)
    let runs = (0..<400).map { _ in
      search.values(of: Self.sequences, using: &stream)
    }
    for (row, sequence) in Self.sequences.enumerated() {
      let exact = exactValues(of: sequence, by: Self.policy, oddReward)
      let others = exactValues(of: sequence, by: Self.model, oddReward)
      for time in 0..<2 {
        let mean = SampleMean(of: runs.map { $0[row][time] })
        #expect((mean.value - exact[time]).magnitude < 4.5 * mean.standardError)
        #expect(mean.standardError > 0 && (exact[time] - others[time]).magnitude > 0.01)
      }
      #expect(runs.allSatisfy { $0[row][2] == oddReward(sequence) })
    }
    search.objective = Objective { _ in 1.5 }
    #expect(
      search.values(of: Self.sequences, using: &stream)
        == [[1.5, 1.5, 1.5], [1.5, 1.5, 1.5]])
  }

  @Test func `roll-outs keep their beginnings, and rewards are asked for once`() {
    let search = MonteCarloSearch(Objective(oddReward), policy: Self.policy, samples: 3)
    var stream = RandomStream(seed: 3)
    let finished = search.rollouts(of: [[0, 2, 1, 1], [2, 0, 0, 1]], using: &stream)
    #expect(finished.count == 3 * 2 * 3 && finished.allSatisfy { $0.count == 4 })
    for time in 1...3 {
      for (row, sequence) in [[0, 2, 1, 1], [2, 0, 0, 1]].enumerated() {
        for sample in 0..<3 {
          let rollout = finished[(time - 1) * 6 + row * 3 + sample]
          #expect(rollout[..<time] == sequence[..<time])
        }
      }
    }
    var calls: [Int] = []
    var counting = MonteCarloSearch(
      .batched { sequences in
        calls.append(sequences.count)
        return sequences.map { _ in 0 }
      }, policy: Self.policy, samples: 3)
    _ = counting.values(of: [[0, 2, 1, 1], [2, 0, 0, 1]], using: &stream)
    #expect(calls == [20])
    counting.objective = Objective { Double($0.count) }
    #expect(counting.values(of: [[1], [0]], using: &stream) == [[1], [1]])
    #expect(counting.values(of: [], using: &stream).isEmpty)
  }

  /// Roll-outs of one beginning are independent: their mean of N varies as 1/N.
  @Test func `more samples vary less`() {
    func variance(_ samples: Int) -> Double {
      let search = MonteCarloSearch(
        Objective(oddReward), policy: Self.policy, samples: samples)
      var stream = RandomStream(seed: 4)
      let values = (0..<800).map { _ in
        search.values(of: [[0, 2, 1]], using: &stream)[0][0]
      }
      let mean = values.reduce(0, +) / 800
      return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 799
    }
    // Each variance is off by √(2/799) = 5 % (less, as rewards are bounded), so their ratio by 7 %.
    #expect((variance(1) / variance(8) / 8 - 1).magnitude < 4.5 * 0.0708)
  }

  @Test func `the policy follows with inertia`() {
    let (policy, model) = (numbers(in: Self.policy), numbers(in: Self.model))
    for inertia: Float in [0, 0.8, 1] {
      var search = MonteCarloSearch(
        Objective(oddReward), policy: Self.policy, inertia: inertia)
      search.follow(Self.model)
      let expected = zip(policy, model).map { Double(inertia) * $0 + Double(1 - inertia) * $1 }
      #expect(largestGap(numbers(in: search.policy), expected) < 1e-6)
    }
  }

  @Test func `searches that are none trap`() async {
    await #expect(processExitsWith: .failure) {
      _ = MonteCarloSearch(Objective(oddReward), policy: Self.policy, samples: 0)
    }
    await #expect(processExitsWith: .failure) {
      _ = MonteCarloSearch(Objective(oddReward), policy: Self.policy, inertia: 1.5)
    }
    await #expect(processExitsWith: .failure) {
      var random = RandomStream(seed: 1)
      _ = MonteCarloSearch(Objective(oddReward), policy: Self.policy)
        .rollouts(of: [[0, 1, 0], [0]], using: &random)
    }
  }
}
