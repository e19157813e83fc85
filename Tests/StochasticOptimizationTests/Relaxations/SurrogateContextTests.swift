import NeuralNetworks
import RandomStreams
import StochasticOptimization
import Tensors
import Testing

/// Surrogates of RELAX and LAX that see what the rows are about.
@Suite struct SurrogateContextTests {
  private let context = Tensor([1, -0.5, -2, 0.3], shape: [2, 2])

  private func network(_ inputs: Int, seed: UInt64) -> MLP {
    var random = RandomStream(seed: seed)
    return MLP([inputs, 4, 1], activation: .tanh, using: &random)
  }

  // A surrogate computes in single precision: 2⁻²⁴ times its slopes, which are below 10.
  @Test(arguments: 0..<2 as Range<UInt64>)
  func `RELAX is unbiased with a context that differs by row, and after it has learned`(
    seed: UInt64
  ) {
    let f = RelaxationProblem.cubic
    var random = RandomStream(seed: seed)
    var coins = RELAX<BernoulliNode, MLP, Adam>(
      temperature: 0.5, surrogate: network(3, seed: seed), optimizer: Adam(learningRate: 0.02))
    var choices = RELAX<CategoricalNode, MLP, Adam>(
      temperature: 1, surrogate: network(4, seed: seed), optimizer: Adam(learningRate: 0.02))
    (coins.context, choices.context) = (context, context)
    let (node, choice) = (RelaxationProblem.coinRows, RelaxationProblem.choiceRows)
    for _ in 0..<2 {
      let mean = additiveMean(of: coins, on: node, f, uniforms: 2, resolution: 8)
      #expect(largestDifference(mean, exactGradient(of: f, on: node)) <= 2e-6)
      let meanOfChoices = additiveMean(of: choices, on: choice, f, uniforms: 2, resolution: 8)
      #expect(largestDifference(meanOfChoices, exactGradient(of: f, on: choice)) <= 2e-6)
      let before = coins.surrogate.tensors
      for _ in 0..<50 {
        coins.adapt(to: coins.estimate(of: f, on: node, using: &random), of: node)
        choices.adapt(to: choices.estimate(of: f, on: choice, using: &random), of: choice)
      }
      #expect(coins.surrogate.tensors != before)
    }
  }

  @Test func `LAX is unbiased with a context that differs by row`() {
    let node = GaussianNode(parameters: [0.4, -0.3, -0.2, 0.1], components: 1)
    let f = Objective { (z: [Double]) in z[0] * z[0] * z[0] - z[0] }
    var lax = LAX<GaussianNode, MLP, SGD>(
      surrogate: network(3, seed: 2), optimizer: SGD(learningRate: 0.1))
    lax.context = context
    let exact = moments(of: ScoreFunction(), on: node, of: f, resolution: 24).mean
    #expect(
      largestDifference(moments(of: lax, on: node, of: f, resolution: 24).mean, exact) <= 2e-6)
  }

  /// Two rows alike but for f, which is z in one and −z in the other. Var(s f − Lc) + Var(−s f − Lc), with L linear in
  /// c, is least for c = 0 when c is the same for both: then it is that of the score function.
  @Test(arguments: 0..<2 as Range<UInt64>)
  func `of rows with opposite f only a surrogate with a context can be a control`(seed: UInt64) {
    let node = BernoulliNode(logits: [0.4, 0.4], coins: 1)
    let row = BernoulliNode(logits: [0.4])
    let signs = Tensor([1, -1], shape: [2, 1])
    let f = Objective<[Double]>.batched { z in [z[0][0], -z[1][0]] }
    let ownF = [1.0, -1].map { sign in Objective<[Double]> { sign * $0[0] } }
    func variance(context: Tensor?) -> Double {
      var random = RandomStream(seed: seed)
      let inputs = 1 + (context?.shape[1] ?? 0)
      var estimator = RELAX<BernoulliNode, MLP, Adam>(
        temperature: 0.5, surrogate: MLP([inputs, 8, 1], activation: .tanh, using: &random),
        optimizer: Adam(learningRate: .linear(from: 0.02, to: 0, over: 2_000)))
      estimator.context = context
      for _ in 0..<2_000 {
        estimator.adapt(to: estimator.estimate(of: f, on: node, using: &random), of: node)
      }
      // Rows are independent: the variance is the sum of theirs.
      return (0..<2).reduce(0) { sum, index in
        estimator.context = context?.slice(index..<index + 1, along: 0)
        return sum
          + moments(of: estimator, on: row, of: ownF[index], resolution: 8).totalVariance
      }
    }
    let score = 2 * moments(of: ScoreFunction(), on: row, of: ownF[0]).totalVariance
    #expect(variance(context: nil) >= 0.999 * score)
    #expect(variance(context: signs) < score / 10)
  }

  @Test func `a context of other rows ends the program`() async {
    let relax = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var random = RandomStream(seed: 1)
      var estimator = RELAX<BernoulliNode, MLP, SGD>(
        temperature: 0.5, surrogate: MLP([3, 1], using: &random),
        optimizer: SGD(learningRate: 1))
      estimator.context = Tensor.zeros([3, 2])
      let node = BernoulliNode(logits: [0, 0], coins: 1)
      _ = estimator.estimate(of: Objective { $0[0] }, on: node, using: &random)
    }
    #expect(
      message(of: relax).contains("RELAX: a context of shape [3, 2] for 2 rows"))
    let lax = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var random = RandomStream(seed: 1)
      var estimator = LAX<GaussianNode, MLP, SGD>(
        surrogate: MLP([3, 1], using: &random), optimizer: SGD(learningRate: 1))
      let node = GaussianNode(mean: [0], logDeviation: [0])
      estimator.context = Tensor.zeros([1, 2])
      let estimate = estimator.estimate(of: Objective { $0[0] }, on: node, using: &random)
      estimator.context = Tensor.zeros([2])
      estimator.adapt(to: estimate, of: node)
    }
    #expect(message(of: lax).contains("LAX.adapt: a context of shape [2] for 1 rows"))
  }

  private func message(of result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }
}
