import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import Testing

@Suite struct ProbabilisticPCATests {
  private func mean(_ numbers: [Double]) -> Double { numbers.reduce(0, +) / Double(numbers.count) }

  private func covariance(of data: Tensor) -> [[Double]] {
    let (count, width) = (data.shape[0], data.shape[1])
    let numbers = data.doubles
    let centered = (0..<width).map { column in
      let column = stride(from: column, to: numbers.count, by: width).map { numbers[$0] }
      let center = mean(column)
      return column.map { $0 - center }
    }
    return centered.map { left in
      centered.map { right in
        (0..<count).reduce(0) { $0 + left[$1] * right[$1] } / Double(count)
      }
    }
  }

  /// The normal density of two dimensions, written out: C = [a b; b c].
  @Test func `the density of two dimensions is the normal one`() {
    let pca = ProbabilisticPCA(mean: [1, -2], weights: [[1.5], [-0.5]], noiseVariance: 0.3)
    let (a, b, c) = (1.5 * 1.5 + 0.3, -0.75, 0.25 + 0.3)
    let determinant = a * c - b * b
    let data = Tensor([[1, -2], [0, 0], [3.5, -4], [-1, 7]])
    for (row, found) in pca.logDensities(of: data).enumerated() {
      let (x, y) = (Double(data[row, 0]) - 1, Double(data[row, 1]) + 2)
      let square = (c * x * x - 2 * b * x * y + a * y * y) / determinant
      let expected = -Double.log(2 * .pi) - 0.5 * .log(determinant) - 0.5 * square
      #expect((found - expected).magnitude <= 1e-13 * (1 + expected.magnitude))
    }
  }

  /// The eigenvalues of the covariance say what the greatest log-likelihood is (Tipping & Bishop
  /// 1999, section 3.2): −½ (d log 2π + Σ_q log λ + (d − q) log σ² + d).
  @Test(arguments: 1...7)
  func `the fit has the greatest log-likelihood, by its closed form`(latentCount: Int) {
    let data = LinearSample.data(300, seed: 1)
    let pca = ProbabilisticPCA(fittedTo: data, latentCount: latentCount)
    let values = SymmetricEigendecomposition(of: covariance(of: data)).values
    let noise = mean(Array(values.dropFirst(latentCount)))
    let logarithms = values.prefix(latentCount).reduce(0) { $0 + .log($1) }
    let expected =
      -0.5 * (8 * .log(2 * .pi) + logarithms + Double(8 - latentCount) * .log(noise) + 8)
    #expect((pca.noiseVariance - noise).magnitude <= 1e-12)
    #expect((mean(pca.logDensities(of: data)) - expected).magnitude <= 1e-11)
  }

  @Test func `whatever is changed in the fit, the log-likelihood falls`() {
    let data = LinearSample.data(300, seed: 2)
    let best = ProbabilisticPCA(fittedTo: data, latentCount: 2)
    let greatest = mean(best.logDensities(of: data))
    var random = RandomStream(seed: 3)
    for _ in 0..<30 {
      func moved(_ number: Double) -> Double { number + 0.05 * .normal(using: &random) }
      let other = ProbabilisticPCA(
        mean: best.mean.map(moved), weights: best.weights.map { $0.map(moved) },
        noiseVariance: best.noiseVariance * .exp(0.05 * .normal(using: &random)))
      #expect(mean(other.logDensities(of: data)) < greatest)
    }
  }

  /// log p(x) = log p(x | z) + log p(z) − log p(z | x) for every z: prior, likelihood and posterior are
  /// written out here, the posterior's two dimensions with the inverse of its covariance.
  @Test func `likelihood, prior and posterior make up the density at any code`() {
    let pca = LinearSample.truth
    let data = LinearSample.data(5, seed: 3)
    let densities = pca.logDensities(of: data)
    let means = pca.posteriorMeans(of: data)
    let s = pca.posteriorCovariance
    let determinant = s[0][0] * s[1][1] - s[0][1] * s[1][0]
    var random = RandomStream(seed: 4)
    for row in 0..<5 {
      let z = [Double.normal(using: &random), .normal(using: &random)]
      let rest = (0..<8).map { i in
        Double(data[row, i]) - pca.mean[i] - pca.weights[i][0] * z[0] - pca.weights[i][1] * z[1]
      }
      let squares = rest.reduce(0) { $0 + $1 * $1 }
      let likelihood = -4 * .log(2 * .pi * pca.noiseVariance) - 0.5 * squares / pca.noiseVariance
      let prior = -Double.log(2 * .pi) - 0.5 * (z[0] * z[0] + z[1] * z[1])
      let (u, v) = (z[0] - means[row][0], z[1] - means[row][1])
      let square = (s[1][1] * u * u - 2 * s[0][1] * u * v + s[0][0] * v * v) / determinant
      let posterior = -Double.log(2 * .pi) - 0.5 * .log(determinant) - 0.5 * square
      #expect((likelihood + prior - posterior - densities[row]).magnitude < 1e-11)
    }
  }

