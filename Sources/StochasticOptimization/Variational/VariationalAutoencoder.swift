public import NeuralNetworks
public import Tensors

/// A model of images with hidden codes, and a network that guesses the codes of an image.
///
///     z ~ N(0, I),  x ~ p(x | decoder(z));   q(z | x) = N(μ, diag σ²),  (μ, log σ) = encoder(x)
///
///     var model = VariationalAutoencoder(pixels: 64, hidden: [128], latentCount: 2, using: &random)
///     let (bound, gradient) = valueAndGradient(at: model) {
///       $0.elbo(of: images, noise: noise).value().mean()
///     }
///     optimizer.ascend(&model, along: gradient)
///
/// Images are rows of numbers; a layer that wants another shape starts with a function that makes it.
///
/// > Reference: Kingma & Welling (2014), "Auto-encoding variational Bayes", arXiv:1312.6114; Rezende,
/// > Mohamed & Wierstra (2014), "Stochastic backpropagation and approximate inference in deep
/// > generative models", arXiv:1401.4082.
public struct VariationalAutoencoder<Encoder: Layer, Decoder: Layer>: Differentiable, Sendable {
  /// From [rows, pixels] to [rows, 2 · latentCount]: all means, then all log σ.
  public var encoder: Encoder
  /// From [rows, latentCount] to [rows, pixels].
  public var decoder: Decoder
  /// What the decoder's outputs say about the pixels.
  public var likelihood: Likelihood
  /// How many numbers a code has.
  public let latentCount: Int

  /// A model of an encoder and a decoder.
  ///
  /// - Precondition: Codes have at least one number.
  public init(encoder: Encoder, decoder: Decoder, likelihood: Likelihood, latentCount: Int) {
    if latentCount < 1 {
      fatalError("VariationalAutoencoder: codes of \(latentCount) numbers; at least 1 is needed.")
    }
    self.encoder = encoder
    self.decoder = decoder
    self.likelihood = likelihood
    self.latentCount = latentCount
  }

  // MARK: - From images to codes

  /// q(z | x) of each image.
  ///
  /// - Parameter images: x, shape [rows, pixels].
  /// - Returns: Mean and log σ of shape [rows, latentCount].
  public func encode(_ images: Tensor) -> DiagonalGaussian {
    if images.rank != 2 {
      fatalError("VariationalAutoencoder: images have shape \(images.shape), not [rows, pixels].")
    }
    let outputs = encoder(images)
    if outputs.shape != [images.shape[0], 2 * latentCount] {
      fatalError(
        "VariationalAutoencoder: the encoder makes shape \(outputs.shape) of \(images.shape); "
          + "means and log σ of \(latentCount) numbers are [\(images.shape[0]), \(2 * latentCount)]."
      )
    }
    return DiagonalGaussian(
      mean: outputs.slice(0..<latentCount, along: 1),
      logDeviation: outputs.slice(latentCount..<(2 * latentCount), along: 1))
  }

  /// z = μ + σ ε: codes drawn by moving and stretching noise, so that gradients pass to μ and σ.
  ///
  /// - Parameters:
  ///   - posterior: q(z | x), of shape [rows, latentCount].
  ///   - noise: ε, shape [samples, rows, latentCount].
  /// - Returns: Shape [samples, rows, latentCount].
  public func codes(from posterior: DiagonalGaussian, noise: Tensor) -> Tensor {
    let shape = posterior.mean.shape
    if noise.rank != 3 || noise.shape[1] != shape[0] || noise.shape[2] != shape[1]
      || noise.shape[0] < 1
    {
      fatalError(
        "VariationalAutoencoder: noise of shape \(noise.shape) for codes of shape \(shape); "
          + "[samples, \(shape[0]), \(shape[1])] is needed, with at least one sample.")
    }
    return posterior.mean + exp(posterior.logDeviation) * noise
  }

  // MARK: - From codes to images

  /// The decoder's outputs, what ``likelihood`` takes.
  ///
  /// - Parameter codes: z, shape […, latentCount].
  /// - Returns: Shape […, pixels].
  public func outputs(of codes: Tensor) -> Tensor {
    if codes.rank < 1 || codes.shape[codes.rank - 1] != latentCount {
      fatalError(
        "VariationalAutoencoder: codes have shape \(codes.shape), not […, \(latentCount)].")
    }
    let outputs = decoder(codes.reshaped(to: [-1, latentCount]))
    return outputs.reshaped(to: codes.shape.dropLast() + [outputs.shape[outputs.rank - 1]])
  }

  /// The mean of p(x | z): the image that a code stands for.
  ///
  /// - Parameter codes: z, shape […, latentCount].
  /// - Returns: Shape […, pixels].
  public func decode(_ codes: Tensor) -> Tensor { likelihood.mean(given: outputs(of: codes)) }

  /// The images that stand for the means of q(z | x); of the images' shape.
  public func reconstruct(_ images: Tensor) -> Tensor { decode(encode(images).mean) }

  /// Draws images: z from the prior, then x from p(x | z), with the noise of the pixels.
  ///
  /// To draw without that noise, decode normal codes: `model.decode(Tensor(normal: [count, 2], …))`.
  ///
  /// - Parameters:
  ///   - count: How many, not negative.
  ///   - generator: Gives the seeds of codes and pixels; takes two words.
  /// - Returns: Shape [count, pixels].
  public func sample(count: Int, using generator: inout some RandomNumberGenerator) -> Tensor {
    let codes = standardNormals(
      samples: 1, rows: count, components: latentCount, using: &generator)
    return likelihood.sample(given: outputs(of: codes.at(0, along: 0)), using: &generator)
  }
}

extension VariationalAutoencoder where Encoder == MLP, Decoder == MLP {
  /// A model of two multilayer perceptrons, the decoder's widths being the encoder's backwards.
  ///
  /// - Parameters:
  ///   - pixels: How many numbers an image has.
  ///   - hidden: The widths between image and code.
  ///   - latentCount: How many numbers a code has.
  ///   - likelihood: What the decoder's outputs say about the pixels.
  ///   - activation: What follows each layer but the last.
  ///   - generator: Where the weights come from.
  public init(
    pixels: Int, hidden: [Int], latentCount: Int, likelihood: Likelihood = .bernoulli,
    activation: Activation = .tanh, using generator: inout some RandomNumberGenerator
  ) {
    self.init(
      encoder: MLP(
        [pixels] + hidden + [2 * latentCount], activation: activation, using: &generator),
      decoder: MLP(
        [latentCount] + hidden.reversed() + [pixels], activation: activation, using: &generator),
      likelihood: likelihood, latentCount: latentCount)
  }
}
