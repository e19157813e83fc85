import PortableMath

extension GaussianNode: DivergenceNode {
  /// Σ ½ (r² + d² − 1) − log r, of each row: r = σ/σ′, d = (μ − μ′)/σ′.
  public func divergences(from other: GaussianNode) -> [Double] {
    checkLike(other, "GaussianNode.divergences")
    return rowSums { row, index in
      let (distance, logRatio, _) = comparison(with: other, row, index)
      return (Double.expm1(2 * logRatio) + distance * distance) / 2 - logRatio
    }
  }

  /// Adds w d/σ′ for the means, and w (r² − 1) for log σ.
  public func addDivergenceGradient(
    from other: GaussianNode, weights: [Double], to gradient: inout [Double]
  ) {
    checkLike(other, "GaussianNode.addDivergenceGradient")
    checkRows(weights.count, rows, "weights", "GaussianNode.addDivergenceGradient")
    forEachComponent { row, index in
      let (distance, logRatio, deviation) = comparison(with: other, row, index)
      gradient[place(row, index)] += weights[row] * distance / deviation
      gradient[place(row, index) + components] += weights[row] * Double.expm1(2 * logRatio)
    }
  }

  /// d, log r and σ′.
  private func comparison(
    with other: GaussianNode, _ row: Int, _ index: Int
  ) -> (distance: Double, logRatio: Double, deviation: Double) {
    let deviation = other.deviation(row, index)
    return (
      (mean(row, index) - other.mean(row, index)) / deviation,
      logDeviation(row, index) - other.logDeviation(row, index), deviation
    )
  }
}

extension GaussianNode: EntropyNode {
  /// Σ log σ + ½ log 2πe, of each row.
  public var entropies: [Double] {
    rowSums { logDeviation($0, $1) + halfLogTwoPi + 0.5 }
  }

  /// Adds w for log σ.
  public func addEntropyGradient(weights: [Double], to gradient: inout [Double]) {
    checkRows(weights.count, rows, "weights", "GaussianNode.addEntropyGradient")
    forEachComponent { gradient[place($0, $1) + components] += weights[$0] }
  }
}
