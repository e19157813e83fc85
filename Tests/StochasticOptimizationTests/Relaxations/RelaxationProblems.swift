import PortableMath
import RandomStreams
import StochasticOptimization

/// What the estimators of this family are tried on: functions that are differentiable between the corners.
enum RelaxationProblem {
  /// One coin, f = (z − t)².
  static func toy(
    target: Double, probability: Double
  ) -> (node: BernoulliNode, f: Objective<[Double]>) {
    (
      BernoulliNode(logits: [Double.log(probability / (1 - probability))]),
      Objective({ ($0[0] - target) * ($0[0] - target) }, gradient: { [2 * ($0[0] - target)] })
    )
  }

  /// The two columns of the toy table.
  static var even: (node: BernoulliNode, f: Objective<[Double]>) {
    toy(target: 0.45, probability: 0.5)
  }
  static var flat: (node: BernoulliNode, f: Objective<[Double]>) {
    toy(target: 0.499, probability: 0.9)
  }

  /// A cubic function of Σ aᵢ zᵢ, another one for each row: all components act together.
  static var cubic: Objective<[Double]> {
    let slopes = [1, -0.6, 1.4, 0.3, -1.1, 0.7]
    func sum(_ z: [Double]) -> Double { zip(z, slopes).reduce(0) { $0 + $1.0 * $1.1 } }
    func value(_ row: Int, _ z: [Double]) -> Double {
      let s = sum(z)
      return s * s * s / 3 - (0.8 - 0.5 * Double(row)) * s + 0.2
    }
    return .batched {
      $0.enumerated().map(value)
    } valuesAndGradients: { outcomes in
      let gradients = outcomes.enumerated().map { row, z in
        let s = sum(z)
        return z.indices.map { (s * s - (0.8 - 0.5 * Double(row))) * slopes[$0] }
      }
      return (outcomes.enumerated().map(value), gradients)
    }
  }

  static var coins: BernoulliNode { BernoulliNode(logits: [0.7, -0.4]) }
  static var coinRows: BernoulliNode { BernoulliNode(logits: [0.3, -1.2], coins: 1) }
  static var choice: CategoricalNode { CategoricalNode(logits: [0.5, -0.3, 0.9]) }
  static var choiceRows: CategoricalNode {
    CategoricalNode(logits: [0.4, -0.6, 0, 1.1], choices: 2)
  }
}

/// Chance of which some uniform numbers are held at a value, by their order; the others come from the base.
struct PartlyHeldChance<Base: Chance>: Chance {
  var base: Base
  let held: Range<Int>
  private var count = 0

  init(_ base: Base, holding held: Range<Int>) {
    self.base = base
    self.held = held
  }

  mutating func choice(_ probabilities: [Double]) -> Int { base.choice(probabilities) }
  mutating func coin(_ probability: Double) -> Bool { base.coin(probability) }
  mutating func normal() -> Double { base.normal() }
  mutating func stream() -> RandomStream { base.stream() }
  mutating func uniform() -> Double {
    defer { count += 1 }
    return held.contains(count) ? 0.3 : base.uniform()
  }
}

/// The exact mean of an estimator that is, given the corners, a sum of a function of its first n uniform numbers and
/// one of its next n: E[a(z, y) + b(z, ỹ)] from three means, each with half of the cases of the other two held,
/// which would be too many together.
func additiveMean<Node: StochasticNode>(
  of estimator: some GradientEstimator<Node>, on node: Node, _ f: Objective<Node.Outcome>,
  uniforms: Int, resolution: Double = 16
) -> [Double] {
  func mean(holding held: Range<Int>) -> [Double] {
    var mean = node.zeroGradient.components
    EnumeratedChance.forEachCase(resolution: resolution) { chance in
      var partly = PartlyHeldChance(chance, holding: held)
      defer { chance = partly.base }
      return estimator.estimate(of: f, on: node, using: &partly).gradient.components
    } visit: {
      mean.add($0, times: $1)
    }
    return mean
  }
  var sum = mean(holding: 0..<uniforms)
  sum.add(mean(holding: uniforms..<2 * uniforms), times: 1)
  sum.add(mean(holding: 0..<2 * uniforms), times: -1)
  return sum
}

/// The exact mean of a function of what is drawn.
func meanOverCases(
  resolution: Double = 16, of body: (inout EnumeratedChance) -> [Double]
) -> [Double] {
  var sum: [Double] = []
  EnumeratedChance.forEachCase(resolution: resolution, body) { vector, probability in
    if sum.isEmpty { sum = vector.map { _ in 0 } }
    sum.add(vector, times: probability)
  }
  return sum
}
