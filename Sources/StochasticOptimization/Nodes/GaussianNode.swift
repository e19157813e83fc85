import PortableMath

/// Independent normal variables, several a row, given by mean and log σ.
public struct GaussianNode: ElementaryNode, ModalNode, MeanNode, ReparameterizedNode {
  /// Each row's means, then its log σ: shape [rows × 2 components].
  public let parameters: [Double]
  /// How many components an outcome has.
  public let components: Int

  /// Normal variables from rows of means and log σ.
  ///
  /// - Parameters:
  ///   - parameters: Each row's means, then its log σ; finite. What a network with 2 n outputs gives.
  ///   - components: n, how many components an outcome has.
  public init(parameters: [Double], components: Int) {
    checkPairs(parameters, components, "finite means and log σ", "GaussianNode")
    self.parameters = parameters
    self.components = components
  }

  /// One row of normal variables.
  public init(mean: [Double], logDeviation: [Double]) {
    checkRows(logDeviation.count, mean.count, "log σ", "GaussianNode")
    self.init(parameters: mean + logDeviation, components: mean.count)
  }

  /// The same kind of variables with other parameters.
  public func withParameters(_ parameters: [Double]) -> GaussianNode {
    GaussianNode(parameters: parameters, components: components)
  }

  /// How many rows there are.
  public var rows: Int { parameters.count / (2 * components) }

  /// Draws μ + σ ε.
  public func sample(using chance: inout some Chance) -> [[Double]] {
    mapComponents { mean($0, $1) + deviation($0, $1) * chance.normal() }
  }

  /// −Σ (½ ((z − μ)/σ)² + log σ + ½ log 2π), of each row.
  public func logProbabilities(of outcomes: [[Double]]) -> [Double] {
    checkVectors(outcomes, rows, components, "outcomes", "GaussianNode.logProbabilities")
    return outcomes.enumerated().map { row, outcome in
      (0..<components).reduce(0) { sum, index in
        let standard = (outcome[index] - mean(row, index)) / deviation(row, index)
        return sum - 0.5 * standard * standard - logDeviation(row, index) - halfLogTwoPi
      }
    }
  }

  /// Adds w (z − μ)/σ² for the means, and w (((z − μ)/σ)² − 1) for log σ.
  public func addScore(of outcomes: [[Double]], weights: [Double], to gradient: inout [Double]) {
    checkVectors(outcomes, rows, components, "outcomes", "GaussianNode.addScore")
    checkRows(weights.count, rows, "weights", "GaussianNode.addScore")
    forEachComponent { row, index in
      let deviation = deviation(row, index)
      let standard = (outcomes[row][index] - mean(row, index)) / deviation
      gradient[place(row, index)] += weights[row] * standard / deviation
      gradient[place(row, index) + components] += weights[row] * (standard * standard - 1)
    }
  }

  /// Adds v for the means, and v (z − μ) for log σ: z = μ + σ ε.
  public func addPullback(
    of cotangents: [[Double]], at outcomes: [[Double]], to gradient: inout [Double]
  ) {
    checkVectors(outcomes, rows, components, "outcomes", "GaussianNode.addPullback")
    checkVectors(cotangents, rows, components, "cotangents", "GaussianNode.addPullback")
    forEachComponent { row, index in
      let cotangent = cotangents[row][index]
      gradient[place(row, index)] += cotangent
      gradient[place(row, index) + components] +=
        cotangent * (outcomes[row][index] - mean(row, index))
    }
  }

  /// The means.
  public var means: [[Double]] { mapComponents(mean) }

  /// The means, where the density is largest.
  public var modes: [[Double]] { means }

  /// Adds v for the means.
  public func addMeanPullback(of cotangents: [[Double]], to gradient: inout [Double]) {
    checkVectors(cotangents, rows, components, "cotangents", "GaussianNode.addMeanPullback")
    forEachComponent { gradient[place($0, $1)] += cotangents[$0][$1] }
  }

  func place(_ row: Int, _ index: Int) -> Int { 2 * row * components + index }
  func mean(_ row: Int, _ index: Int) -> Double { parameters[place(row, index)] }
  func logDeviation(_ row: Int, _ index: Int) -> Double {
    parameters[place(row, index) + components]
  }
  func deviation(_ row: Int, _ index: Int) -> Double {
    Double.exp(logDeviation(row, index))
  }
}

/// ½ log 2π.
let halfLogTwoPi = 0x1.d67f1c864beb5p-1
