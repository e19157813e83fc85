import PortableMath
import RandomStreams
import StochasticOptimization

/// How far a pullback through a draw is from central differences of the draw, with its noise held.
func heldNoiseError<Node: ElementaryNode & ReparameterizedNode>(
  of node: Node, cotangents: [[Double]], seed: UInt64
) -> Double {
  func draw(_ parameters: [Double]) -> [[Double]] {
    var random = RandomStream(seed: seed)
    return node.withParameters(parameters).sample(using: &random)
  }
  let expected = differences(at: node.parameters) { parameters in
    zip(cotangents, draw(parameters)).reduce(0) { $0 + $1.0.dot($1.1) }
  }
  var found = node.zeroGradient
  node.addPullback(of: cotangents, at: draw(node.parameters), to: &found)
  return largestDifference(found, expected)
}

/// How far the exact gradient is from central differences of the exact mean.
func exactGradientError<Node: ElementaryNode & EnumerableNode>(
  of node: Node, _ objective: Objective<[Double]>
) -> Double {
  largestDifference(
    exactGradient(of: objective, on: node),
    differences(at: node.parameters) {
      exactMean(of: objective, on: node.withParameters($0))
    })
}

/// The sum of the probabilities of a row's outcomes.
func totalProbability<Node: EnumerableNode>(of node: Node, row: Int) -> Double {
  node.support.reduce(0) { sum, outcome in
    let outcomes = [Node.Outcome](repeating: outcome, count: node.rows)
    return sum + Double.exp(node.logProbabilities(of: outcomes)[row])
  }
}
