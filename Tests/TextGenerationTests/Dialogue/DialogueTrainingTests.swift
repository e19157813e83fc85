import NeuralNetworks
import RandomStreams
import Tensors
import TextGeneration
import Testing

/// A small world of small talk: 0 is dull, 1 2 and 3 4 ask something, 5 ends. What was asked gets a dull reply half of the
/// time, and what is dull four times in five.
private struct SmallTalk {
  let forward: DialogueAgent
  let backward: DialogueAgent
  let messages = [[1, 2], [3, 4]]

  init(seed: UInt64) {
    var random = RandomStream(seed: seed)
    func next(_ last: [Int]) -> [Int] {
      if Double.uniform(using: &random) < (last == [0] ? 0.8 : 0.5) { return [0] }
      return Bool.random(using: &random) ? [1, 2] : [3, 4]
    }
    var turns = [[1, 2]]
    for _ in 0..<600 { turns.append(next(turns[turns.count - 1])) }
    var forward = DialogueAgent(
      vocabulary: 6, features: 4, hidden: 8, end: 5, length: 3, using: &random)
    var backward = DialogueAgent(
      vocabulary: 6, features: 4, hidden: 8, end: 5, length: 3, using: &random)
    let learning = MaximumLikelihood(epochs: 4, batchSize: 16, end: 5)
    var optimizers = (Adam(learningRate: 0.02), Adam(learningRate: 0.02))
    let places = 1..<turns.count
    learning.train(
      &forward.model,
      on: places.map {
        (Array(turns[max(0, $0 - 2)..<$0]), turns[$0].padded(to: 3, with: 5))
      }, optimizer: &optimizers.0, using: &random)
    learning.train(
      &backward.model, on: places.map { ([turns[$0]], turns[$0 - 1].padded(to: 3, with: 5)) },
      optimizer: &optimizers.1, using: &random)
    (self.forward, self.backward) = (forward, backward)
  }
}

/// The training of an agent, before its first step and after its 40th.
private func trained(
  in world: SmallTalk, for weights: DialogueRewards.Weights, seed: UInt64
) -> (before: DialoguePolicyGradient<Adam>, after: DialoguePolicyGradient<Adam>) {
  let rewards = DialogueRewards(
    forward: world.forward, backward: world.backward, dullReplies: [[0]], weights: weights)
  let before = DialoguePolicyGradient(
    world.forward, optimizer: Adam(learningRate: 0.02), rewards: rewards)
  var after = before
  var random = RandomStream(seed: seed).child("training")
  for _ in 0..<40 { after.step(from: world.messages, turns: 3, using: &random) }
  return (before, after)
}

/// By how many standard errors the second mean is above the first.
private func rise(_ first: [Double], _ second: [Double]) -> Double {
  let (then, now) = (SampleMean(of: first), SampleMean(of: second))
  return (now - then).value / (now - then).standardError
}

/// Each of four seeds has its own models, its own training and its own 300 conversations. A rise of 4 standard errors comes
/// of chance once in 30,000.
@Suite struct DialogueTrainingTests {
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `training raises the mean reward`(seed: UInt64) {
    let world = SmallTalk(seed: seed)
    let (before, after) = trained(in: world, for: .published, seed: seed)
    func rewards(_ training: DialoguePolicyGradient<Adam>) -> [Double] {
      var random = RandomStream(seed: seed).child("talk")
      let step = training.talk(
        from: (0..<300).map { world.messages[$0 % 2] }, turns: 3, using: &random)
      return step.rewards[0].indices.map { row in step.rewards.reduce(0) { $0 + $1[row] } / 3 }
    }
    #expect(rise(rewards(before), rewards(after)) > 4)
  }

  /// The three rewards together need not do that: a dull reply is a likely one.
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `training for the ease of answering makes conversations longer`(seed: UInt64) {
    let world = SmallTalk(seed: seed)
    let weights = DialogueRewards.Weights(
      easeOfAnswering: 1, informationFlow: 0, semanticCoherence: 0)
    let (before, after) = trained(in: world, for: weights, seed: seed)
    func lengths(_ training: DialoguePolicyGradient<Adam>) -> [Double] {
      var random = RandomStream(seed: seed).child("converse")
      let rules = ConversationRules(dullReplies: [[0]], limit: 8, overlap: 1)
      return converse(
        training.agent, training.agent, from: (0..<300).map { world.messages[$0 % 2] },
        rules: rules, using: &random
      ).map { Double($0.length) }
    }
    #expect(rise(lengths(before), lengths(after)) > 4)
  }
}
