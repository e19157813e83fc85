public import NeuralNetworks
import PortableMath
public import Tensors

extension ProbabilisticPCA {
  /// log p(x) of each datum, in nats.
  ///
  ///     −½ (d log 2π + log det C + ‖x − μ − W m‖² / σ² + ‖m‖²),   m = E[z | x]
  ///
  /// The last two terms are (x − μ)ᵀ C⁻¹ (x − μ) as a sum of squares, of which none cancels another:
  /// m is where their sum is least.
  ///
  /// - Parameter data: Shape [n, d].
  /// - Complexity: O(n d q).
  public func logDensities(of data: Tensor) -> [Double] {
    rows(of: data).map { x in
      let code = posteriorMean(of: x)
      let squares = x.indices.reduce(0) { sum, i in
        let rest = x[i] - mean[i] - weights[i].dot(code)
        return sum + rest * rest
      }
      return -0.5
        * (Double(dimensions) * .log(2 * .pi) + logDeterminant + squares / noiseVariance
          + code.dot(code))
    }
  }

  /// E[z | x] of each datum: M⁻¹ Wᵀ (x − μ).
  ///
  /// - Parameter data: Shape [n, d].
  public func posteriorMeans(of data: Tensor) -> [[Double]] { rows(of: data).map(posteriorMean) }

  /// KL(q(z | x) ‖ p(z | x)) for normal q with independent components, in nats: what the evidence
  /// lower bound falls short of log p(x) by.
  ///
  ///     ½ (tr(P D) + (m − a)ᵀ P (m − a) − q − log det P − log det D),   P = M / σ²
  ///
  /// P is the inverse of the posterior's covariance, m its mean; a and D are mean and covariance of q.
  ///
  /// - Parameters:
  ///   - approximation: q(z | x) of each datum, shape [n, latentCount].
  ///   - data: x, shape [n, d].
  public func posteriorDivergences(
    of approximation: DiagonalGaussian, given data: Tensor
  ) -> [Double] {
    if approximation.mean.shape != [data.shape[0], latentCount] {
      fatalError(
        "posteriorDivergences: q of shape \(approximation.mean.shape) for data of shape "
          + "\(data.shape) and \(latentCount) latent numbers.")
    }
    let precision = (0..<latentCount).map { i in
      (0..<latentCount).map { j in
        (i == j ? 1 : 0) + weights.reduce(0) { $0 + $1[i] * $1[j] } / noiseVariance
      }
    }
    // det M = det C σ^(2(q − d)), and P = M / σ².
    let logPrecision = logDeterminant - Double(dimensions) * .log(noiseVariance)
    let means = approximation.mean.rowVectors
    let logDeviations = approximation.logDeviation.rowVectors
    return zip(posteriorMeans(of: data), zip(means, logDeviations)).map { exact, q in
      let distance = zip(exact, q.0).map { $0 - $1 }
      let trace = q.1.indices.reduce(0) { $0 + precision[$1][$1] * .exp(2 * q.1[$1]) }
      let square = distance.dot(precision.map { $0.dot(distance) })
      return 0.5
        * (trace + square - Double(latentCount) - logPrecision - 2 * q.1.reduce(0, +))
    }
  }

  /// Draws data: z, then x given z.
  ///
  /// - Parameters:
  ///   - count: How many, not negative.
  ///   - generator: Gives the seed; takes one word. Each datum has a stream of its own.
  /// - Returns: Shape [count, d].
  public func sample(count: Int, using generator: inout some RandomNumberGenerator) -> Tensor {
    let noise = standardNormals(
      samples: 1, rows: count, components: latentCount + dimensions, using: &generator
    ).at(0, along: 0).rowVectors
    let deviation = noiseVariance.squareRoot()
    let numbers = noise.flatMap { noise in
      let code = Array(noise.prefix(latentCount))
      return (0..<dimensions).map {
        Float(mean[$0] + weights[$0].dot(code) + deviation * noise[latentCount + $0])
      }
    }
    return Tensor(numbers, shape: [count, dimensions])
  }

  private func posteriorMean(of x: [Double]) -> [Double] {
    let projection = (0..<latentCount).map { k in
      x.indices.reduce(0) { $0 + weights[$1][k] * (x[$1] - mean[$1]) } / noiseVariance
    }
    return posteriorCovariance.map { $0.dot(projection) }
  }

  private func rows(of data: Tensor) -> [[Double]] {
    if data.rank != 2 || data.shape[1] != dimensions {
      fatalError("ProbabilisticPCA: data of shape \(data.shape), not [n, \(dimensions)].")
    }
    return data.rowVectors
  }
}
