import NeuralNetworks
import RandomStreams
import ReinforcementLearning
import Tensors
import Testing

/// What network policies don't take, and what they say of it.
@Suite struct PolicyTrapTests {
  @Test func `an action that the policy doesn't have traps`() async {
    let categorical = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = CategoricalActions(logits: Tensor([[0, 1]]), actions: [3, 4]).logProbabilities(of: [5])
    }
    #expect(message(of: categorical).contains("5 is not one of the actions [3, 4]"))
    let coin = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = BernoulliActions(logits: Tensor([0]), 3, otherwise: 4).logProbabilities(of: [5])
    }
    #expect(message(of: coin).contains("5 is neither 3 nor 4"))
  }

  @Test func `a network with other outputs than the head needs traps`() async {
    let categorical = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = CategoricalActions(logits: Tensor([[0, 1]]), actions: [3, 4, 5])
    }
    #expect(message(of: categorical).contains("logits of shape [1, 2] for the 3 actions [3, 4, 5]"))
    let coin = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = BernoulliActions(logits: Tensor([[0, 1]]), 3, otherwise: 4)
    }
    #expect(message(of: coin).contains("log-odds of shape [1, 2]"))
    let gaussian = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let layer = Dense(weights: Tensor([[0, 1]]), bias: nil)
      _ = GaussianPolicy(layer, components: 1, of: [Double].self)([[1]])
    }
    #expect(message(of: gaussian).contains("means of shape [1, 2] for actions of 1 components"))
  }

  @Test func `ε outside of 0 to 1 traps`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = EpsilonMixedPolicy(Sample.linearPolicy(seed: 1), epsilon: 1.5)
    }
    #expect(message(of: result).contains("ε is 1.5"))
  }

  @Test func `observations of different lengths in a batch trap`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Sample.linearPolicy(seed: 1)([[1, 0, 0], [1, 0]])
    }
    #expect(message(of: result).contains("rows of 3 and of 2 numbers in one tensor"))
  }

  @Test func `scores of fewer actions than observations trap`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Sample.linearPolicy(seed: 1).scores(of: [0], given: [[1, 0, 0], [0, 1, 0]])
    }
    #expect(message(of: result).contains("scores of 1 actions for 2 observations"))
  }

  @Test func `real actions of a wrong number of components trap`() async {
    let one = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let gaussian = DiagonalGaussian(mean: Tensor([[1, 2]]), logDeviation: Tensor([0, 0]))
      _ = GaussianActions<Double>(gaussian).modes
    }
    #expect(message(of: one).contains("2 components for an action that is one number"))
    let ragged = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let gaussian = DiagonalGaussian(
        mean: Tensor([[1, 2], [3, 4]]), logDeviation: Tensor([0, 0]))
      _ = GaussianActions<[Double]>(gaussian).logProbabilities(of: [[1], [2, 3, 4]])
    }
    #expect(message(of: ragged).contains("the action [1.0] of a policy over 2 components"))
  }
}
