import NeuralNetworks
import RandomStreams
import StochasticOptimization
import Tensors
import Testing

@Suite struct AmortizedTests {
  /// In single precision, differences over h = 2⁻⁷ are off by 10⁻⁷/h from rounding and by h²/6 of a third derivative:
  /// some 10⁻⁵ each.
  @Test(arguments: 0..<3 as Range<UInt64>)
  func `the chain rule through a network agrees with central differences`(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let data = Tensor([[0.5, -1, 2], [1, 0.3, -0.2]])
    let f = Objective<[Double]>.batched { outcomes in
      outcomes.enumerated().map { row, z in z[0] * Double(row + 1) - z[0] * z[1] }
    }
    let distribution = Amortized(
      MLP([3, 4, 2], activation: .tanh, using: &random),
      to: BernoulliNode(logits: [0, 0], coins: 2)
    ) { $0(data) }
    #expect(distribution.node.rows == 2 && distribution.node.coins == 2)
    let gradient = distribution.pullback(exactGradient(of: f, on: distribution.node)).model
    let step: Float = 1.0 / 128
    func mean(_ tensor: Int, _ element: Int, _ shift: Float) -> Double {
      var shifted = distribution
      var index = 0
      shifted.model.forEachTensor { parameters in
        if index == tensor { parameters.withMutableElements { $0[element] += shift } }
        index += 1
      }
      return exactMean(of: f, on: shifted.node)
    }
    for (tensor, slopes) in gradient.tensors.enumerated() {
      for (element, slope) in slopes.scalars.enumerated() {
        let difference = mean(tensor, element, step) - mean(tensor, element, -step)
        #expect((difference / Double(2 * step) - Double(slope)).magnitude < 1e-4)
      }
    }
    #expect(gradient.tensors.count == 4)
  }

  @Test func `ascent trains a network, a row by its own datum`() {
    var random = RandomStream(seed: 9)
    let data = Tensor([[1, 0], [0, 1]])
    let wanted = [[1.0, 0], [0, 1]]
    let f = Objective<[Double]>.batched { outcomes in
      zip(outcomes, wanted).map { $0 == $1 ? 1 : 0 }
    }
    var ascent = StochasticAscent(
      StochasticProblem(
        Amortized(
          MLP([2, 8, 2], using: &random), to: BernoulliNode(logits: [0, 0], coins: 2)
        ) { $0(data) },
        objective: f),
      estimator: LeaveOneOut(count: 4), optimizer: Adam(learningRate: 0.02))
    for _ in 0..<300 { ascent.step(using: &random) }
    #expect(exactMean(of: f, on: ascent.problem.distribution.node) > 1.9)
  }
}
