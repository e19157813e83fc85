public import NeuralNetworks
import PortableMath
public import Tensors

/// The variational auto-encoder without any bend: everything about it can be computed exactly.
///
///     z ~ N(0, I),  x ~ N(W z + b, σ² I);   q(z | x) = N(V x + c, diag s²)
///
/// Its hidden model is probabilistic principal component analysis. Where the bound is largest, the
/// columns of W are at right angles, q is the true posterior, and the bound is the log-likelihood that
/// ``ProbabilisticPCA`` reaches in closed form.
///
/// > Reference: Lucas, Tucker, Grosse & Norouzi (2019), "Don't blame the ELBO! A linear VAE
/// > perspective on posterior collapse", arXiv:1911.02469.
public typealias LinearGaussianAutoencoder = VariationalAutoencoder<SharedDeviation<Dense>, Dense>

extension VariationalAutoencoder where Encoder == SharedDeviation<Dense>, Decoder == Dense {
  /// A linear model whose weights are drawn, with all log σ 0.
  ///
  /// - Parameters:
  ///   - pixels: How many numbers an image has.
  ///   - latentCount: How many numbers a code has.
  ///   - generator: Where the weights come from.
  public init(
    pixels: Int, latentCount: Int, using generator: inout some RandomNumberGenerator
  ) {
    self.init(
      encoder: SharedDeviation(
        mean: Dense(pixels, latentCount, using: &generator), logDeviation: .zeros([latentCount])),
      decoder: Dense(latentCount, pixels, using: &generator),
      likelihood: .learnedGaussian(logDeviation: Tensor(0)), latentCount: latentCount)
  }

  /// The model p(x) of the decoder alone, in which log p(x) and the true posterior are known.
  ///
  /// - Precondition: The pixels are normal, with one deviation for all; the decoder is linear.
  public var probabilisticPCA: ProbabilisticPCA {
    let (_, logDeviation) = linearParts
    if logDeviation.count != 1 {
      fatalError(
        "probabilisticPCA: log σ has shape \(logDeviation.shape); one for all pixels is needed.")
    }
    let weights = decoder.weights.rowVectors
    return ProbabilisticPCA(
      mean: decoder.bias?.scalars.map(Double.init)
        ?? Array(repeating: 0, count: decoder.weights.shape[1]),
      weights: (0..<decoder.weights.shape[1]).map { pixel in weights.map { $0[pixel] } },
      noiseVariance: .exp(2 * Double(logDeviation.scalars[0])))
  }
}

extension VariationalAutoencoder where Decoder == Dense {
  /// The evidence lower bound of each image without any noise: for a linear decoder and normal pixels
  /// the mean over q has a closed form.
  ///
  ///     E_q[log p(x | z)] = log p(x | μ) − ½ Σᵢ sᵢ² Σⱼ Wᵢⱼ² / σⱼ²
  ///
  /// Here μ and s are mean and deviation of q(z | x). What is left of ``elbo(of:noise:divergence:)`` is
  /// its mean over all noise; the gradient is that of the mean.
  ///
  /// - Parameter images: x, shape [rows, pixels].
  /// - Precondition: The likelihood is normal, and the decoder has no activation.
  public func exactElbo(of images: Tensor) -> EvidenceLowerBound {
    let (weights, logDeviation) = linearParts
    let posterior = encode(images)
    let slopes = square(weights * exp(-logDeviation)).sum(along: 1)
    let spread = (exp(2 * posterior.logDeviation) * slopes).sum(along: 1)
    return EvidenceLowerBound(
      reconstruction: likelihood.logProbability(of: images, given: outputs(of: posterior.mean))
        - 0.5 * spread,
      divergence: posterior.divergenceFromStandard)
  }

  /// W, [latentCount, pixels], and log σ of the pixels.
  fileprivate var linearParts: (weights: Tensor, logDeviation: Tensor) {
    guard decoder.activation == .none, let logDeviation = likelihood.logDeviation else {
      fatalError(
        "The exact bound needs normal pixels and a linear decoder, not \(likelihood) after "
          + "\(decoder.activation).")
    }
    return (decoder.weights, logDeviation)
  }
}
