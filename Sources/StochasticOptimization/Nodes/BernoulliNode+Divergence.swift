import PortableMath

extension BernoulliNode: DivergenceNode {
  /// Σ p log(p/p′) + (1 − p) log((1 − p)/(1 − p′)), of each row.
  public func divergences(from other: BernoulliNode) -> [Double] {
    checkLike(other, "BernoulliNode.divergences")
    return rowSums { row, coin in
      let (logit, origin) = (logit(row, coin), other.logit(row, coin))
      return Double.logistic(logit) * (softplus(-origin) - softplus(-logit))
        + Double.logistic(-logit) * (softplus(origin) - softplus(logit))
    }
  }

  /// Adds w p (1 − p) (η − η′).
  public func addDivergenceGradient(
    from other: BernoulliNode, weights: [Double], to gradient: inout [Double]
  ) {
    checkLike(other, "BernoulliNode.addDivergenceGradient")
    checkRows(weights.count, rows, "weights", "BernoulliNode.addDivergenceGradient")
    forEachComponent { row, coin in
      gradient[place(row, coin)] +=
        weights[row] * variance(row, coin) * (logit(row, coin) - other.logit(row, coin))
    }
  }

  private func variance(_ row: Int, _ coin: Int) -> Double {
    Double.logistic(logit(row, coin)) * Double.logistic(-logit(row, coin))
  }
}

extension BernoulliNode: EntropyNode {
  /// −Σ p log p + (1 − p) log(1 − p), of each row.
  public var entropies: [Double] {
    rowSums { row, coin in
      let logit = logit(row, coin)
      return Double.logistic(logit) * softplus(-logit) + Double.logistic(-logit) * softplus(logit)
    }
  }

  /// Adds −w p (1 − p) η.
  public func addEntropyGradient(weights: [Double], to gradient: inout [Double]) {
    checkRows(weights.count, rows, "weights", "BernoulliNode.addEntropyGradient")
    forEachComponent { row, coin in
      gradient[place(row, coin)] -= weights[row] * variance(row, coin) * logit(row, coin)
    }
  }
}
