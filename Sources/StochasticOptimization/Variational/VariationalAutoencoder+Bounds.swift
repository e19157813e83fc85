import NeuralNetworks
public import Tensors

/// How the divergence of q(z | x) from the prior is found.
public enum DivergenceEstimate: Sendable, Hashable {
  /// In closed form: Σ (½ (μ² + σ² − 1) − log σ).
  case analytic
  /// As the mean of log q(z | x) − log p(z) over the drawn codes: it is right on average, and needs no
  /// closed form.
  case sampled
}

/// The two parts of the evidence lower bound, one number an image.
///
///     log p(x) ≥ E_q[log p(x | z)] − KL(q(z | x) ‖ p(z))
public struct EvidenceLowerBound: Sendable {
  /// log p(x | z), averaged over the codes drawn or exactly, in nats; shape [rows].
  public var reconstruction: Tensor
  /// KL(q(z | x) ‖ p(z)), in nats; shape [rows].
  public var divergence: Tensor

  /// The bound from its parts.
  public init(reconstruction: Tensor, divergence: Tensor) {
    self.reconstruction = reconstruction
    self.divergence = divergence
  }

  /// reconstruction − β · divergence, in nats; shape [rows].
  ///
  /// - Parameter weight: β; with 1 it is a lower bound of log p(x), with more all the more.
  ///
  /// > Reference: Higgins et al. (2017), "β-VAE: learning basic visual concepts with a constrained
  /// > variational framework", ICLR, for β other than 1.
  public func value(weight: Float = 1) -> Tensor { reconstruction - weight * divergence }
}

extension VariationalAutoencoder {
  /// The evidence lower bound of each image, for noise that is given.
  ///
  ///     1/K Σₖ log p(x | zₖ) − KL(q(z | x) ‖ p(z)),   zₖ = μ + σ εₖ
  ///
  /// Gradients pass through the codes: this is the pathwise estimator, which asks that z be continuous
  /// and the decoder differentiable.
  ///
  /// - Parameters:
  ///   - images: x, shape [rows, pixels].
  ///   - noise: ε, shape [K, rows, latentCount]; see ``standardNormals(samples:rows:components:using:)``.
  ///   - divergence: How the second part is found.
  ///
  /// > Reference: Kingma & Welling (2014), arXiv:1312.6114: eq. 7 (analytic), eq. 6 (sampled).
  public func elbo(
    of images: Tensor, noise: Tensor, divergence: DivergenceEstimate = .analytic
  ) -> EvidenceLowerBound {
    let posterior = encode(images)
    let codes = codes(from: posterior, noise: noise)
    return EvidenceLowerBound(
      reconstruction: likelihood.logProbability(of: images, given: outputs(of: codes))
        .mean(along: 0),
      divergence: divergence == .analytic
        ? posterior.divergenceFromStandard
        : logRatio(posterior, codes: codes, noise: noise).mean(along: 0))
  }

  /// The evidence lower bound of each image, for noise that is drawn.
  ///
  /// - Parameters:
  ///   - images: x, shape [rows, pixels].
  ///   - samples: K, how many codes are drawn an image, at least 1.
  ///   - divergence: How the second part is found.
  ///   - generator: Gives the seed of the noise; takes one word.
  public func elbo(
    of images: Tensor, samples: Int = 1, divergence: DivergenceEstimate = .analytic,
    using generator: inout some RandomNumberGenerator
  ) -> EvidenceLowerBound {
    let noise = noise(for: images, samples: samples, using: &generator)
    return elbo(of: images, noise: noise, divergence: divergence)
  }

  /// The importance-weighted bound of each image, for noise that is given.
  ///
  ///     log 1/K Σₖ wₖ,   wₖ = p(x | zₖ) p(zₖ) / q(zₖ | x)
  ///
  /// On average it is at most log p(x), and does not fall as K grows; with one code it is the evidence
  /// lower bound, the divergence being sampled. No weight overflows: the largest is divided out.
  ///
  /// - Parameters:
  ///   - images: x, shape [rows, pixels].
  ///   - noise: ε, shape [K, rows, latentCount].
  /// - Returns: In nats, shape [rows].
  ///
  /// > Reference: Burda, Grosse & Salakhutdinov (2016), "Importance weighted autoencoders",
  /// > arXiv:1509.00519, theorem 1.
  public func importanceWeightedBound(of images: Tensor, noise: Tensor) -> Tensor {
    let posterior = encode(images)
    let codes = codes(from: posterior, noise: noise)
    let logWeights =
      likelihood.logProbability(of: images, given: outputs(of: codes))
      - logRatio(posterior, codes: codes, noise: noise)
    return logWeights.logSumExp(along: 0) - log(Tensor(Float(noise.shape[0])))
  }

  /// The importance-weighted bound of each image, for noise that is drawn.
  ///
  /// - Parameters:
  ///   - images: x, shape [rows, pixels].
  ///   - samples: K, how many codes are drawn an image, at least 1.
  ///   - generator: Gives the seed of the noise; takes one word.
  /// - Returns: In nats, shape [rows].
  public func importanceWeightedBound(
    of images: Tensor, samples: Int, using generator: inout some RandomNumberGenerator
  ) -> Tensor {
    importanceWeightedBound(
      of: images, noise: noise(for: images, samples: samples, using: &generator))
  }

  /// The noise for some images, each of which has a stream of its own; [samples, rows, latentCount].
  func noise(
    for images: Tensor, samples: Int, using generator: inout some RandomNumberGenerator
  ) -> Tensor {
    if samples < 1 || images.rank != 2 {
      fatalError(
        "VariationalAutoencoder: \(samples) samples for images of shape \(images.shape); "
          + "at least one, and [rows, pixels], are needed.")
    }
    return standardNormals(
      samples: samples, rows: images.shape[0], components: latentCount, using: &generator)
  }

  /// log q(z | x) − log p(z) = Σ (½ z² − ½ ε² − log σ): ε is (z − μ)/σ, and the constants cancel;
  /// shape [samples, rows].
  private func logRatio(_ posterior: DiagonalGaussian, codes: Tensor, noise: Tensor) -> Tensor {
    (0.5 * (square(codes) - square(noise)) - posterior.logDeviation).sum(along: -1)
  }
}

extension DiagonalGaussian {
  /// KL(q ‖ N(0, I)), in nats; shape [rows].
  var divergenceFromStandard: Tensor {
    divergence(from: DiagonalGaussian(mean: .zeros(mean.shape), logDeviation: Tensor(0)))
  }
}
