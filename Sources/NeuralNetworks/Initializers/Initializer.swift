public import Tensors

/// How a layer's parameters are drawn before training.
///
/// ```swift
/// var stream = RandomStream(seed: 1)
/// let weights = Initializer.heNormal([784, 128], using: &stream)
/// ```
///
/// Most of them keep the variance of what passes through a layer: they divide by its fan-in, the number of inputs that
/// one output is computed from, or by its fan-out, the number of outputs that one input goes to. Weights of a dense layer
/// are [in, out]. Filters of a ``Convolution`` are [out, channels, height, width]: the fan-in is channels · height · width,
/// the fan-out is out · height · width. Those of a ``SequenceConvolution`` are [window, features, out]: the fan-in is
/// window · features, the fan-out is window · out.
public struct Initializer: Sendable, Hashable {
  private enum Kind: Hashable {
    case constant(Float)
    case uniform(ClosedRange<Float>)
    case normal(standardDeviation: Float)
    case scaled(variance: Float, by: Fans.Mode, Distribution)
    case orthogonal(gain: Float)
  }

  private enum Distribution { case uniform, normal }

  private let kind: Kind

  private init(_ kind: Kind) { self.kind = kind }

  /// A tensor of a shape, drawn from the initialiser's distribution.
  ///
  /// - Precondition: ``orthogonal(gain:)`` needs two axes at least.
  /// - Complexity: O(n) for n elements; O(n · min(rows, columns)) for orthogonal matrices.
  public func callAsFunction(
    _ shape: Shape, using generator: inout some RandomNumberGenerator
  ) -> Tensor {
    switch kind {
    case .constant(let value):
      Tensor(repeating: value, shape: shape)
    case .uniform(let range):
      Tensor(uniform: shape, in: range, using: &generator)
    case .normal(let deviation):
      Tensor(normal: shape, mean: 0, standardDeviation: deviation, using: &generator)
    case .scaled(let numerator, let mode, let distribution):
      draw(
        shape, variance: numerator / Fans(of: shape).count(mode), distribution, using: &generator)
    case .orthogonal(let gain):
      orthogonalTensor(shape, gain: gain, using: &generator)
    }
  }

  private func draw(
    _ shape: Shape, variance: Float, _ distribution: Distribution,
    using generator: inout some RandomNumberGenerator
  ) -> Tensor {
    switch distribution {
    case .uniform:
      let bound = (3 * variance).squareRoot()
      return Tensor(uniform: shape, in: -bound...bound, using: &generator)
    case .normal:
      return Tensor(
        normal: shape, mean: 0, standardDeviation: variance.squareRoot(), using: &generator)
    }
  }
}

// MARK: - By the size of the layer

extension Initializer {
  /// Uniform with variance 2 / (fan-in + fan-out), for layers followed by tanh, sigmoid or nothing.
  ///
  /// > Reference: Glorot & Bengio (2010), "Understanding the difficulty of training deep feedforward neural networks",
  /// > AISTATS, PMLR 9:249–256, eq. 16.
  public static let glorotUniform = Self(.scaled(variance: 1, by: .mean, .uniform))

  /// Normal with variance 2 / (fan-in + fan-out), for layers followed by tanh, sigmoid or nothing.
  ///
  /// > Reference: Glorot & Bengio (2010), "Understanding the difficulty of training deep feedforward neural networks",
  /// > AISTATS, PMLR 9:249–256, eq. 12.
  public static let glorotNormal = Self(.scaled(variance: 1, by: .mean, .normal))

  /// Uniform with variance 2 / fan-in, for layers followed by a rectifier.
  ///
  /// > Reference: He, Zhang, Ren & Sun (2015), "Delving deep into rectifiers", arXiv:1502.01852, eq. 10.
  public static let heUniform = Self(.scaled(variance: 2, by: .fanIn, .uniform))

  /// Normal with variance 2 / fan-in, for layers followed by a rectifier.
  ///
  /// > Reference: He, Zhang, Ren & Sun (2015), "Delving deep into rectifiers", arXiv:1502.01852, eq. 10.
  public static let heNormal = Self(.scaled(variance: 2, by: .fanIn, .normal))

  /// Normal with variance 1 / fan-in.
  ///
  /// > Reference: LeCun, Bottou, Orr & Müller (1998), "Efficient BackProp", doi:10.1007/3-540-49430-8_2, eq. 16.
  public static let leCunNormal = Self(.scaled(variance: 1, by: .fanIn, .normal))

  /// Uniform between ±1/√fan-in, so of variance 1 / (3 · fan-in): what PyTorch's linear and convolution layers start from.
  ///
  /// > Note: PyTorch names it Kaiming uniform with a = √5; no paper derives it.
  public static let inverseRootUniform = Self(.scaled(variance: 1 / 3, by: .fanIn, .uniform))

  /// A random matrix with orthonormal rows or columns, whichever are fewer, times `gain`.
  ///
  /// The matrix has as many columns as the last axis has elements; for filters it has a row for each of them.
  ///
  /// - Parameter gain: √2 for layers followed by a rectifier, 1 for those followed by nothing.
  ///
  /// > Reference: Saxe, McClelland & Ganguli (2014), "Exact solutions to the nonlinear dynamics of learning in deep linear
  /// > neural networks", arXiv:1312.6120, section 3.
  public static func orthogonal(gain: Float = 1) -> Self { Self(.orthogonal(gain: gain)) }
}

// MARK: - Of a stated size

extension Initializer {
  /// Uniform in a range.
  public static func uniform(_ range: ClosedRange<Float>) -> Self { Self(.uniform(range)) }

  /// Normal with mean 0.
  public static func normal(standardDeviation: Float) -> Self {
    Self(.normal(standardDeviation: standardDeviation))
  }

  /// The same number everywhere.
  public static func constant(_ value: Float) -> Self { Self(.constant(value)) }

  /// Zeros, as biases start.
  public static let zeros = constant(0)
}
