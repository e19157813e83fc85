public import Tensors

extension Dense {
  /// How surprising targets are when the layer's outputs are logits of many classes, such as words.
  ///
  ///     Σᵢ wᵢ (−log softmax(yᵢ)[targetᵢ])
  ///
  /// The logits y of all rows are never stored; else they would be most of a language model's memory and time. The bits
  /// are those of `crossEntropy(layer(input), targets:)`, weighted and summed.
  ///
  /// - Parameters:
  ///   - input: Shape […, in]; all axes but the last are rows.
  ///   - targets: The right class of each row, in row-major order.
  ///   - rowWeights: wᵢ for each row: rewards, or 0 for padding. All 1 / rows, for the mean, when `nil`.
  /// - Returns: A scalar, in nats.
  /// - Precondition: The layer has no activation; there are rows, and as many targets, and finite weights, as rows.
  public func crossEntropy(
    _ input: Tensor, targets: [Int], weights rowWeights: [Float]? = nil
  ) -> Tensor {
    if activation != .none {
      fatalError("Dense.crossEntropy: outputs behind \(activation) are no logits.")
    }
    return projectedCrossEntropy(
      input, weights, bias ?? .zeros([weights.shape[1]]), targets: targets, rowWeights: rowWeights)
  }
}
