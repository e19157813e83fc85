import NeuralNetworks
import RandomStreams
import StochasticOptimization

/// The estimators of the peers' `estimators.py`, on its two problems: one fair coin, and one of eight classes.
///
/// In bulk every row is an estimate of its own, so that the mean over rows and its standard error can be held to
/// the exact gradient. What has no number of draws has four times the rows. Nodes are made from their parameters
/// anew each time, as the peers' are. Work is in draws, in small calls in calls of four draws.
func measureEstimators() {
  let coin = Bench(
    name: "bernoulli", node: BernoulliNode(logits: [0]), rows: 100_000,
    objective: Objective(
      { ($0[0] - 0.45) * ($0[0] - 0.45) }, gradient: { [2 * ($0[0] - 0.45)] }))
  coin.bulk("score", ScoreFunction(count: 4), draws: 4)
  coin.bulk("rloo", LeaveOneOut(count: 4), draws: 4)
  coin.bulk("gumbel", GumbelSoftmax(temperature: 0.5), draws: 1)
  coin.bulk("st", StraightThroughGumbel(temperature: 0.5), draws: 1)
  coin.calls("score", ScoreFunction(count: 4), rows: 1)
  coin.calls("rloo", LeaveOneOut(count: 4), rows: 1)
  coin.calls("gumbel", GumbelSoftmax(temperature: 0.5), rows: 4)
  coin.calls("st", StraightThroughGumbel(temperature: 0.5), rows: 4)

  let classes = Bench(
    name: "categorical8", node: CategoricalNode(logits: (0..<8).map { Double($0) / 8 }),
    rows: 25_000,
    objective: Objective(
      { excess(of: $0) * excess(of: $0) },
      gradient: { z in
        let slope = 2 * excess(of: z)
        return z.indices.map { slope * Double($0) / 7 }
      }))
  classes.bulk("score", ScoreFunction(count: 4), draws: 4)
  classes.bulk("rloo", LeaveOneOut(count: 4), draws: 4)
  classes.bulk("gumbel", GumbelSoftmax(temperature: 0.5), draws: 1)
  classes.bulk("st", StraightThroughGumbel(temperature: 0.5), draws: 1)
}

/// The class, between 0 and 1, less 0.45.
private func excess(of z: [Double]) -> Double {
  z.indices.reduce(0) { $0 + z[$1] * Double($1) } / 7 - 0.45
}

/// One problem, to measure estimators on.
private struct Bench<Node: ElementaryNode & EnumerableNode> {
  var name: String
  var node: Node
  var rows: Int
  var objective: Objective<[Double]>

  /// Many rows, each an estimate of its own.
  func bulk(_ kind: String, _ estimator: some GradientEstimator<Node>, draws: Int) {
    var random = RandomStream(seed: 1)
    let rows = rows * 4 / draws
    let parameters = repeated(rows)
    measure("estimators.\(name).\(kind)", unit: "samples") {
      let node = node.withParameters(parameters)
      return (rows * draws, estimator.estimate(of: objective, on: node, using: &random).gradient)
    } answers: { gradient in
      let width = gradient.count / rows
      let first = (0..<rows).map { gradient[$0 * width] }
      let mean = first.reduce(0, +) / Double(rows)
      let variance = first.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(rows - 1)
      return [
        ("mean", mean), ("stderr", (variance / Double(rows)).squareRoot()),
        ("exact", exactGradient(of: objective, on: node)[0]),
      ]
    }
  }

  /// Calls of four draws, one after the other.
  func calls(_ kind: String, _ estimator: some GradientEstimator<Node>, rows: Int) {
    var random = RandomStream(seed: 1)
    let parameters = repeated(rows)
    let calls = 200_000
    measure("estimators.\(name)_small_calls.\(kind)", unit: "calls (4 samples each)") {
      var sum = 0.0
      for _ in 0..<calls {
        let node = node.withParameters(parameters)
        sum += estimator.estimate(of: objective, on: node, using: &random).gradient[0]
      }
      return (calls, sum / Double(calls))
    } answers: {
      [("mean", $0)]
    }
  }

  private func repeated(_ rows: Int) -> [Double] { (0..<rows).flatMap { _ in node.parameters } }
}
