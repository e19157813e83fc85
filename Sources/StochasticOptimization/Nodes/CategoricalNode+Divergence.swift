import PortableMath

extension CategoricalNode: DivergenceNode {
  /// Σ p log(p/p′), of each row.
  public func divergences(from other: CategoricalNode) -> [Double] {
    check(other, "CategoricalNode.divergences")
    return (0..<rows).map { row in
      (0..<variables).reduce(0) { sum, variable in
        let (probabilities, ratios) = ratios(to: other, row, variable)
        return sum + probabilities.dot(ratios)
      }
    }
  }

  /// Adds w p (log(p/p′) − KL) for each variable.
  public func addDivergenceGradient(
    from other: CategoricalNode, weights: [Double], to gradient: inout [Double]
  ) {
    check(other, "CategoricalNode.addDivergenceGradient")
    addGradient(weights, "CategoricalNode.addDivergenceGradient", to: &gradient) {
      ratios(to: other, $0, $1)
    }
  }

  private func check(_ other: CategoricalNode, _ name: StaticString) {
    checkLike(other, name)
    if choices != other.choices {
      fatalError("\(name): variables of \(choices) and of \(other.choices) choices")
    }
  }

  private func ratios(
    to other: CategoricalNode, _ row: Int, _ variable: Int
  ) -> (probabilities: [Double], ratios: [Double]) {
    let block = block(row, variable)
    let logs = logSoftmax(parameters[block])
    return (
      logs.map { Double.exp($0) }, logs.subtracting(logSoftmax(other.parameters[block]))
    )
  }

  /// Adds w p (r − p · r) for each variable: the gradient of p · r, where r is the logarithm of p plus a constant.
  private func addGradient(
    _ weights: [Double], _ name: StaticString, to gradient: inout [Double],
    of terms: (_ row: Int, _ variable: Int) -> (probabilities: [Double], ratios: [Double])
  ) {
    checkRows(weights.count, rows, "weights", name)
    for row in 0..<rows {
      for variable in 0..<variables {
        let (probabilities, ratios) = terms(row, variable)
        let mean = probabilities.dot(ratios)
        for (choice, place) in block(row, variable).enumerated() {
          gradient[place] += weights[row] * probabilities[choice] * (ratios[choice] - mean)
        }
      }
    }
  }
}

extension CategoricalNode: EntropyNode {
  /// −Σ p log p, of each row.
  public var entropies: [Double] {
    (0..<rows).map { row in
      (0..<variables).reduce(0) { sum, variable in
        let (probabilities, logs) = logs(row, variable)
        return sum - probabilities.dot(logs)
      }
    }
  }

  /// Adds −w p (log p + H) for each variable.
  public func addEntropyGradient(weights: [Double], to gradient: inout [Double]) {
    addGradient(weights.map { -$0 }, "CategoricalNode.addEntropyGradient", to: &gradient) {
      logs($0, $1)
    }
  }

  private func logs(
    _ row: Int, _ variable: Int
  ) -> (probabilities: [Double], ratios: [Double]) {
    let logs = logSoftmax(parameters[block(row, variable)])
    return (logs.map { Double.exp($0) }, logs)
  }
}
