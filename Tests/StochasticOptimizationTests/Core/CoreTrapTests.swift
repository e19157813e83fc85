import NeuralNetworks
import StochasticOptimization
import Tensors
import Testing

/// What a programmer gets wrong ends the program, and the message shows the values.
@Suite struct CoreTrapTests {
  private func message(of result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func `nodes without whole rows of finite parameters`() async {
    let ragged = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = BernoulliNode(logits: [1, 2, 3], coins: 2)
    }
    #expect(message(of: ragged).contains("BernoulliNode: 3 log-odds, 2 coins a row"))
    let infinite = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = BernoulliNode(logits: [.infinity])
    }
    #expect(message(of: infinite).contains("finite ones are needed"))
    let odd = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = GaussianNode(parameters: [0, 0, 0], components: 1)
    }
    #expect(message(of: odd).contains("GaussianNode: 3 parameters for 1 components"))
    let few = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = GaussianNode(mean: [0, 1], logDeviation: [0])
    }
    #expect(message(of: few).contains("GaussianNode: 1 log σ for 2 rows"))
  }

  @Test func `outcomes of other rows`() async {
    let logs = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = BernoulliNode(logits: [1, 2], coins: 1).logProbabilities(of: [[1]])
    }
    #expect(
      message(of: logs).contains("BernoulliNode.logProbabilities: 1 outcomes for 2 rows"))
    let score = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let node = GaussianNode(mean: [0], logDeviation: [0])
      _ = node.score(of: [[1], [2]], weights: [1, 1])
    }
    #expect(message(of: score).contains("GaussianNode.addScore: 2 outcomes for 1 rows"))
    let many = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = BernoulliNode(logits: [Double](repeating: 0, count: 25)).support
    }
    #expect(message(of: many).contains("2^25 outcomes are too many to list"))
  }

  @Test func `the gradient of a black box`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var random = SystemRandomNumberGenerator()
      let node = GaussianNode(mean: [0], logDeviation: [0])
      _ = Pathwise().estimate(of: Objective { $0[0] }, on: node, using: &random)
    }
    #expect(message(of: result).contains("∇f(z) is asked for, and f is a black box"))
    let ragged = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Objective.tensors { $0.sum(along: 1) }.values([[1, 2], [3]])
    }
    #expect(message(of: ragged).contains("rows of 2 and of 1 numbers in one tensor"))
  }

  @Test func `too few draws`() async {
    let score = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ScoreFunction<BernoulliNode, ConstantBaseline>(count: 0)
    }
    #expect(message(of: score).contains("ScoreFunction: 0 draws"))
    let one = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LeaveOneOut<BernoulliNode>(count: 1)
    }
    #expect(message(of: one).contains("LeaveOneOut: 1 draws; at least two"))
    let path = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Pathwise<GaussianNode>(count: 0)
    }
    #expect(message(of: path).contains("Pathwise: 0 draws"))
    let critical = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SelfCritical<BernoulliNode>(count: 0)
    }
    #expect(message(of: critical).contains("SelfCritical: 0 draws"))
    let bound = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = VIMCO<BernoulliNode>(count: 1)
    }
    #expect(message(of: bound).contains("VIMCO: 1 draws; at least two"))
    let none = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = IndependentDraws(of: BernoulliNode(logits: [0]), count: 0)
    }
    #expect(message(of: none).contains("IndependentDraws: 0 draws"))
  }

  @Test func `sets and sums that don't fit the outcomes`() async {
    let single = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = UnorderedSet<BernoulliNode>(count: 1)
    }
    #expect(message(of: single).contains("UnorderedSet: 1 outcomes; from 2 to 16"))
    let many = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var random = SystemRandomNumberGenerator()
      let node = BernoulliNode(logits: [0])
      _ = UnorderedSet(count: 3).estimate(of: Objective { $0[0] }, on: node, using: &random)
    }
    #expect(message(of: many).contains("UnorderedSet: 3 different outcomes, of 2"))
    let empty = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = RaoBlackwellized<BernoulliNode, ConstantBaseline>(top: 0)
    }
    #expect(message(of: empty).contains("RaoBlackwellized: 0 outcomes to sum over and 1 draws"))
    let all = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var random = SystemRandomNumberGenerator()
      let node = BernoulliNode(logits: [0])
      _ = RaoBlackwellized(top: 2).estimate(of: Objective { $0[0] }, on: node, using: &random)
    }
    #expect(message(of: all).contains("RaoBlackwellized: 2 of 2 outcomes leave none to draw"))
  }

  @Test func `baselines that don't fit`() async {
    let decay = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = MovingAverageBaseline(decay: 1)
    }
    #expect(message(of: decay).contains("decay 1.0 and start 0.0"))
    let rows = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let node = BernoulliNode(logits: [0])
      _ = optimalBaseline(of: Objective { $0[0] }, on: node).values(rows: 2)
    }
    #expect(message(of: rows).contains("OptimalBaseline: 1 baselines for 2 rows"))
    let context = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let network = Dense(weights: .zeros([2, 1]), bias: nil)
      _ = LearnedBaseline(
        network, context: Tensor([[1, 2], [3, 4]]), optimizer: SGD(learningRate: 1)
      ).values(rows: 3)
    }
    #expect(
      message(of: context).contains("a context of shape [2, 2] gives 2 numbers for 3 rows"))
  }

  @Test func `chance that can't be gone through`() async {
    let coarse = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = EnumeratedChance.mean(resolution: 4) { $0.uniform() }
    }
    #expect(message(of: coarse).contains("a resolution of 4.0"))
    let many = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      EnumeratedChance.forEachCase(limit: 3) { chance in
        [chance.coin(0.5), chance.coin(0.5)]
      } visit: { _, _ in
      }
    }
    #expect(message(of: many).contains("there are more than 3 cases"))
    let nothing = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = EnumeratedChance.mean { Double($0.choice([0, 0])) }
    }
    #expect(message(of: nothing).contains("none of the probabilities [0.0, 0.0] is positive"))
    let vectors = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var vector = [1.0]
      vector.add([1, 2], times: 1)
    }
    #expect(message(of: vectors).contains("a vector of 2 numbers added to one of 1"))
  }
}
