import PortableMath
import RandomStreams
import StochasticOptimization
import Testing

@Suite struct ChanceTests {
  @Test func `every case comes once, with its probability`() {
    var cases: [[Int]] = []
    var probabilities: [Double] = []
    EnumeratedChance.forEachCase { chance in
      chance.coin(0.25) ? [1, chance.choice([0.5, 0, 0.3, 0.2])] : [0]
    } visit: {
      cases.append($0)
      probabilities.append($1)
    }
    #expect(cases == [[0], [1, 0], [1, 2], [1, 3]])
    #expect(
      zip(probabilities, [0.75, 0.125, 0.075, 0.05]).allSatisfy { ($0 - $1).magnitude < 1e-16 })
  }

  /// The frequency of an event of probability p in n draws has the standard error √(p (1 − p)/n).
  @Test func `what is drawn is as frequent as what is gone through says`() {
    func body(_ chance: inout some Chance) -> Int {
      let first = chance.choice([0.2, 0.5, 0.3])
      return chance.coin(Double(first + 1) / 5) ? first : 3 + chance.choice([0.9, 0.1])
    }
    var exact = [Double](repeating: 0, count: 5)
    EnumeratedChance.forEachCase(body) { exact[$0] += $1 }
    #expect((exact.reduce(0, +) - 1).magnitude < 1e-15)
    let count = 20_000
    var counts = [Int](repeating: 0, count: 5)
    var random = RandomStream(seed: 11)
    withDrawnChance(from: &random) { chance in
      for _ in 0..<count { counts[body(&chance)] += 1 }
    }
    for (probability, frequency) in zip(exact, counts) {
      let error = (probability * (1 - probability) / Double(count)).squareRoot()
      #expect((Double(frequency) / Double(count) - probability).magnitude <= 4 * error)
    }
  }

  @Test func `drawn chance leaves the generator behind what was drawn`() {
    var (outside, inside) = (RandomStream(seed: 3), RandomStream(seed: 3))
    let numbers = withDrawnChance(from: &inside) { [$0.normal(), $0.uniform()] }
    #expect(numbers == [Double.normal(using: &outside), Double.openUniform(using: &outside)])
    #expect(inside.next() == outside.next())
  }

  @Test(arguments: [16, 32] as [Double])
  func `quadrature over uniform numbers agrees with known integrals`(resolution: Double) {
    func mean(_ function: (Double) -> Double) -> Double {
      EnumeratedChance.mean(resolution: resolution) { function($0.uniform()) }
    }
    let pi = 0x1.921fb54442d18p1
    func gumbel(_ u: Double) -> Double { -Double.log(-Double.log(u)) }
    let euler = 0.577_215_664_901_532_9
    let integrals: [(found: Double, exact: Double)] = [
      (mean { $0 }, 1.0 / 2), (mean { $0 * $0 }, 1.0 / 3), (mean { $0.squareRoot() }, 2.0 / 3),
      (mean { -Double.log($0) }, 1),
      (mean { Double.log($0) * Double.log1p(-$0) }, 2 - pi * pi / 6),
      (mean(gumbel), euler), (mean { gumbel($0) * gumbel($0) }, euler * euler + pi * pi / 6),
      (mean { 1 / (1 + $0 * $0) }, pi / 4),
    ]
    for (index, integral) in integrals.enumerated() {
      #expect((integral.found - integral.exact).magnitude < 1e-10, "integral \(index)")
    }
  }

  @Test(arguments: [16, 32] as [Double])
  func `quadrature over normal numbers agrees with known integrals`(resolution: Double) {
    func mean(_ function: (Double) -> Double) -> Double {
      EnumeratedChance.mean(resolution: resolution) { function($0.normal()) }
    }
    let integrals: [(found: Double, exact: Double)] = [
      (mean { $0 }, 0), (mean { $0 * $0 }, 1), (mean { $0 * $0 * $0 * $0 }, 3),
      (mean { Double.exp($0) }, Double.exp(0.5)), (mean { Double.cos($0) }, Double.exp(-0.5)),
      (mean { Double.logistic($0) }, 0.5),
    ]
    for (index, integral) in integrals.enumerated() {
      #expect((integral.found - integral.exact).magnitude < 1e-12, "integral \(index)")
    }
  }

  @Test func `the rows of a node are gone through together`() {
    let node = BernoulliNode(logits: [0.3, -1, 2, 0.7], coins: 2)
    var count = 0
    var total = 0.0
    EnumeratedChance.forEachCase {
      node.sample(using: &$0)
    } visit: { outcomes, probability in
      count += 1
      total += probability
      let logarithm = node.logProbabilities(of: outcomes).reduce(0, +)
      #expect((Double.exp(logarithm) - probability).magnitude < 1e-15)
    }
    #expect(count == 16 && (total - 1).magnitude < 1e-14)
  }
}
