public import NeuralNetworks
public import Tensors

/// An encoder whose σ is the same for all images: a layer for the mean, and free parameters log σ.
///
///     (μ, log σ) = (mean(x), logDeviation)
///
/// It is what a linear model needs: there the true posterior has one covariance for all images.
public struct SharedDeviation<Mean: Layer>: Layer {
  /// From [rows, pixels] to means, [rows, latentCount].
  public var mean: Mean
  /// log σ, shape [latentCount].
  public var logDeviation: Tensor

  /// An encoder of its two parts.
  ///
  /// - Precondition: `logDeviation` is a vector.
  public init(mean: Mean, logDeviation: Tensor) {
    if logDeviation.rank != 1 {
      fatalError("SharedDeviation: log σ has shape \(logDeviation.shape), not [latentCount].")
    }
    self.mean = mean
    self.logDeviation = logDeviation
  }

  /// Means and log σ side by side, shape [rows, 2 · latentCount].
  public func callAsFunction(_ input: Tensor) -> Tensor {
    let means = mean(input)
    if means.rank != 2 || means.shape[1] != logDeviation.count {
      fatalError(
        "SharedDeviation: means of shape \(means.shape) for log σ of shape \(logDeviation.shape).")
    }
    return concatenate([means, logDeviation.broadcast(to: means.shape)], along: 1)
  }
}
