public import Environments
import NeuralNetworks
import PortableMath
import RandomStreams
public import Tensors

/// A policy over two actions that looks at pixels: one hidden layer, one output neuron, no biases.
///
///     p(first | x) = σ(w₂ · relu(W₁ᵀ x))
///
/// Pictures are multiplied as sparse: a hidden layer of 200 costs some twenty additions of 200 numbers
/// for a difference of two frames of `Pong`, not 6,400.
///
///     PixelPolicy(pixels: 6_400, hidden: 200, Pong.Action.up, otherwise: .down, using: &random)
///
/// > Reference: Karpathy (2016), "Deep reinforcement learning: Pong from pixels".
public struct PixelPolicy<Action: Hashable & Sendable>: NetworkPolicy {
  /// The weights W₁ of the hidden units, shape [pixels, hidden].
  public var hidden: Tensor
  /// The weights w₂ of the output, shape [hidden, 1].
  public var output: Tensor
  /// The action whose log-odds the network gives, and the other.
  public let actions: Constant<[Action]>

  /// A policy whose weights are drawn: normal, with standard deviation 1/√inputs.
  ///
  /// - Parameters:
  ///   - pixels: How many pixels a picture has.
  ///   - hidden: How many hidden units there are.
  ///   - action: What is done with the probability that the network gives.
  ///   - other: What is done otherwise.
  ///   - generator: Where the weights come from; one word each.
  public init(
    pixels: Int, hidden: Int, _ action: Action, otherwise other: Action,
    using generator: inout some RandomNumberGenerator
  ) {
    guard pixels >= 1, hidden >= 1, action != other else {
      fatalError(
        "a policy of \(hidden) units over \(pixels) pixels for the actions \(action) and \(other)")
    }
    self.hidden = Tensor(
      normal: [pixels, hidden], standardDeviation: 1 / Float(pixels).squareRoot(),
      using: &generator)
    output = Tensor(
      normal: [hidden, 1], standardDeviation: 1 / Float(hidden).squareRoot(), using: &generator)
    actions = Constant([action, other])
  }

  /// The distributions over the two actions for some pictures.
  ///
  /// - Precondition: Each has as many pixels as the policy.
  /// - Complexity: O((lit pixels + pictures) · hidden).
  public func callAsFunction(_ frames: [PixelFrame]) -> BernoulliActions<Action> {
    BernoulliActions(
      logits: matmul(relu(matmul(SparseRows(frames), hidden)), output), actions.value[0],
      otherwise: actions.value[1])
  }
}

extension SparseRows {
  /// Pictures as the rows of a matrix, shape [pictures, pixels].
  ///
  /// - Precondition: At least one picture, all of one size.
  /// - Complexity: O(lit pixels).
  public init(_ frames: [PixelFrame]) {
    let pixels = frames.first.map { $0.rows * $0.columns } ?? 0
    var offsets: [Int32] = [0]
    var columns: [Int32] = []
    var values: [Float] = []
    offsets.reserveCapacity(frames.count + 1)
    for frame in frames {
      guard frame.rows * frame.columns == pixels else {
        fatalError(
          "pictures of \(pixels) and of \(frame.rows) × \(frame.columns) pixels in one batch")
      }
      for pixel in frame.pixels {
        columns.append(pixel.index)
        values.append(Float(pixel.value))
      }
      offsets.append(Int32(columns.count))
    }
    self.init(shape: [frames.count, pixels], offsets: offsets, columns: columns, values: values)
  }
}
