import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import TextGeneration

/// Agents with two words, 0 and 1, and the end token 2, whose probabilities are far from uniform.
enum SmallAgents {
  static let end = 2

  static func agent(seed: UInt64, length: Int = 3) -> DialogueAgent {
    var random = RandomStream(seed: seed)
    return DialogueAgent(
      vocabulary: 3, features: 2, hidden: 3, end: end, length: length, using: &random
    ).mapTensors { 2 * $0 }
  }

  static func rewards(
    weights: DialogueRewards.Weights = .published, length: Int = 3, leastCosine: Double = 0.5
  ) -> DialogueRewards {
    DialogueRewards(
      forward: agent(seed: 1, length: length), backward: agent(seed: 2, length: length),
      dullReplies: length > 2 ? [[0, 1], [1]] : [[1]], weights: weights, leastCosine: leastCosine)
  }

  /// All replies of fewer than T words, and those of T words, which don't end.
  static func replies(length: Int) -> [[Int]] {
    var (replies, longest) = ([[Int]](), [[Int]()])
    for _ in 0..<length {
      replies += longest
      longest = longest.flatMap { [$0 + [0], $0 + [1]] }
    }
    return replies + longest
  }
}

/// log p(reply | history), from what the parts of an agent say one token after the other.
func steppedLogProbability(
  of reply: [Int], to history: [[Int]], by agent: DialogueAgent
) -> Double {
  let decoder = agent.model.decoder
  var state = decoder.initialState(from: agent.model.encoder.state(for: [history]))
  var sum = 0.0
  for token in (reply + [agent.end]).prefix(agent.length) {
    sum += Double.log(Double(softmax(decoder.logits(in: state)).scalars[token]))
    state = decoder.state(after: [token], from: state)
  }
  return sum
}
