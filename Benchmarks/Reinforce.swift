import Decisions
import Environments
import NeuralNetworks
import RandomStreams
import ReinforcementLearning

/// The whole training loop of the peers' `reinforce_cartpole.py`: 4 → 128 → 2 with ReLU, Adam 1e-2, γ = 0.99, one
/// episode an update, returns standardised per episode. Work is in steps of the environment.
func measureReinforce() {
  for seed in 1...3 as ClosedRange<UInt64> {
    measureTraining(seed: seed)
  }
  measurePongTraining()
}

private func measureTraining(seed: UInt64) {
  var random = RandomStream(seed: seed)
  let policy = CategoricalPolicy(
    MLP([4, 128, 2], using: &random), actions: CartPole.Action.allCases)
  var learner = Reinforce(
    policy, in: CartPole.v1, options: ReinforceOptions(standardization: .episode),
    optimizer: Adam(learningRate: 1e-2))
  measure("reinforce_cartpole.seed\(seed).1t", unit: "env steps (train loop)") {
    let before = learner.steps
    var total = 0.0
    while learner.steps - before < 20_000 { total += learner.update(using: &random)[0].totalReward }
    return (learner.steps - before, total)
  } answers: {
    [("rewards", $0)]
  }
}

/// Pong itself with the published network: frames drawn, multiplied as sparse, learned from; ten games an update.
private func measurePongTraining() {
  var random = RandomStream(seed: 1)
  let policy = PixelPolicy(
    pixels: 6_400, hidden: 200, Pong.Action.up, otherwise: .down, using: &random)
  var learner = Reinforce(
    policy, in: FrameDifference(Pong.game),
    options: ReinforceOptions(credit: .nextOutcome, standardization: .batch),
    optimizer: RMSProp(learningRate: 1e-3, decay: 0.99, epsilon: 1e-5))
  measure("pong.train_loop.1t", unit: "frames (train loop)") {
    let before = learner.steps
    for _ in 0..<5 { learner.update(episodes: 10, using: &random) }
    return (learner.steps - before, learner.episodes)
  } answers: {
    [("games", Double($0))]
  }
}
