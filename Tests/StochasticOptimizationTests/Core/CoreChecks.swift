import PortableMath
import StochasticOptimization

/// Central differences of a function of some numbers, in each of them: an error of order `step`².
func differences(
  at point: [Double], step: Double = 1e-5, of function: ([Double]) -> Double
) -> [Double] {
  point.indices.map { index in
    var (above, below) = (point, point)
    above[index] += step
    below[index] -= step
    return (function(above) - function(below)) / (2 * step)
  }
}

/// The largest difference between two lists of numbers; infinite when their counts differ.
func largestDifference(_ first: [Double], _ second: [Double]) -> Double {
  guard first.count == second.count else { return .infinity }
  return zip(first, second).reduce(0) {
    $1.0.isNaN || $1.1.isNaN ? .infinity : max($0, ($1.0 - $1.1).magnitude)
  }
}

/// How far the weighted score of an outcome a row is from central differences of log q.
func scoreError<Node: ElementaryNode>(
  of node: Node, at outcomes: [[Double]], weights: [Double]
) -> Double {
  let expected = differences(at: node.parameters) { parameters in
    weights.dot(node.withParameters(parameters).logProbabilities(of: outcomes))
  }
  return largestDifference(node.score(of: outcomes, weights: weights), expected)
}

/// How far the pullback of the means is from central differences.
func meanPullbackError<Node: ElementaryNode & MeanNode>(
  of node: Node, cotangents: [[Double]]
) -> Double {
  let expected = differences(at: node.parameters) { parameters in
    zip(cotangents, node.withParameters(parameters).means).reduce(0) { $0 + $1.0.dot($1.1) }
  }
  var found = node.zeroGradient
  node.addMeanPullback(of: cotangents, to: &found)
  return largestDifference(found, expected)
}

/// E[s] and E[z], the latter less the means that the node tells, over every case of the draws.
func meanScoreAndOutcome<Node: ElementaryNode & MeanNode>(of node: Node) -> [Double] {
  let ones = [Double](repeating: 1, count: node.rows)
  var sum = [Double](repeating: 0, count: node.parameters.count + node.means.flatMap { $0 }.count)
  EnumeratedChance.forEachCase {
    node.sample(using: &$0)
  } visit: { outcomes, probability in
    let deviations = zip(outcomes, node.means).flatMap { zip($0, $1).map { $0 - $1 } }
    sum.add(node.score(of: outcomes, weights: ones) + deviations, times: probability)
  }
  return sum
}
