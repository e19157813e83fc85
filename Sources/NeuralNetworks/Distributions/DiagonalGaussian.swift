public import RandomStreams
public import Tensors

/// Normal distributions whose components are independent, given by mean and log σ.
///
/// The last axis has the components of one distribution.
public struct DiagonalGaussian: Differentiable, Sendable {
  /// Shape [..., components].
  public var mean: Tensor
  /// log σ; the same shape as the mean, or one that broadcasts to it.
  public var logDeviation: Tensor

  /// Normal distributions of some means and log σ.
  ///
  /// - Precondition: `logDeviation` broadcasts to the shape of the mean.
  public init(mean: Tensor, logDeviation: Tensor) {
    self.mean = mean
    self.logDeviation = logDeviation.broadcast(to: mean.shape)
  }

  /// log p(x) = −Σ (½ ((x − μ) / σ)² + log σ + ½ log 2π); shape [...].
  ///
  /// - Parameter x: Of the mean's shape.
  public func logDensity(of x: Tensor) -> Tensor {
    checkSameShape(x, mean, "DiagonalGaussian.logDensity(of:)")
    let standard = (x - mean) * exp(-logDeviation)
    return -(0.5 * square(standard) + logDeviation + halfLogTwoPi).sum(along: -1)
  }

  /// Draws x = μ + σ ε for each row, each row from a stream of its own; one word a component.
  ///
  /// Gradients pass through μ and σ, not through ε.
  ///
  /// - Parameter streams: As many as rows.
  /// - Returns: The mean's shape.
  public func sample(using streams: inout [RandomStream]) -> Tensor {
    let components = mean.shape[mean.rank - 1]
    checkStreams(streams.count, rows: mean.count / max(1, components), "DiagonalGaussian.sample")
    let noise = streams.indices.flatMap { row in
      (0..<components).map { _ in Float(Double.normal(using: &streams[row])) }
    }
    return mean + exp(logDeviation) * Tensor(noise, shape: mean.shape)
  }

  /// Σ (log σ + ½ log 2πe), in nats; shape [...].
  public var entropy: Tensor { (logDeviation + (halfLogTwoPi + 0.5)).sum(along: -1) }

  /// KL(p ‖ q) = Σ (log σq − log σp + (σp² + (μp − μq)²) / (2 σq²) − ½), in nats; shape [...].
  ///
  /// The part of σ is computed as ½ (exp(2 d) − 1 − 2 d) with d = log σp − log σq, exactly 0 where they are equal.
  ///
  /// - Parameter other: q, of the same shape.
  public func divergence(from other: DiagonalGaussian) -> Tensor {
    checkSameShape(mean, other.mean, "DiagonalGaussian.divergence(from:)")
    let doubled = 2 * (logDeviation - other.logDeviation)
    let distance = (mean - other.mean) * exp(-other.logDeviation)
    return 0.5 * (expm1(doubled) - doubled + square(distance)).sum(along: -1)
  }
}

/// ½ log 2π.
private let halfLogTwoPi: Float = 0.9189385332
