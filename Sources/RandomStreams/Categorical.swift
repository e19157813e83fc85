extension Bool {
  /// Draws true with the given probability. Takes one word.
  ///
  /// - Parameter probability: From 0 (never) to 1 (always).
  @inlinable
  public static func bernoulli(
    _ probability: Double, using generator: inout some RandomNumberGenerator
  ) -> Bool {
    guard probability >= 0 && probability <= 1 else { trapOnBernoulli(probability) }
    return Double.uniform(using: &generator) < probability
  }
}

extension Int {
  /// Draws the offset of an item with probability proportional to its weight. Takes one word.
  ///
  /// The weights need not sum to 1. An item of weight zero is never drawn, whatever the rounding:
  /// the sum that u is scaled by and the partial sums that it is compared with are added in the
  /// same order.
  ///
  /// - Parameter probabilities: Weights, finite and not negative, with a positive finite sum.
  /// - Returns: An offset from the start, in 0 ..< count.
  /// - Complexity: O(count). For many draws from the same weights see ``AliasTable``.
  @inlinable
  public static func categorical(
    _ probabilities: some Collection<Double>, using generator: inout some RandomNumberGenerator
  ) -> Int {
    var total = 0.0
    for weight in probabilities {
      guard weight >= 0 else { trapOnWeights(Array(probabilities)) }
      total += weight
    }
    guard total > 0 && total < .infinity else { trapOnWeights(Array(probabilities)) }

    let target = Double.uniform(using: &generator) * total
    var sum = 0.0
    var last = 0
    for (offset, weight) in probabilities.enumerated() where weight > 0 {
      sum += weight
      if target < sum { return offset }
      last = offset
    }
    // Only when the total is subnormal can the product round up to it.
    return last
  }
}

@usableFromInline
func trapOnBernoulli(_ probability: Double) -> Never {
  fatalError("Bool.bernoulli: the probability must lie in 0...1, not \(probability)")
}

@usableFromInline
func trapOnWeights(_ weights: [Double]) -> Never {
  let reason =
    if let index = weights.firstIndex(where: { !($0 >= 0 && $0 < .infinity) }) {
      "the weight at offset \(index) is \(weights[index])"
    } else {
      "the sum of the \(weights.count) weights is \(weights.reduce(0, +))"
    }
  let shown = weights.prefix(16).map { "\($0)" }.joined(separator: ", ")
  let rest = weights.count > 16 ? ", …" : ""
  fatalError(
    "weights must be finite and not negative, with a positive finite sum: "
      + "\(reason) in [\(shown)\(rest)]")
}
