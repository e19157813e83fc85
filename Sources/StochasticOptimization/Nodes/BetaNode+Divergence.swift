import PortableMath

extension BetaNode: DivergenceNode {
  /// Σ log B(α′, β′)/B(α, β) + (α − α′) E[log z] + (β − β′) E[log(1 − z)], of each row.
  ///
  /// The absolute error is about 10⁻¹⁶ s log s of the largest sum s = α + β: some 10⁻⁶ where log α = log β = 20.
  public func divergences(from other: BetaNode) -> [Double] {
    checkLike(other, "BetaNode.divergences")
    return rowSums { row, index in
      let (alpha, beta) = shapes(row, index)
      let (alphaOrigin, betaOrigin) = other.shapes(row, index)
      let (logMean, logComplementMean) = logMeans(alpha, beta)
      return logBeta(alphaOrigin, betaOrigin) - logBeta(alpha, beta)
        + (alpha - alphaOrigin) * logMean + (beta - betaOrigin) * logComplementMean
    }
  }

  /// Adds w α ((α − α′) ψ′(α) − (α + β − α′ − β′) ψ′(α + β)) for log α, and likewise for log β.
  public func addDivergenceGradient(
    from other: BetaNode, weights: [Double], to gradient: inout [Double]
  ) {
    checkLike(other, "BetaNode.addDivergenceGradient")
    checkRows(weights.count, rows, "weights", "BetaNode.addDivergenceGradient")
    forEachComponent { row, index in
      let origin = other.shapes(row, index)
      addGradient(row, index, from: origin, weight: weights[row], to: &gradient)
    }
  }

  /// Adds the gradient of −H − (α′ − 1) E[log z] − (β′ − 1) E[log(1 − z)], which the divergence is but for log B(α′, β′).
  private func addGradient(
    _ row: Int, _ index: Int, from origin: (alpha: Double, beta: Double), weight: Double,
    to gradient: inout [Double]
  ) {
    let (alpha, beta) = shapes(row, index)
    let (first, second) = (alpha - origin.alpha, beta - origin.beta)
    let shared = (first + second) * Double.trigamma(alpha + beta)
    gradient[place(row, index)] += weight * alpha * (first * Double.trigamma(alpha) - shared)
    gradient[place(row, index) + components] +=
      weight * beta * (second * Double.trigamma(beta) - shared)
  }
}

extension BetaNode: EntropyNode {
  /// Σ log B(α, β) − (α − 1) E[log z] − (β − 1) E[log(1 − z)], of each row; with an error as of
  /// ``divergences(from:)``.
  public var entropies: [Double] {
    rowSums { row, index in
      let (alpha, beta) = shapes(row, index)
      let (logMean, logComplementMean) = logMeans(alpha, beta)
      return logBeta(alpha, beta) - (alpha - 1) * logMean - (beta - 1) * logComplementMean
    }
  }

  /// Adds w ∇H: −H is the divergence from the uniform distribution, where α′ = β′ = 1.
  public func addEntropyGradient(weights: [Double], to gradient: inout [Double]) {
    checkRows(weights.count, rows, "weights", "BetaNode.addEntropyGradient")
    forEachComponent { row, index in
      addGradient(row, index, from: (1, 1), weight: -weights[row], to: &gradient)
    }
  }
}
