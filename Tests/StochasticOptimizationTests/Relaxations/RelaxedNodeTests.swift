import PortableMath
import RandomStreams
import StochasticOptimization
import Testing

@Suite struct RelaxedNodeTests {
  private let coins = BernoulliNode(logits: [0.7, -1.3, 0.2, 2.1], coins: 2)
  private let choices = CategoricalNode(
    logits: [0.5, -0.3, 0.9, 0, 1.2, -1, -0.4, 0.8, 0.1, 0.6, -0.7, 0.3], variables: 2, choices: 3)

  /// How far score and pullback of a node are from differences, at outcomes that it draws.
  private func errors<Node: ElementaryNode & ReparameterizedNode>(
    of node: Node, seed: UInt64
  ) -> Double {
    var random = RandomStream(seed: seed)
    let outcomes = node.sample(using: &random)
    let cotangents = outcomes.map { $0.map { _ in Double.normal(using: &random) } }
    return max(
      scoreError(of: node, at: outcomes, weights: [0.7, -1.6]),
      heldNoiseError(of: node, cotangents: cotangents, seed: seed))
  }

  // Differences over 2 · 10⁻⁵ have errors of 10⁻¹⁰ times a third derivative, and of 10⁻¹¹ by rounding; the third
  // derivatives grow as 1/τ³.
  @Test(arguments: [1, 0.5, 0.2], 0..<4 as Range<UInt64>)
  func `scores and pullbacks are those of differences with the noise held`(
    temperature: Double, seed: UInt64
  ) {
    var random = RandomStream(seed: 100 + seed)
    #expect(errors(of: coins.relaxed(temperature: temperature), seed: seed) <= 1e-7)
    #expect(errors(of: choices.relaxed(temperature: temperature), seed: seed) <= 1e-7)
    let tossed = coins.sample(using: &random)
    #expect(errors(of: coins.relaxed(temperature: temperature, given: tossed), seed: seed) <= 1e-7)
    let chosen = choices.sample(using: &random)
    #expect(
      errors(of: choices.relaxed(temperature: temperature, given: chosen), seed: seed) <= 1e-7)
  }

  @Test func `what is drawn given corners rounds to them`() {
    var random = RandomStream(seed: 3)
    for _ in 0..<200 {
      let tossed = coins.sample(using: &random)
      let relaxed = coins.relaxed(temperature: 0.4, given: tossed).sample(using: &random)
      #expect(coins.rounded(relaxed) == tossed)
      let chosen = choices.sample(using: &random)
      let point = choices.relaxed(temperature: 0.4, given: chosen).sample(using: &random)
      #expect(choices.rounded(point) == chosen)
    }
  }

  /// Means of functions of y, with the corner drawn first or not.
  private func differenceOfMeans<Node: RelaxableNode>(
    _ node: Node, temperature: Double, _ feature: ([[Double]]) -> [Double]
  ) -> Double {
    largestDifference(
      meanOverCases { feature(node.relaxed(temperature: temperature).sample(using: &$0)) },
      meanOverCases { chance in
        let corners = node.sample(using: &chance)
        return feature(
          node.relaxed(temperature: temperature, given: corners).sample(using: &chance))
      })
  }

  @Test(arguments: [1, 0.5])
  func `a corner and then a point given it have the distribution of the point alone`(
    temperature: Double
  ) {
    func powers(_ outcomes: [[Double]]) -> [Double] {
      let y = outcomes.flatMap { $0 }
      return y + y.map { $0 * $0 } + y.map { $0 * $0 * $0 } + [y.reduce(1, *)]
    }
    #expect(
      differenceOfMeans(RelaxationProblem.coins, temperature: temperature, powers) <= 1e-9)
    #expect(
      differenceOfMeans(RelaxationProblem.choice, temperature: temperature, powers) <= 1e-9)
  }

  /// sup |F̂ − F| exceeds √(log(2/α) / 2n) with a probability of at most α, by the inequality of Dvoretzky, Kiefer and
  /// Wolfowitz with Massart's constant; α = 10⁻⁶.
  @Test func `drawn points have the logistic distribution of a difference of Gumbel variables`() {
    var random = RandomStream(seed: 8)
    let (count, temperature) = (20_000, 0.4)
    let limit = (Double.log(2e6) / Double(2 * count)).squareRoot()
    func distance(_ odds: [Double], around location: Double) -> Double {
      odds.map { Double.logistic($0 - location) }.sorted().enumerated().reduce(0) {
        let (rank, value) = $1
        return max(
          $0, value - Double(rank) / Double(count), Double(rank + 1) / Double(count) - value)
      }
    }
    func logOdds(_ a: Double, _ b: Double) -> Double { temperature * Double.log(a / b) }
    let (coin, choice) = (RelaxationProblem.coinRows, RelaxationProblem.choice)
    var odds = [[Double]](repeating: [], count: 4)
    for _ in 0..<count {
      let alone = coin.relaxed(temperature: temperature).sample(using: &random)[1][0]
      odds[0].append(logOdds(alone, 1 - alone))
      let tossed = coin.sample(using: &random)
      let given = coin.relaxed(temperature: temperature, given: tossed)
        .sample(using: &random)[1][0]
      odds[1].append(logOdds(given, 1 - given))
      let point = choice.relaxed(temperature: temperature).sample(using: &random)[0]
      odds[2].append(logOdds(point[2], point[1]))
      let chosen = choice.sample(using: &random)
      let pointGiven = choice.relaxed(temperature: temperature, given: chosen)
        .sample(using: &random)[0]
      odds[3].append(logOdds(pointGiven[2], pointGiven[1]))
    }
    for (index, location) in [-1.2, -1.2, 1.2, 1.2].enumerated() {
      #expect(distance(odds[index], around: location) <= limit)
    }
  }

  @Test func `densities are those of what is drawn`() {
    let temperature = 0.7
    let coin = BernoulliNode(logits: [0.6]).relaxed(temperature: temperature)
    func moments(_ y: Double) -> [Double] { [1, y, y * y] }
    let drawn = meanOverCases { moments(coin.sample(using: &$0)[0][0]) }
    let integrated = meanOverCases { chance in
      let y = chance.uniform()
      return moments(y).map { $0 * Double.exp(coin.logProbabilities(of: [[y]])[0]) }
    }
    // The density grows as y^(τ−1) at the ends, of which quadrature leaves out what lies below 10⁻¹³: 10⁻¹³ᵗ.
    #expect(largestDifference(drawn, integrated) <= 1e-8)

    // Over the triangle of two components: (u, (1 − u) v) with the Jacobian 1 − u.
    let choice = RelaxationProblem.choice.relaxed(temperature: temperature)
    func momentsOfPoint(_ y: [Double]) -> [Double] { [1, y[0], y[1] * y[1], y[0] * y[2]] }
    let points = meanOverCases { momentsOfPoint(choice.sample(using: &$0)[0]) }
    let integral = meanOverCases { chance in
      let (u, v) = (chance.uniform(), chance.uniform())
      let y = [u, (1 - u) * v, (1 - u) * (1 - v)]
      return momentsOfPoint(y).map {
        $0 * (1 - u) * Double.exp(choice.logProbabilities(of: [y])[0])
      }
    }
    #expect(largestDifference(points, integral) <= 1e-8)
  }

  @Test func `densities given a corner are those of what is drawn, and vanish elsewhere`() {
    let node = BernoulliNode(logits: [0.6])
    for side in [0.0, 1] {
      let given = node.relaxed(temperature: 0.7, given: [[side]])
      let drawn = meanOverCases { chance in [1, given.sample(using: &chance)[0][0]] }
      let integrated = meanOverCases { chance in
        let y = (side + chance.uniform()) / 2
        let density = Double.exp(given.logProbabilities(of: [[y]])[0])
        return [density / 2, y * density / 2]
      }
      #expect(largestDifference(drawn, integrated) <= 1e-8)
      #expect(given.logProbabilities(of: [[0.75 - 0.5 * side]]) == [-.infinity])
    }
    let choice = RelaxationProblem.choice
    let (relaxed, corner) = (choice.relaxed(temperature: 0.7), [0.0, 0, 1])
    let given = choice.relaxed(temperature: 0.7, given: [corner])
    let point = [0.2, 0.3, 0.5]
    let expected =
      relaxed.logProbabilities(of: [point])[0] - choice.logProbabilities(of: [corner])[0]
    #expect((given.logProbabilities(of: [point])[0] - expected).magnitude <= 1e-14)
    #expect(given.logProbabilities(of: [[0.5, 0.3, 0.2]]) == [-.infinity])
  }

  @Test func `no temperature and no coin is too extreme to be finite`() {
    var random = RandomStream(seed: 5)
    for logit in [-700.0, -40, 0, 40, 700] {
      let node = BernoulliNode(logits: [logit])
      let choice = CategoricalNode(logits: [0, logit, 0])
      for temperature in [1e-3, 0.1, 10] {
        for side in [0.0, 1] {
          let given = node.relaxed(temperature: temperature, given: [[side]])
          var gradient = node.zeroGradient
          given.addPullback(of: [[1]], at: given.sample(using: &random), to: &gradient)
          #expect(gradient[0].isFinite)
        }
        for chosen in 0..<3 {
          let given = choice.relaxed(
            temperature: temperature, given: [choice.outcome(of: [chosen])])
          var gradient = choice.zeroGradient
          given.addPullback(of: [[1, -2, 3]], at: given.sample(using: &random), to: &gradient)
          #expect(gradient.allSatisfy { $0.isFinite })
        }
      }
    }
  }

  /// log q and the score of what a node draws.
  private func isFinite(
    _ node: some ElementaryNode, using random: inout RandomStream
  ) -> Bool {
    let outcomes = node.sample(using: &random)
    return node.logProbabilities(of: outcomes)[0].isFinite
      && node.score(of: outcomes, weights: [1]).allSatisfy(\.isFinite)
  }

  /// An even coin at τ = 0.1 would round to 1 in σ(−53 log 2 · 0.1) = 2.5 % of its draws: in none of 200 with a probability
  /// of 0.6 %; at τ = 10⁻³ in about half.
  @Test(arguments: [0.1, 1e-3], [-40, 0, 40])
  func `what is drawn at a low temperature has a density and a score`(
    temperature: Double, logit: Double
  ) {
    let node = BernoulliNode(logits: [logit])
    let choice = CategoricalNode(logits: [0, logit, 0])
    var random = RandomStream(seed: 6)
    for _ in 0..<200 {
      #expect(isFinite(node.relaxed(temperature: temperature), using: &random))
      #expect(isFinite(choice.relaxed(temperature: temperature), using: &random))
      let tossed = node.sample(using: &random)
      #expect(isFinite(node.relaxed(temperature: temperature, given: tossed), using: &random))
      let chosen = choice.sample(using: &random)
      #expect(isFinite(choice.relaxed(temperature: temperature, given: chosen), using: &random))
    }
  }

  @Test func `temperatures and corners that make no sense are refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = BernoulliNode(logits: [0]).relaxed(temperature: 0)
    }
    await #expect(processExitsWith: .failure) {
      _ = BernoulliNode(logits: [0]).relaxed(temperature: 1, given: [[0.5]])
    }
    await #expect(processExitsWith: .failure) {
      _ = CategoricalNode(logits: [0, 0]).relaxed(temperature: 1, given: [[1, 1]])
    }
    await #expect(processExitsWith: .failure) {
      _ = CategoricalNode(logits: [0, 0]).relaxed(temperature: .nan)
    }
  }
}
