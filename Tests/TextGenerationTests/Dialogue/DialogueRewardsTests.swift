import PortableMath
import StochasticOptimization
import Tensors
import TextGeneration
import Testing

@Suite struct DialogueRewardsTests {
  static let replies = [[0, 1], [1], [], [0, 0]]
  static let histories = [[[1], [0]], [[0, 1], [1, 1]], [[1, 0]], [[1, 1], [0]]]

  @Test func `the ease of answering is the mean of dull replies' surprise a token`() {
    let rewards = SmallAgents.rewards()
    for (reply, reward) in zip(Self.replies, rewards.easeOfAnswering(Self.replies)) {
      let (first, second) = (
        steppedLogProbability(of: [0, 1], to: [reply], by: rewards.forward),
        steppedLogProbability(of: [1], to: [reply], by: rewards.forward)
      )
      #expect((reward - -(first / 3 + second / 2) / 2).magnitude < 1e-5)
    }
  }

  @Test func `the information flow is the negative logarithm of the cosine with the turn before`() {
    let rewards = SmallAgents.rewards(leastCosine: 1e-6)
    let flows = rewards.informationFlow(Self.replies, to: Self.histories)
    for row in [0, 1, 3] {
      let (a, b) = (vector(Self.histories[row][0]), vector(Self.replies[row]))
      let cosine = dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot()
      if cosine > 1e-6 { #expect((flows[row] - -Double.log(cosine)).magnitude < 1e-4) }
    }
    #expect(flows[2] == 0)
    func vector(_ turn: [Int]) -> [Double] {
      rewards.forward.model.encoder.representations(of: [[turn]]).rowVectors[0]
    }
  }

  @Test func `the flow is 0 for the same turn again, and no more than the least cosine gives`() {
    let turns = SmallAgents.replies(length: 3)
    let rewards = SmallAgents.rewards(leastCosine: 0.2)
    let most = -Double.log(0.2)
    var (small, clamped) = (0, 0)
    for turn in turns {
      let histories = turns.map { [$0, [0]] }
      let flows = rewards.informationFlow(
        [[Int]](repeating: turn, count: turns.count), to: histories)
      for (other, flow) in zip(turns, flows) {
        if other == turn { #expect(flow.magnitude < 1e-5) }
        #expect(flow <= most)
        let cosine =
          dot(vector(turn), vector(other))
          / (dot(vector(turn), vector(turn)) * dot(vector(other), vector(other))).squareRoot()
        if cosine < -0.01 { clamped += 1 }
        if cosine < -0.01 { #expect(flow == most) }
        if flow > 0.01 && flow < most { small += 1 }
      }
    }
    #expect(clamped > 0 && small > 0)
    func vector(_ turn: [Int]) -> [Double] {
      rewards.forward.model.encoder.representations(of: [[turn]]).rowVectors[0]
    }
  }

  @Test func `semantic coherence looks forward with two turns and back with one`() {
    let rewards = SmallAgents.rewards()
    let values = rewards.semanticCoherence(Self.replies, to: Self.histories)
    for row in Self.replies.indices {
      let (history, reply) = (Self.histories[row], Self.replies[row])
      let message = history[history.count - 1]
      let forward = steppedLogProbability(of: reply, to: history, by: rewards.forward)
      let backward = steppedLogProbability(of: message, to: [reply], by: rewards.backward)
      let expected = forward / Double(reply.count + 1) + backward / Double(message.count + 1)
      #expect((values[row] - expected).magnitude < 1e-5)
    }
  }

  @Test func `a weight of 0 takes its reward out, and the others stay`() {
    let (r1, r2, r3) = (
      SmallAgents.rewards().easeOfAnswering(Self.replies),
      SmallAgents.rewards().informationFlow(Self.replies, to: Self.histories),
      SmallAgents.rewards().semanticCoherence(Self.replies, to: Self.histories)
    )
    for (a, b, c) in [
      (0.25, 0.25, 0.5), (0, 0.25, 0.5), (0.25, 0, 0.5), (0.25, 0.25, 0), (0, 0, 0),
    ] {
      let weights = DialogueRewards.Weights(
        easeOfAnswering: a, informationFlow: b, semanticCoherence: c)
      let sums = SmallAgents.rewards(weights: weights)(Self.replies, to: Self.histories)
      for row in Self.replies.indices {
        #expect((sums[row] - (a * r1[row] + b * r2[row] + c * r3[row])).magnitude < 1e-12)
      }
    }
    #expect(DialogueRewards.Weights.published == .init())
  }

  @Test func `as an objective they see what was drawn up to its end`() {
    let rewards = SmallAgents.rewards()
    let drawn = Self.replies.map { $0.padded(to: 3, with: SmallAgents.end) }
    let values = rewards.objective(answering: Self.histories).values(drawn)
    #expect(values == rewards(Self.replies, to: Self.histories))
  }

  @Test func `no dull replies, and a least cosine of 0, trap`() async {
    await #expect(processExitsWith: .failure) {
      let agent = SmallAgents.agent(seed: 1)
      _ = DialogueRewards(forward: agent, backward: agent, dullReplies: [])
    }
    await #expect(processExitsWith: .failure) { _ = SmallAgents.rewards(leastCosine: 0) }
  }
}

private func dot(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
}
