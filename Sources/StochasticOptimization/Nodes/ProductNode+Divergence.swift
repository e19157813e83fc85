extension ProductNode: DivergenceNode where First: DivergenceNode, Second: DivergenceNode {
  /// The sums of the parts' divergences.
  public func divergences(from other: ProductNode) -> [Double] {
    zip(
      first.divergences(from: other.first), second.divergences(from: other.second)
    ).map(+)
  }

  /// Adds what both parts would add.
  public func addDivergenceGradient(
    from other: ProductNode, weights: [Double], to gradient: inout [Double]
  ) {
    var (left, right) = (first.zeroGradient, second.zeroGradient)
    first.addDivergenceGradient(from: other.first, weights: weights, to: &left)
    second.addDivergenceGradient(from: other.second, weights: weights, to: &right)
    add(left, right, to: &gradient)
  }
}

extension ProductNode: EntropyNode where First: EntropyNode, Second: EntropyNode {
  /// The sums of the parts' entropies.
  public var entropies: [Double] { zip(first.entropies, second.entropies).map(+) }

  /// Adds what both parts would add.
  public func addEntropyGradient(weights: [Double], to gradient: inout [Double]) {
    var (left, right) = (first.zeroGradient, second.zeroGradient)
    first.addEntropyGradient(weights: weights, to: &left)
    second.addEntropyGradient(weights: weights, to: &right)
    add(left, right, to: &gradient)
  }
}