  /// A product xᵢ xⱼ of normal numbers has variance Cᵢᵢ Cⱼⱼ + Cᵢⱼ²; the mean of n = 20,000 of them is
  /// off by 5 √(variance / n) at most, but once in 1.7 million for each of the 36.
  @Test func `draws have the model's mean and covariance`() {
    let (pca, count) = (LinearSample.truth, 20_000)
    var random = RandomStream(seed: 5)
    let data = pca.sample(count: count, using: &random)
    let found = covariance(of: data)
    let means = data.mean(along: 0).doubles
    let expected = (0..<8).map { i in
      (0..<8).map { j in
        zip(pca.weights[i], pca.weights[j]).reduce(i == j ? pca.noiseVariance : 0) {
          $0 + $1.0 * $1.1
        }
      }
    }
    for i in 0..<8 {
      let tolerance = 5 * (expected[i][i] / Double(count)).squareRoot()
      #expect((means[i] - pca.mean[i]).magnitude <= tolerance)
      for j in 0...i {
        let variance = expected[i][i] * expected[j][j] + expected[i][j] * expected[i][j]
        let tolerance = 5 * (variance / Double(count)).squareRoot()
        #expect((found[i][j] - expected[i][j]).magnitude <= tolerance)
      }
    }
  }

  @Test func `the divergence from the posterior is 0 for the posterior, and closed otherwise`() {
    // Columns at right angles: M = diag(4 + ½, 1 + ½), so the posterior has independent components.
    let pca = ProbabilisticPCA(
      mean: [0, 0, 0], weights: [[2, 0], [0, 1], [0, 0]], noiseVariance: 0.5)
    let data = Tensor([[1, 2, 3], [0, -1, 0]])
    let mean = Tensor(pca.posteriorMeans(of: data).map { $0.map(Float.init) })
    let exact = Tensor([Float(0.5 * .log(0.5 / 4.5)), Float(0.5 * .log(0.5 / 1.5))])
    let same = DiagonalGaussian(mean: mean, logDeviation: exact)
    for found in pca.posteriorDivergences(of: same, given: data) {
      #expect(found.magnitude < 1e-6)
    }
    // Against components of their own: Σ of KL(N(m + 0.1, e²σ²) ‖ N(m, σ²)).
    let other = DiagonalGaussian(mean: mean + 0.1, logDeviation: exact + 1)
    for found in pca.posteriorDivergences(of: other, given: data) {
      let expected = [9.0, 3].reduce(0.0) {
        $0 + 0.5 * (.exp(2) + 0.01 * $1 - 1) - 1
      }
      #expect((found - expected).magnitude < 1e-5)
    }
  }

  @Test func `what has no fit traps`() async {
    let shape = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ProbabilisticPCA(fittedTo: .zeros([5, 3]), latentCount: 3)
    }
    #expect(text(of: shape).contains("data of shape [5, 3] and 3 latent numbers"))
    let flat = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ProbabilisticPCA(fittedTo: Tensor([[1, 2, 3], [2, 4, 6], [3, 6, 9]]), latentCount: 1)
    }
    #expect(text(of: flat).contains("the data lie in 1 dimensions"))
    let noise = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ProbabilisticPCA(mean: [0, 0], weights: [[1], [1]], noiseVariance: 0)
    }
    #expect(text(of: noise).contains("noise variance 0.0"))
    let width = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LinearSample.truth.logDensities(of: .zeros([2, 3]))
    }
    #expect(text(of: width).contains("data of shape [2, 3], not [n, 8]"))
  }

  private func text(of result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }
}
