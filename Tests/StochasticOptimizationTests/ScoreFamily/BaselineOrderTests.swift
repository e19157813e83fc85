import StochasticOptimization
import Testing

/// A moving average is used, and then updated. Done the other way round, b contains (1 − β) f(z) of the draw that it is
/// subtracted from, and f − b is β (f − b before): the estimate is β times too small.
@Suite struct BaselineOrderTests {
  /// The mistake: one draw, and a baseline that is updated first.
  struct UpdatedFirst<Node: StochasticNode>: GradientEstimator {
    var baseline: MovingAverageBaseline
    func calls(on node: Node) -> ObjectiveCalls { ObjectiveCalls(values: 1) }

    func estimate(
      of objective: Objective<Node.Outcome>, on node: Node, using chance: inout some Chance
    ) -> GradientEstimate<Node> {
      var updated = baseline
      let outcomes = node.sample(using: &chance)
      let values = objective.values(outcomes)
      updated.update(toward: values)
      let weights = zip(values, updated.values(rows: node.rows)).map { $0 - $1 }
      return GradientEstimate(
        gradient: node.score(of: outcomes, weights: weights), draws: [(outcomes, values)])
    }
  }

  @Test(arguments: [0, 0.5, 0.9, 0.99])
  func `updated first, the mean is exactly β times the gradient`(decay: Double) {
    let baseline = MovingAverageBaseline(decay: decay, start: 0.4)
    let (node, f) = ScoreProblems.coins
    let exact = exactGradient(of: f, on: node)
    let wrong = moments(of: UpdatedFirst(baseline: baseline), on: node, of: f).mean
    #expect(largestDifference(wrong, exact.map { decay * $0 }) < 1e-12)
    let right = moments(of: ScoreFunction(baseline: baseline), on: node, of: f).mean
    #expect(largestDifference(right, exact) < 1e-12)
  }

  /// Averaged over R rows, b contains (1 − β)/R of the row's own f.
  @Test func `over rows, the mistake is smaller by their number`() {
    let baseline = MovingAverageBaseline(decay: 0.6, start: 0.4)
    let (node, f) = ScoreProblems.rows
    let exact = exactGradient(of: f, on: node)
    let wrong = moments(of: UpdatedFirst(baseline: baseline), on: node, of: f).mean
    #expect(largestDifference(wrong, exact.map { (1 - 0.4 / 2) * $0 }) < 1e-12)
  }

  /// Over all pairs of two successive draws: the second estimate is unbiased, whatever was learned from the first.
  @Test func `what was learned from one draw doesn't move the mean of the next`() {
    let (node, f) = ScoreProblems.coins
    var second = node.zeroGradient
    var baselines: [Double] = []
    EnumeratedChance.forEachCase { chance in
      var estimator = ScoreFunction<BernoulliNode, _>(
        count: 1, baseline: MovingAverageBaseline(decay: 0.6, start: 0.4))
      let estimate = estimator.estimate(of: f, on: node, using: &chance)
      estimator.adapt(to: estimate, of: node)
      let next = estimator.estimate(of: f, on: node, using: &chance)
      return (estimator.baseline.value, estimate.values[0], next.gradient)
    } visit: { result, probability in
      let (baseline, value, gradient) = result
      #expect((baseline - (0.6 * 0.4 + 0.4 * value)).magnitude < 1e-15)
      baselines.append(baseline)
      second.add(gradient, times: probability)
    }
    #expect(largestDifference(second, exactGradient(of: f, on: node)) < 1e-12)
    #expect(baselines.count == 64 && Set(baselines).count > 4)
  }
}
