public import Tensors

/// Attention by several heads, each with its own projections of the items: [batch, time, features] to the same.
///
/// The batch is the first axis, time the second; ``LSTM`` and ``GRU`` have them the other way round, and
/// `x.permuted([1, 0, 2])` leads from either to the other.
///
///     y = [head₁, …, headₕ] W + b,  headᵢ = attention(x Wᵢ, m W′ᵢ, m W″ᵢ)
///
/// with m = x for self-attention.
///
/// > Reference: Vaswani et al. (2017), "Attention is all you need", arXiv:1706.03762, section 3.2.2.
public struct MultiHeadAttention: Layer {
  /// What is looked for: the projections of all heads side by side.
  public var queries: Dense
  /// What is compared with it.
  public var keys: Dense
  /// What is averaged.
  public var values: Dense
  /// What is made of the heads' means.
  public var output: Dense
  /// How many heads there are.
  public let heads: Int
  /// Whether ``callAsFunction(_:)`` lets an item see only itself and those before it.
  public let isCausal: Bool

  /// Attention whose weights are drawn.
  ///
  /// - Precondition: `features` is a multiple of `heads`.
  public init(
    _ features: Int, heads: Int, isCausal: Bool = false, weights: Initializer = .glorotUniform,
    using generator: inout some RandomNumberGenerator
  ) {
    if heads < 1 || features % heads != 0 {
      fatalError("MultiHeadAttention: \(features) features can't be shared by \(heads) heads.")
    }
    queries = Dense(features, features, weights: weights, using: &generator)
    keys = Dense(features, features, weights: weights, using: &generator)
    values = Dense(features, features, weights: weights, using: &generator)
    output = Dense(features, features, weights: weights, using: &generator)
    self.heads = heads
    self.isCausal = isCausal
  }

  /// Self-attention: every item looks at all, or at those up to itself.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    attend(from: input, to: input, isCausal: isCausal)
  }

  /// Cross-attention: every item of the input looks at all items of a memory.
  ///
  /// - Parameters:
  ///   - input: Shape [batch, time, features].
  ///   - memory: Shape [batch, items, features].
  public func callAsFunction(_ input: Tensor, attendingTo memory: Tensor) -> Tensor {
    attend(from: input, to: memory, isCausal: false)
  }

  private func attend(from input: Tensor, to memory: Tensor, isCausal: Bool) -> Tensor {
    if input.rank != 3 || memory.rank != 3 || input.shape[0] != memory.shape[0] {
      fatalError(
        "MultiHeadAttention: shapes \(input.shape) and \(memory.shape) are not "
          + "[batch, time, features] with one batch.")
    }
    let means = scaledDotProductAttention(
      queries: split(queries(input)), keys: split(keys(memory)), values: split(values(memory)),
      isCausal: isCausal)
    return output(means.permuted([0, 2, 1, 3]).reshaped(to: input.shape))
  }

  /// [batch, time, features] to [batch, heads, time, features / heads].
  private func split(_ x: Tensor) -> Tensor {
    let shape = x.shape
    return x.reshaped(to: [shape[0], shape[1], heads, shape[2] / heads]).permuted([0, 2, 1, 3])
  }
}
