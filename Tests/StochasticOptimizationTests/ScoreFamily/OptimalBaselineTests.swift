import StochasticOptimization
import Testing

@Suite struct OptimalBaselineTests {
  /// Rows with numbers of their own.
  struct Rowwise: BaselineRule {
    let numbers: [Double]
    func values(rows: Int) -> [Double] { numbers }
    mutating func update(toward values: [Double]) {}
  }

  /// Var f s − E[f s²]²/E[s²], summed over rows and components, and no other number does better.
  @Test func `no other numbers leave less variance`() {
    let (node, f) = ScoreProblems.rows
    let best = optimalBaseline(of: f, on: node)
    func variance(_ numbers: [Double]) -> Double {
      moments(of: ScoreFunction(baseline: Rowwise(numbers: numbers)), on: node, of: f)
        .totalVariance
    }
    let least = variance(best.scalars)
    #expect(least == moments(of: ScoreFunction(baseline: best), on: node, of: f).totalVariance)
    // E‖s‖² of a row of coins is Σ p (1 − p); a deviation δ costs δ² times that.
    for row in 0..<2 {
      let square = node.probabilities[2 * row..<2 * row + 2].reduce(0) { $0 + $1 * (1 - $1) }
      for shift in [-0.1, 0.3] {
        var numbers = best.scalars
        numbers[row] += shift
        #expect((variance(numbers) - least - shift * shift * square).magnitude < 1e-12)
      }
    }
  }

  @Test func `componentwise numbers are least for each component`() {
    let (node, f) = ScoreProblems.coins
    let best = optimalBaseline(of: f, on: node)
    func variances(_ number: Double) -> [Double] {
      moments(of: ScoreFunction(baseline: ConstantBaseline(number)), on: node, of: f).variances
    }
    for component in 0..<3 {
      let number = best.componentwise[0][component]
      let least = variances(number)[component]
      let square = node.probabilities[component] * (1 - node.probabilities[component])
      for shift in [-0.1, 0.3] {
        let more = variances(number + shift)[component] - least
        #expect((more - shift * shift * square).magnitude < 1e-12)
      }
    }
  }

  @Test func `each row has the numbers that it has alone`() {
    let (node, f) = ScoreProblems.rows
    let best = optimalBaseline(of: f, on: node)
    for row in 0..<2 {
      let single = BernoulliNode(logits: Array(node.parameters[2 * row..<2 * row + 2]))
      let alone = optimalBaseline(of: Objective { f.values([$0, $0])[row] }, on: single)
      #expect((best.scalars[row] - alone.scalars[0]).magnitude < 1e-14)
      let places = 2 * row..<2 * row + 2
      #expect(
        largestDifference(Array(best.componentwise[row][places]), alone.componentwise[0]) < 1e-14)
      #expect(best.componentwise[row][2 - 2 * row] == 0)
    }
  }
}
