import NeuralNetworks
public import Tensors

/// p(x | z): what a decoder's outputs say about the pixels, each independent of the others given them.
///
/// It knows nothing of codes: whatever a decoder made its outputs from, continuous or discrete, this is
/// the part that follows. A deviation that is learned is a parameter like those of a layer.
public enum Likelihood: Differentiable, Sendable {
  /// Pixels are 1 with probability σ(output), else 0.
  case bernoulli
  /// Pixels are normal about the outputs, with one known standard deviation, positive.
  case gaussian(deviation: Float)
  /// Pixels are normal about the outputs; log σ is trained. It has one element for all pixels, shape
  /// [], or one for each, shape [pixels].
  case learnedGaussian(logDeviation: Tensor)

  /// log p(x | z) of rows of pixels, in nats.
  ///
  /// For ``bernoulli`` pixels may be grey levels g in 0 … 1: then it is g log p + (1 − g) log(1 − p),
  /// the mean of log p over the black and white images that g is the mean of.
  ///
  /// - Parameters:
  ///   - pixels: x, shape [rows, pixels].
  ///   - outputs: The decoder's, shape […, rows, pixels]: several for each row, or one.
  /// - Returns: Shape […, rows].
  public func logProbability(of pixels: Tensor, given outputs: Tensor) -> Tensor {
    if pixels.rank != 2 || outputs.rank < 2 || Array(outputs.shape.suffix(2)) != Array(pixels.shape)
    {
      fatalError(
        "Likelihood: pixels of shape \(pixels.shape), outputs of shape \(outputs.shape); "
          + "[rows, pixels] and […, rows, pixels] are needed.")
    }
    guard let logDeviation else {
      return (pixels * outputs - softplus(outputs)).sum(along: -1)
    }
    return DiagonalGaussian(mean: outputs, logDeviation: logDeviation)
      .logDensity(of: pixels.broadcast(to: outputs.shape))
  }

  /// The mean of the pixels: what is shown of an image that a decoder describes; of the outputs'
  /// shape.
  public func mean(given outputs: Tensor) -> Tensor {
    switch self {
    case .bernoulli: sigmoid(outputs)
    case .gaussian, .learnedGaussian: outputs
    }
  }

  /// Draws pixels, each row from a stream of its own; one word a pixel.
  ///
  /// No gradient passes through.
  ///
  /// - Parameters:
  ///   - outputs: The decoder's, shape [rows, pixels].
  ///   - generator: Gives the seed; takes one word.
  /// - Returns: Shape [rows, pixels].
  public func sample(
    given outputs: Tensor, using generator: inout some RandomNumberGenerator
  ) -> Tensor {
    if outputs.rank != 2 {
      fatalError("Likelihood.sample: outputs have shape \(outputs.shape), not [rows, pixels].")
    }
    let outputs = stopGradient(outputs)
    guard let logDeviation else {
      let images = LabeledImages(
        pixels: sigmoid(outputs), labels: Array(repeating: 0, count: outputs.shape[0]))
      return images.binarized(using: &generator).pixels
    }
    let noise = standardNormals(
      samples: 1, rows: outputs.shape[0], components: outputs.shape[1], using: &generator)
    return outputs + stopGradient(exp(logDeviation)) * noise.at(0, along: 0)
  }

  /// log σ, shape [] or [pixels]; `nil` where the pixels are not normal.
  var logDeviation: Tensor? {
    switch self {
    case .bernoulli: return nil
    case .gaussian(let deviation):
      if !(deviation > 0 && deviation.isFinite) {
        fatalError("Likelihood: the deviation is finite and positive, not \(deviation).")
      }
      return log(Tensor(deviation))
    case .learnedGaussian(let logDeviation): return logDeviation
    }
  }

  // MARK: - Differentiable

  /// Calls `body` with log σ, where it is learned.
  public mutating func forEachTensor(_ body: (inout Tensor) -> Void) {
    guard case .learnedGaussian(var logDeviation) = self else { return }
    body(&logDeviation)
    self = .learnedGaussian(logDeviation: logDeviation)
  }

  /// The name of log σ, where it is learned.
  public var tensorNames: [String] {
    if case .learnedGaussian = self { ["logDeviation"] } else { [] }
  }
}
