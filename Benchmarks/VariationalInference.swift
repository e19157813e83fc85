import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization

/// The two models of the peers' `pyro_svi.py`, 3,000 steps of Adam at 5e-3 from the same start, three seeds. Every
/// step draws once and asks for f(z) = log p(x, z) − log q(z), with q as it is.
func measureVariationalInference() {
  for seed in 1...3 as ClosedRange<UInt64> {
    measureBeta(seed: seed)
    measureCoin(seed: seed)
  }
}

/// Six successes in ten tosses of a coin, whose chance is Beta(10, 10); the answer is (10 + 6)/(20 + 10).
private func measureBeta(seed: UInt64) {
  let prior = beta(10, 10)
  infer("svi.beta_bernoulli.seed\(seed)", beta(15, 15), estimator: Pathwise(), seed: seed) {
    guide in
    let (alpha, beta) = (Double.exp(guide.parameters[0]), Double.exp(guide.parameters[1]))
    return Objective {
      let z = $0[0]
      return 6 * Double.log(z) + 4 * Double.log1p(-z) + prior.logProbabilities(of: [$0])[0]
        - guide.logProbabilities(of: [$0])[0]
    } gradient: { z in
      [(6 + 9 - (alpha - 1)) / z[0] - (4 + 9 - (beta - 1)) / (1 - z[0])]
    }
  } answer: {
    $0.means[0][0]
  }
}

/// One of two normal distributions, 0.5 having been seen; the answer is σ(log(0.3/0.7) + 1).
private func measureCoin(seed: UInt64) {
  let prior = BernoulliNode(logits: [Double.log(0.3 / 0.7)])
  let estimator = ScoreFunction<BernoulliNode, MovingAverageBaseline>(
    baseline: MovingAverageBaseline(decay: 0.9))
  infer("svi.discrete.seed\(seed)", BernoulliNode(logits: [0]), estimator: estimator, seed: seed) {
    guide in
    Objective {
      let error = 0.5 - (2 * $0[0] - 1)
      return -0.5 * error * error + prior.logProbabilities(of: [$0])[0]
        - guide.logProbabilities(of: [$0])[0]
    }
  } answer: {
    $0.means[0][0]
  }
}

private func beta(_ alpha: Double, _ beta: Double) -> BetaNode {
  BetaNode(logAlpha: [Double.log(alpha)], logBeta: [Double.log(beta)])
}

/// 3,000 steps from the start, for each measurement.
private func infer<Node: ElementaryNode>(
  _ name: String, _ start: Node, estimator: some GradientEstimator<Node>, seed: UInt64,
  objective: (Node) -> Objective<[Double]>, answer: (Node) -> Double
) {
  measure(name, unit: "SVI steps", repeats: 5) {
    var random = RandomStream(seed: seed)
    var ascent = StochasticAscent(
      StochasticProblem(Free(start), objective: objective(start)), estimator: estimator,
      optimizer: Adam(learningRate: 5e-3))
    for _ in 0..<3_000 {
      ascent.problem.objective = objective(ascent.problem.distribution.node)
      ascent.step(using: &random)
    }
    return (3_000, answer(ascent.problem.distribution.node))
  } answers: {
    [("posterior_mean", $0)]
  }
}
