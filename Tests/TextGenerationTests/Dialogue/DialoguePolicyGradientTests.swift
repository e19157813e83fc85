import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import TextGeneration
import Testing

private typealias Training = DialoguePolicyGradient<SGD>

@Suite struct DialoguePolicyGradientTests {
  @Test func `advantages worked by hand`() {
    let training = Training(
      SmallAgents.agent(seed: 3), optimizer: SGD(learningRate: 1), rewards: SmallAgents.rewards(),
      samples: 3, discount: 0.5)
    // Returns 3, 2, 4 and 6, 6, 6 of two messages at first; 4, 0, 2 and 0, 8, 4 at last.
    let advantages = training.advantages(of: [[1, 2, 3, 6, 2, 4], [4, 0, 2, 0, 8, 4]])
    #expect(advantages == [[0, -1.5, 1.5, 0, 0, 0], [3, -3, 0, -6, 6, 0]])
  }

  @Test func `rewards beyond the lookahead don't count`() {
    func advantages(_ lookahead: Int, _ rewards: [[Double]]) -> [[Double]] {
      Training(
        SmallAgents.agent(seed: 3), optimizer: SGD(learningRate: 1),
        rewards: SmallAgents.rewards(), samples: 2, discount: 0.5, lookahead: lookahead
      ).advantages(of: rewards)
    }
    let rewards: [[Double]] = [[0, 2], [4, 0], [8, 0]]
    #expect(advantages(0, rewards) == [[-2, 2], [4, -4], [8, -8]])
    #expect(advantages(1, rewards) == [[0, 0], [8, -8], [8, -8]])
    #expect(advantages(2, rewards) == [[2, -2], [8, -8], [8, -8]])
    for all in [9, .max] { #expect(advantages(all, rewards) == advantages(2, rewards)) }
  }

  /// Replies of one token, an end or a word; two turns; two conversations: 81 cases.
  @Test(arguments: [1, 0.5], [false, true])
  func `over all conversations its mean is the slope of the mean return`(
    discount: Double, endsEarly: Bool
  ) {
    let (agent, rewards) = (SmallAgents.agent(seed: 3, length: 1), SmallAgents.rewards(length: 1))
    let training = Training(
      agent, optimizer: SGD(learningRate: 1), rewards: rewards, samples: 2, discount: discount)
    let message = [0, 1]
    let exact = exactSlope(
      of: rewards, from: message, discount: discount, endsEarly: endsEarly, agent: agent)
    #expect(exact.contains { $0.magnitude > 0.02 })

    var mean = [Double](repeating: 0, count: exact.count)
    for (first, second, third, fourth) in cases {
      let replies = [[[first], [second]], [[third], [fourth]]]
      let histories = [
        [[message], [message]], replies[0].map { [message, $0.sentence(endedBy: 2)] },
      ]
      let pairs = zip(replies.joined(), histories.joined())
      let probability = pairs.reduce(1) {
        $0 * Double.exp(agent.logProbabilities(of: [$1.0.sentence(endedBy: 2)], to: [$1.1])[0])
      }
      var values = zip(replies, histories).map { rewards.objective(answering: $1).values($0) }
      let replyCounts = replies[0].map { endsEarly && $0 == [1] ? 1 : 2 }
      for row in 0..<2 where replyCounts[row] == 1 { values[1][row] = 0 }
      let step = Training.Step(
        histories: histories, replies: replies, rewards: values, replyCounts: replyCounts)
      for (index, component) in training.gradient(of: step).components.enumerated() {
        mean[index] += probability * component
      }
    }
    #expect(largestGap(mean, exact) < 1e-5)
  }

  private var cases: [(Int, Int, Int, Int)] {
    (0..<81).map { ($0 % 3, $0 / 3 % 3, $0 / 9 % 3, $0 / 27) }
  }

  /// ∇ Σ_a p(a | m) (r(a; m) + γ Σ_b p(b | m, a) r(b; m, a)), without the second sum where the word 1 ends it.
  private func exactSlope(
    of rewards: DialogueRewards, from message: [Int], discount: Double, endsEarly: Bool,
    agent: DialogueAgent
  ) -> [Double] {
    let replies = [[0], [1], [2]]
    func values(_ history: [[Int]]) -> Tensor {
      let histories = [[[Int]]](repeating: history, count: 3)
      return Tensor(rewards.objective(answering: histories).values(replies).map { Float($0) })
    }
    let slope = Tensors.gradient(at: agent) { agent in
      func probabilities(_ history: [[Int]]) -> Tensor {
        let model = agent.answering([history])
        return softmax(model.logits(in: model.initialState(rows: 1))).reshaped(to: [3])
      }
      let later = replies.map { reply in
        let history = [message, reply.sentence(endedBy: 2)]
        let goesOn: Float = endsEarly && reply == [1] ? 0 : 1
        return goesOn * (probabilities(history) * values(history)).sum()
      }
      return (probabilities([message]) * (values([message]) + Float(discount) * stack(later))).sum()
    }
    return slope.tensors.flatMap { $0.scalars.map(Double.init) }
  }

  @Test func `a step talks, and moves the agent along the gradient of what was said`() {
    let start = Training(
      SmallAgents.agent(seed: 3), optimizer: SGD(learningRate: 0.1), rewards: SmallAgents.rewards())
    var (training, again) = (start, start)
    var (random, same, other) = (
      RandomStream(seed: 7), RandomStream(seed: 7), RandomStream(seed: 7)
    )
    let step = training.step(from: [[0], [1, 0]], turns: 3, using: &random)
    let talk = start.talk(from: [[0], [1, 0]], turns: 3, using: &same)
    #expect(step.replies == talk.replies && step.rewards == talk.rewards)
    #expect(step.histories.map(\.count) == [8, 8, 8])
    #expect(
      step.histories[0] == [[[Int]]](repeating: [[0]], count: 4)
        + [[[Int]]](repeating: [[1, 0]], count: 4))
    for row in 0..<8 {
      #expect(
        step.histories[1][row] == [
          step.histories[0][row][0], step.replies[0][row].sentence(endedBy: 2),
        ])
      #expect(step.histories[2][row] == step.replies[0...1].map { $0[row].sentence(endedBy: 2) })
    }
    var (expected, optimizer) = (start.agent, SGD(learningRate: 0.1))
    optimizer.ascend(&expected.model, along: start.gradient(of: talk).model)
    #expect(training.agent.tensors.map(\.scalars) == expected.tensors.map(\.scalars))
    again.step(from: [[0], [1, 0]], turns: 3, using: &other)
    #expect(again.agent.tensors.map(\.scalars) == training.agent.tensors.map(\.scalars))
    #expect(training.agent.tensors.map(\.scalars) != start.agent.tensors.map(\.scalars))
    // What scores is as it was.
    #expect(
      training.rewards.forward.tensors.map(\.scalars)
        == start.rewards.forward.tensors.map(\.scalars))
  }

  @Test func `conversations end by the rules, and what follows counts for nothing`() {
    let rules = ConversationRules(dullReplies: [[1]], limit: 3)
    func talk(_ rules: ConversationRules?) -> Training.Step {
      var random = RandomStream(seed: 9)
      return Training(
        SmallAgents.agent(seed: 3), optimizer: SGD(learningRate: 1),
        rewards: SmallAgents.rewards(), rules: rules
      ).talk(from: [[0], [1, 0], [1]], turns: 3, using: &random)
    }
    let (free, ruled) = (talk(nil), talk(rules))
    #expect(free.replyCounts == [Int](repeating: 3, count: 12))
    #expect(ruled.replies == free.replies)
    var ends = Set<Int>()
    for row in 0..<12 {
      var turns = [free.histories[0][row][0]]
      var length = 3
      for turn in 0..<3 {
        turns.append(free.replies[turn][row].sentence(endedBy: 2))
        if rules.ending(of: turns) != nil { length = min(length, turn + 1) }
      }
      ends.insert(length)
      #expect(ruled.replyCounts[row] == length)
      for turn in 0..<3 {
        #expect(ruled.rewards[turn][row] == (turn < length ? free.rewards[turn][row] : 0))
      }
    }
    // A dull first reply ends one, the limit of three turns another.
    #expect(ends == [1, 2])
  }

  @Test func `what was drawn after the end moves nothing, and isn't in the mean`() {
    let training = Training(
      SmallAgents.agent(seed: 3), optimizer: SGD(learningRate: 1), rewards: SmallAgents.rewards(),
      samples: 2)
    func step(_ late: [Int], _ replyCounts: [Int]) -> Training.Step {
      Training.Step(
        histories: [[[[0]], [[0]]], [[[0], [1]], [[0], [0]]]],
        replies: [[[1, 2, 2], [0, 2, 2]], [late, [1, 2, 2]]], rewards: [[1, 3], [0, 2]],
        replyCounts: replyCounts)
    }
    func slope(_ late: [Int], _ replyCounts: [Int]) -> [Double] {
      training.gradient(of: step(late, replyCounts)).components
    }
    #expect(slope([0, 2, 2], [1, 2]) == slope([1, 1, 2], [1, 2]))
    #expect(slope([0, 2, 2], [2, 2]) != slope([1, 1, 2], [2, 2]))
    #expect(step([0, 2, 2], [1, 2]).meanReward == 2)
    #expect(step([0, 2, 2], [2, 2]).meanReward == 1.5)
  }

  @Test func `the gradient sees no further than the lookahead`() {
    func slope(_ lookahead: Int?, _ rewards: [[Double]]) -> [Double] {
      let training = Training(
        SmallAgents.agent(seed: 3), optimizer: SGD(learningRate: 1),
        rewards: SmallAgents.rewards(), samples: 2, lookahead: lookahead)
      let step = Training.Step(
        histories: [[[[0]], [[0]]], [[[0], [1]], [[0], [1]]]],
        replies: [[[1, 2, 2], [0, 2, 2]], [[1, 2, 2], [1, 2, 2]]], rewards: rewards,
        replyCounts: [2, 2])
      return training.gradient(of: step).components
    }
    // The last replies are the same to the same, so that their advantages cancel.
    #expect(largestGap(slope(0, [[1, 2], [0, 9]]), slope(0, [[1, 2], [7, 3]])) < 1e-6)
    #expect(largestGap(slope(nil, [[1, 2], [0, 9]]), slope(nil, [[1, 2], [7, 3]])) > 0.01)
  }

  @Test func `what is no training, no step and no message traps`() async {
    expectTrap(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Training(
          SmallAgents.agent(seed: 3), optimizer: SGD(learningRate: 1),
          rewards: SmallAgents.rewards(), samples: 1)
      }, saying: "1 conversations a message; a baseline needs 2")
    expectTrap(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Training(
          SmallAgents.agent(seed: 3), optimizer: SGD(learningRate: 1),
          rewards: SmallAgents.rewards(), discount: 1.5)
      }, saying: "the discount 1.5")
    expectTrap(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Training(
          SmallAgents.agent(seed: 3), optimizer: SGD(learningRate: 1),
          rewards: SmallAgents.rewards(), lookahead: -1)
      }, saying: "the lookahead -1")
    expectTrap(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var random = RandomStream(seed: 1)
        _ = Training(
          SmallAgents.agent(seed: 3), optimizer: SGD(learningRate: 1),
          rewards: SmallAgents.rewards()
        ).talk(from: [], turns: 1, using: &random)
      }, saying: "1 turns about 0 messages")
    expectTrap(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Training(
          SmallAgents.agent(seed: 3), optimizer: SGD(learningRate: 1),
          rewards: SmallAgents.rewards(), samples: 2
        ).advantages(of: [[1, 2, 3]])
      }, saying: "turns with [3] rewards")
    expectTrap(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Training.Step(
          histories: [[[[0]]]], replies: [[[1]]], rewards: [[1]], replyCounts: [2])
      }, saying: "1 to 1 count")
  }
}
