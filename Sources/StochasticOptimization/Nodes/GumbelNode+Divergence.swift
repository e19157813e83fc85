import PortableMath

extension GumbelNode: DivergenceNode {
  /// Σ −log r + γ (r − 1) + d + e⁻ᵈ Γ(1 + r) − 1, of each row: r = s/s′, d = (μ − μ′)/s′.
  ///
  /// The mean of e^(−(z − μ′)/s′) is e⁻ᵈ Γ(1 + r), because e^(−(z − μ)/s) is distributed exponentially.
  public func divergences(from other: GumbelNode) -> [Double] {
    checkLike(other, "GumbelNode.divergences")
    return rowSums { row, index in
      let (distance, logRatio, tail) = comparison(with: other, row, index)
      return eulersConstant * Double.expm1(logRatio) - logRatio + distance + tail - 1
    }
  }

  /// Adds w (1 − e⁻ᵈ Γ(1 + r))/s′ for the locations, and w (r (γ + e⁻ᵈ Γ(1 + r) ψ(1 + r)) − 1) for log s.
  public func addDivergenceGradient(
    from other: GumbelNode, weights: [Double], to gradient: inout [Double]
  ) {
    checkLike(other, "GumbelNode.addDivergenceGradient")
    checkRows(weights.count, rows, "weights", "GumbelNode.addDivergenceGradient")
    forEachComponent { row, index in
      let (_, logRatio, tail) = comparison(with: other, row, index)
      let ratio = Double.exp(logRatio)
      gradient[place(row, index)] += weights[row] * (1 - tail) / other.scale(row, index)
      gradient[place(row, index) + components] +=
        weights[row] * (ratio * (eulersConstant + tail * Double.digamma(1 + ratio)) - 1)
    }
  }

  /// d, log r and e⁻ᵈ Γ(1 + r).
  private func comparison(
    with other: GumbelNode, _ row: Int, _ index: Int
  ) -> (distance: Double, logRatio: Double, tail: Double) {
    let distance = (location(row, index) - other.location(row, index)) / other.scale(row, index)
    let logRatio = logScale(row, index) - other.logScale(row, index)
    let tail = Double.exp(Double.logGamma(1 + Double.exp(logRatio)) - distance)
    return (distance, logRatio, tail)
  }
}

extension GumbelNode: EntropyNode {
  /// Σ log s + γ + 1, of each row.
  public var entropies: [Double] { rowSums { logScale($0, $1) + eulersConstant + 1 } }

  /// Adds w for log s.
  public func addEntropyGradient(weights: [Double], to gradient: inout [Double]) {
    checkRows(weights.count, rows, "weights", "GumbelNode.addEntropyGradient")
    forEachComponent { gradient[place($0, $1) + components] += weights[$0] }
  }
}
