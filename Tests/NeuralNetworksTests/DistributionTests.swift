import NeuralNetworks
import PortableMath
import RandomStreams
import Tensors
import Testing

/// Outcomes of tosses, draws and modes. (Densities, entropies and divergences of the other
/// distributions are among ``LossTests``.)
@Suite struct DistributionTests {
  private func normals(_ shape: Shape, seed: UInt64) -> Tensor {
    var stream = RandomStream(seed: seed)
    return Tensor(normal: shape, standardDeviation: 2, using: &stream)
  }

  /// One stream a row.
  private func streams(_ count: Int, seed: UInt64) -> [RandomStream] {
    (0..<count).map { RandomStream(seed: seed).child($0) }
  }

  /// How far a mean of n draws may be off: z σ/√n with z = 4.5, which a right one exceeds 7 times in
  /// a million.
  private func tolerance(_ deviation: Double, over count: Int) -> Double {
    4.5 * deviation / Double(count).squareRoot()
  }

  // MARK: - Bernoulli

  /// Checks Σ f and its gradient against a function of one log-odds in double precision and its
  /// derivative. Some ten operations in `Float` on numbers below 10 err by 10 · 10 · 2⁻²³ = 1.2e-5.
  private func expectTosses(
    _ found: (Tensor) -> Tensor, at logits: Tensor, _ value: (Int, Double) -> Double,
    slope: (Int, Double) -> Double, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let numbers = logits.scalars.map(Double.init).enumerated()
    func expected(_ function: (Int, Double) -> Double) -> Tensor {
      Tensor(numbers.map { Float(function($0.offset, $0.element)) }, shape: logits.shape)
    }
    expectNear(
      found(logits), expected(value), tolerance: 1.2e-5, "value", sourceLocation: sourceLocation)
    expectNear(
      gradient(at: logits) { found($0).sum() }, expected(slope), tolerance: 1.2e-5, "slope",
      sourceLocation: sourceLocation)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `tosses have the closed forms of one coin`(seed: UInt64) {
    let logits = normals([3, 4], seed: seed)
    let others = normals([3, 4], seed: seed + 10).scalars.map(Double.init)
    let outcomes = (0..<12).map { $0 % 3 == 0 }
    func p(_ x: Double) -> Double { .logistic(x) }
    expectNear(
      Bernoulli(logits: logits).probabilities,
      Tensor(logits.scalars.map { Float(p(Double($0))) }, shape: [3, 4]), tolerance: 1e-6)
    expectTosses(
      { Bernoulli(logits: $0).logProbability(of: outcomes) }, at: logits,
      { .log(outcomes[$0] ? p($1) : 1 - p($1)) }, slope: { (outcomes[$0] ? 1 : 0) - p($1) })
    expectTosses(
      { Bernoulli(logits: $0).entropy }, at: logits,
      { -p($1) * .log(p($1)) - (1 - p($1)) * .log(1 - p($1)) },
      slope: { -$1 * p($1) * (1 - p($1)) })
    let other = Bernoulli(logits: Tensor(others.map { Float($0) }, shape: [3, 4]))
    expectTosses(
      { Bernoulli(logits: $0).divergence(from: other) }, at: logits,
      { index, x in
        let q = p(others[index])
        return p(x) * .log(p(x) / q) + (1 - p(x)) * .log((1 - p(x)) / (1 - q))
      },
      slope: { ($1 - others[$0]) * p($1) * (1 - p($1)) })
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `a coin is a choice between two whose other logit is 0`(seed: UInt64) {
    let logits = normals([6], seed: seed)
    let outcomes = [true, false, true, true, false, false]
    func choices(_ logits: Tensor) -> Categorical {
      let column = logits.reshaped(to: [6, 1])
      return Categorical(logits: concatenate([0 * column, column], along: 1))
    }
    let coin = Bernoulli(logits: logits)
    expectNear(
      coin.logProbability(of: outcomes),
      choices(logits).logProbability(of: outcomes.map { $0 ? 1 : 0 }), tolerance: 2e-6)
    expectNear(coin.entropy, choices(logits).entropy, tolerance: 2e-6)
    expectNear(
      gradient(at: logits) { Bernoulli(logits: $0).logProbability(of: outcomes).sum() },
      gradient(at: logits) { choices($0).logProbability(of: outcomes.map { $0 ? 1 : 0 }).sum() },
      tolerance: 2e-6)
    #expect(coin.mode == choices(logits).mode.map { $0 == 1 })
  }

  @Test func `certain coins have finite logarithms, and rare failures exact ones`() {
    let coin = Bernoulli(logits: Tensor([1000, -1000, 30, -30]))
    #expect(
      coin.logProbability(of: [false, true, false, true]).scalars == [-1000, -1000, -30, -30])
    let likely = coin.logProbability(of: [true, false, true, false])
    #expect(likely.scalars.prefix(2) == [0, 0])
    // log σ(30) = −log(1 + e⁻³⁰) = −9.3576e-14, which 30 − 30 would lose; so is its slope.
    for number in likely.scalars.suffix(2) {
      #expect((number / -9.357623e-14 - 1).magnitude < 1e-5)
    }
    let slope = gradient(at: Tensor([30, -30])) {
      Bernoulli(logits: $0).logProbability(of: [true, false]).sum()
    }
    #expect((slope.scalars[0] / 9.357623e-14 - 1).magnitude < 1e-5)
    #expect((slope.scalars[1] / -9.357623e-14 - 1).magnitude < 1e-5)
    #expect(coin.entropy.scalars.prefix(2) == [0, 0])
    #expect(coin.divergence(from: coin) == .zeros([4]))
    var streams = streams(4, seed: 1)
    #expect(coin.sample(using: &streams) == [true, false, true, false])
  }

  // MARK: - Draws

  @Test(arguments: [-3, -0.5, 0, 1, 4] as [Float])
  func `coins fall as often as their log-odds say`(logit: Float) {
    let count = 20_000
    var streams = streams(count, seed: 1)
    let tosses = Bernoulli(logits: Tensor(repeating: logit, shape: [count])).sample(using: &streams)
    let share = Double(tosses.count { $0 }) / Double(count)
    let p = Double.logistic(Double(logit))
    #expect((share - p).magnitude <= tolerance((p * (1 - p)).squareRoot(), over: count))
  }

  @Test func `choices come as often as softmax says, impossible ones never`() {
    let count = 20_000
    let logits = Tensor([1, -1, -.infinity, 0, 2])
    var streams = streams(count, seed: 1)
    let choices = Categorical(logits: logits.broadcast(to: [count, 5])).sample(using: &streams)
    let weights = logits.scalars.map { Double.exp(Double($0)) }
    for (choice, weight) in weights.enumerated() {
      let p = weight / weights.reduce(0, +)
      let share = Double(choices.count { $0 == choice }) / Double(count)
      #expect((share - p).magnitude <= tolerance((p * (1 - p)).squareRoot(), over: count))
    }
  }

  /// The standard deviation of ε² is √2, that of a product of two independent ε is 1.
  @Test func `normal numbers have the mean and deviation asked for, and independent components`() {
    let count = 20_000
    let mean = Tensor([1, -2])
    let logDeviation = Tensor([0.5, -1])
    var streams = streams(count, seed: 1)
    let gaussian = DiagonalGaussian(
      mean: mean.broadcast(to: [count, 2]), logDeviation: logDeviation)
    let draws = gaussian.sample(using: &streams)
    #expect(draws.shape == [count, 2])
    let standard = ((draws - mean) / exp(logDeviation)).scalars.map(Double.init)
    let pairs = stride(from: 0, to: 2 * count, by: 2).map { (standard[$0], standard[$0 + 1]) }
    func average(_ number: ((Double, Double)) -> Double) -> Double {
      pairs.reduce(0) { $0 + number($1) } / Double(count)
    }
    #expect(average(\.0).magnitude <= tolerance(1, over: count))
    #expect(average(\.1).magnitude <= tolerance(1, over: count))
    let two = (2.0).squareRoot()
    #expect((average { $0.0 * $0.0 } - 1).magnitude <= tolerance(two, over: count))
    #expect((average { $0.1 * $0.1 } - 1).magnitude <= tolerance(two, over: count))
    #expect(average { $0.0 * $0.1 }.magnitude <= tolerance(1, over: count))
  }

  @Test func `gradients pass through the mean and deviation of a draw`() {
    let mean = normals([3, 2], seed: 1)
    let logDeviation = 0.2 * normals([3, 2], seed: 2)
    func draw(_ mean: Tensor, _ logDeviation: Tensor) -> Tensor {
      var streams = streams(3, seed: 3)
      return DiagonalGaussian(mean: mean, logDeviation: logDeviation).sample(using: &streams)
    }
    let slopes = gradient(at: mean, logDeviation) { draw($0, $1).sum() }
    #expect(slopes.0 == Tensor(repeating: 1, shape: [3, 2]))
    expectNear(slopes.1, draw(mean, logDeviation) - mean, tolerance: 1e-6)
  }

  /// Draws from rows alone and together, with the same streams; also says how many words a row took.
  private func expectRowsAlone<Outcome: Equatable>(
    words: Int, _ draw: (Range<Int>, inout [RandomStream]) -> [Outcome],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var all = streams(5, seed: 7)
    let together = draw(0..<5, &all)
    for row in 0..<5 {
      var alone = [streams(5, seed: 7)[row]]
      #expect(draw(row..<(row + 1), &alone) == [together[row]], sourceLocation: sourceLocation)
      #expect(alone == [all[row]], sourceLocation: sourceLocation)
      var counted = streams(5, seed: 7)[row]
      for _ in 0..<words { _ = counted.next() }
      #expect(counted == all[row], sourceLocation: sourceLocation)
    }
  }

  @Test func `a row draws from its own stream, whatever the others are, one word a number`() {
    let logits = normals([5, 3], seed: 1)
    expectRowsAlone(words: 1) { rows, streams in
      Categorical(logits: logits.slice(rows, along: 0)).sample(using: &streams)
    }
    let odds = normals([5], seed: 2)
    expectRowsAlone(words: 1) { rows, streams in
      Bernoulli(logits: odds.slice(rows, along: 0)).sample(using: &streams)
    }
    expectRowsAlone(words: 3) { rows, streams in
      let gaussian = DiagonalGaussian(
        mean: logits.slice(rows, along: 0), logDeviation: Tensor([0, 1, 2]))
      let numbers = gaussian.sample(using: &streams).scalars
      return rows.indices.map { row in
        Array(numbers[(3 * (row - rows.lowerBound))...].prefix(3))
      }
    }
  }

  @Test func `modes are the most probable outcomes, the first among equals`() {
    #expect(
      Categorical(logits: Tensor([[0, 2, 1], [3, 3, 0], [-1, -2, -1]])).mode == [1, 0, 0])
    #expect(Bernoulli(logits: Tensor([-0.1, 0, 0.1])).mode == [false, true, true])
  }

  @Test func `other than a stream a row traps`() async {
    let categorical = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var streams = [RandomStream(seed: 1)]
      _ = Categorical(logits: Tensor([[0, 1], [1, 0]])).sample(using: &streams)
    }
    #expect(message(of: categorical).contains("Categorical.sample: 1 streams for 2 rows"))
    let coin = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var streams = [RandomStream(seed: 1)]
      _ = Bernoulli(logits: Tensor([0, 1])).sample(using: &streams)
    }
    #expect(message(of: coin).contains("Bernoulli.sample: 1 streams for 2 rows"))
    let gaussian = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var streams = [RandomStream(seed: 1)]
      _ = DiagonalGaussian(mean: Tensor([[0], [1]]), logDeviation: Tensor([0]))
        .sample(using: &streams)
    }
    #expect(message(of: gaussian).contains("DiagonalGaussian.sample: 1 streams for 2 rows"))
  }
}
