import PortableMath
public import Tensors

/// Probabilistic principal component analysis: data are a linear function of few hidden numbers, and
/// noise that is alike in all directions.
///
///     z ~ N(0, I),  x = W z + μ + σ ε,  so that x ~ N(μ, W Wᵀ + σ² I)
///     z | x ~ N(M⁻¹ Wᵀ (x − μ), σ² M⁻¹),   M = Wᵀ W + σ² I
///
/// A model of hidden codes in which likelihood, posterior and best parameters all have closed forms:
/// what a variational auto-encoder approximates is known here.
///
/// > Reference: Tipping & Bishop (1999), "Probabilistic principal component analysis",
/// > doi:10.1111/1467-9868.00196.
public struct ProbabilisticPCA: Sendable {
  /// μ, one number a dimension.
  public let mean: [Double]
  /// W: a row for each dimension, each of `latentCount` numbers.
  public let weights: [[Double]]
  /// σ², positive.
  public let noiseVariance: Double
  /// σ² M⁻¹, the covariance of z given any x.
  public let posteriorCovariance: [[Double]]
  /// log det(W Wᵀ + σ² I).
  let logDeterminant: Double

  /// How many numbers a datum has.
  public var dimensions: Int { mean.count }
  /// How many numbers z has.
  public var latentCount: Int { posteriorCovariance.count }

  /// A model of known parameters.
  ///
  /// - Precondition: A row of `weights` for each number of `mean`, at least one; all rows of one
  ///   length, at least 1; `noiseVariance` is finite and positive.
  /// - Complexity: O(q² (d + q)) for q latent numbers of d dimensions.
  public init(mean: [Double], weights: [[Double]], noiseVariance: Double) {
    let latentCount = weights.first?.count ?? 0
    guard latentCount >= 1, weights.count == mean.count,
      weights.allSatisfy({ $0.count == latentCount }), noiseVariance > 0, noiseVariance.isFinite
    else {
      fatalError(
        "ProbabilisticPCA: a mean of \(mean.count) numbers, weights of \(weights.count) rows of "
          + "\(weights.map(\.count)), noise variance \(noiseVariance) don't fit.")
    }
    self.mean = mean
    self.weights = weights
    self.noiseVariance = noiseVariance
    let products = (0..<latentCount).map { i in
      (0..<latentCount).map { j in weights.reduce(0) { $0 + $1[i] * $1[j] } }
    }
    let system = SymmetricEigendecomposition(of: products)
    let scales = system.values.map { max(0, $0) + noiseVariance }
    posteriorCovariance = (0..<latentCount).map { i in
      (0..<latentCount).map { j in
        zip(system.vectors, scales).reduce(0) {
          $0 + $1.0[i] * $1.0[j] * noiseVariance / $1.1
        }
      }
    }
    logDeterminant =
      Double(mean.count - latentCount) * .log(noiseVariance)
      + scales.reduce(0) { $0 + .log($1) }
  }

  /// The model of greatest likelihood, in closed form.
  ///
  ///     S = 1/n Σ (x − μ)(x − μ)ᵀ = U Λ Uᵀ
  ///     μ = mean of x,  σ² = mean of the d − q smallest eigenvalues,  W = U_q (Λ_q − σ² I)^½
  ///
  /// W is unique but for a rotation of z; here its columns are at right angles, longest first.
  ///
  /// - Parameters:
  ///   - data: Shape [n, d], with at least one row.
  ///   - latentCount: q, from 1 to d − 1.
  /// - Precondition: The data do not lie in a space of q dimensions, where the likelihood has no
  ///   bound.
  /// - Complexity: O(n d² + d³).
  ///
  /// > Reference: Tipping & Bishop (1999), section 3.2.
  public init(fittedTo data: Tensor, latentCount: Int) {
    guard data.rank == 2, data.shape[0] >= 1, latentCount >= 1, latentCount < data.shape[1] else {
      fatalError(
        "ProbabilisticPCA: data of shape \(data.shape) and \(latentCount) latent numbers; "
          + "[n, d], and fewer than d, are needed.")
    }
    let rows = data.rowVectors
    let (count, dimensions) = (Double(rows.count), data.shape[1])
    let mean = (0..<dimensions).map { j in rows.reduce(0) { $0 + $1[j] } / count }
    var covariance = Array(repeating: Array(repeating: 0.0, count: dimensions), count: dimensions)
    for i in 0..<dimensions {
      for j in 0...i {
        let sum = rows.reduce(0) { $0 + ($1[i] - mean[i]) * ($1[j] - mean[j]) }
        covariance[i][j] = sum / count
        covariance[j][i] = sum / count
      }
    }
    let system = SymmetricEigendecomposition(of: covariance)
    let noise =
      system.values.dropFirst(latentCount).reduce(0, +) / Double(dimensions - latentCount)
    guard noise > system.values[0] * .ulpOfOne * Double(dimensions) else {
      fatalError(
        "ProbabilisticPCA: the data lie in \(latentCount) dimensions: eigenvalues \(system.values)."
      )
    }
    let lengths = system.values.prefix(latentCount).map { max(0, $0 - noise).squareRoot() }
    self.init(
      mean: mean,
      weights: (0..<dimensions).map { i in
        zip(system.vectors, lengths).map { $0[i] * $1 }
      },
      noiseVariance: noise)
  }
}
