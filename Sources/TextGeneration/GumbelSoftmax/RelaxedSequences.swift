import NeuralNetworks
public import RandomStreams
public import Tensors

extension RecurrentLanguageModel {
  /// Writes sequences of relaxed tokens, which gradients pass through: a point of the simplex in place of each token, and
  /// as what is read next, the mixture of all tokens' vectors with these weights.
  ///
  ///     yₜ = softmax((logitsₜ + Gumbel noise) / τ),  what is read next is Σᵥ yₜᵥ e(v)
  ///
  /// The largest component is that of token v with the probability softmax(logits)ᵥ; as τ falls, y comes near to a corner.
  ///
  /// - Parameters:
  ///   - rows: How many, at least 1.
  ///   - length: T, at least 1.
  ///   - temperature: τ > 0.
  ///   - stream: Where the noise comes from; one word for each token of the vocabulary, each time and row.
  /// - Returns: Shape [T, rows, V].
  ///
  /// > Reference: Kusner & Hernández-Lobato (2016), "GANs for sequences of discrete elements with the Gumbel-softmax
  /// > distribution", arXiv:1611.04051.
  public func relaxed(
    _ rows: Int, length: Int, temperature: Float, using stream: inout RandomStream
  ) -> Tensor {
    if rows < 1 || length < 1 || !(temperature > 0) {
      fatalError(
        "relaxed: \(rows) sequences of \(length) tokens at temperature \(temperature); at least 1 of 1, above 0."
      )
    }
    var state = initialState(rows: rows)
    return stack(
      (0..<length).map { time in
        let noise = gumbelNoise([rows, vocabulary], using: &stream)
        let tokens = softmax((logits(in: state) + noise) / temperature)
        if time < length - 1 { state = memory.step(matmul(tokens, embedding.table), from: state) }
        return tokens
      })
  }
}

/// Standard Gumbel noise of a shape, −log(−log u), with u an odd multiple of 2⁻²⁴, so that neither logarithm is of 0.
private func gumbelNoise(_ shape: Shape, using stream: inout RandomStream) -> Tensor {
  var noise = Tensor.zeros(shape)
  noise.withMutableElements { elements in
    for index in elements.indices {
      elements[index] = Float(2 * (stream.next() >> 41) + 1) * 0x1p-24
    }
  }
  return -log(-log(noise))
}
