import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import Testing

/// On the linear model log p(x) is known, so that bounds can be compared with what they bound.
@Suite struct ImportanceWeightedBoundTests {
  private static let counts = [1, 2, 8, 64]

  /// The bound with K codes, as mean and standard error of 4,000 draws for one datum.
  private func bounds(seed: UInt64) -> (
    logDensity: Double, elbo: Double, weighted: [(mean: Double, error: Double)]
  ) {
    let model = LinearSample.model(seed: seed)
    let datum = LinearSample.data(1, seed: seed)
    let many = datum.broadcast(to: [4_000, 8])
    let weighted = Self.counts.map { count in
      var random = RandomStream(seed: seed).child("codes").child(count)
      return meanAndError(
        model.importanceWeightedBound(of: many, samples: count, using: &random).doubles)
    }
    return (
      model.probabilisticPCA.logDensities(of: datum)[0],
      Double(model.exactElbo(of: datum).value().scalar), weighted
    )
  }

  /// Burda et al. (2016), theorem 1: in the mean, ELBO = L₁ ≤ L₂ ≤ … ≤ log p(x). The means of 4,000
  /// draws err by their standard errors, and differences of independent ones by the root of the sum of
  /// squares: with 4.5 of these, one of the 7 comparisons of a seed fails twice in 100,000 runs.
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `more codes give a bound that is closer to log p(x), and stays below`(seed: UInt64) {
    let (logDensity, elbo, weighted) = bounds(seed: seed)
    #expect((weighted[0].mean - elbo).magnitude <= 4.5 * weighted[0].error)
    for (fewer, more) in zip(weighted, weighted.dropFirst()) {
      let error = (fewer.error * fewer.error + more.error * more.error).squareRoot()
      #expect(more.mean >= fewer.mean - 4.5 * error)
    }
    for bound in weighted { #expect(bound.mean <= logDensity + 4.5 * bound.error) }
    // The test can fail: one code is certainly below many, and many are nearer than half way.
    let gain = weighted[3].mean - weighted[0].mean
    #expect(gain > 10 * (weighted[0].error + weighted[3].error))
    #expect(weighted[3].mean > (elbo + logDensity) / 2)
  }

  /// Where q is the posterior all weights are p(x): the bound is log p(x), whatever the noise.
  @Test func `for the true posterior every draw is log p(x)`() {
    let data = LinearSample.data(200, seed: 6)
    let pca = ProbabilisticPCA(fittedTo: data, latentCount: 2)
    let model = LinearSample.model(of: pca)
    var random = RandomStream(seed: 1)
    let found = model.importanceWeightedBound(of: data, samples: 5, using: &random).doubles
    for (bound, logDensity) in zip(found, pca.logDensities(of: data)) {
      #expect((bound - logDensity).magnitude < 1e-4)
    }
  }
}
