import PortableMath
import StochasticOptimization
import Tensors
import TextGeneration

/// A reward that has no pattern a model could have by chance.
func oddReward(_ sequence: [Int]) -> Double {
  let code = sequence.reduce(7) { $0 * 5 + $1 * $1 + 1 }
  return Double(code % 11) / 4 - 1
}

/// Q of each token of a sequence, by enumeration of all that can follow it.
func exactValues(
  of sequence: [Int], by model: some SequenceModel, _ reward: ([Int]) -> Double
) -> [Double] {
  sequence.indices.map { time in
    let beginning = Array(sequence[...time])
    let all = SmallModels.sequences(model.vocabulary, length: sequence.count - time - 1)
      .map { beginning + $0 }
    let weights = model.stepwiseLogProbabilities(of: all).map { Double.exp($0) }
    let total = weights.reduce(0, +)
    return zip(all, weights).reduce(0) { $0 + reward($1.0) * $1.1 } / total
  }
}

/// ∇E[f] by differentiating Σ f q through the probabilities of all sequences themselves.
func exactSlope<Model: SequenceModel>(
  of reward: ([Int]) -> Double, for model: Model, length: Int
) -> [Double] {
  let all = SmallModels.sequences(model.vocabulary, length: length)
  let rewards = Tensor(all.map { Float(reward($0)) })
  let targets = (0..<length).flatMap { time in all.map { $0[time] } }
  let slope = gradient(at: model) { model in
    let losses = crossEntropy(model.logits(along: all), targets: targets)
    return (exp(-losses.sum(along: 0)) * rewards).sum()
  }
  return numbers(in: slope)
}
