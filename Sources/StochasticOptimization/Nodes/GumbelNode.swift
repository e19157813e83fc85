import PortableMath

/// Independent Gumbel variables, several a row, z = μ − s log(−log u): what the largest of many draws is like.
/// They are given by location μ and log s.
///
/// > Reference: Gumbel (1958), *Statistics of Extremes*, chapter 5.
public struct GumbelNode: VectorNode, ModalNode, MeanNode, ReparameterizedNode {
  /// Each row's locations, then its log s: shape [rows × 2 components].
  public let parameters: [Double]
  /// How many components an outcome has.
  public let components: Int

  /// Gumbel variables from rows of locations and log s.
  ///
  /// - Parameters:
  ///   - parameters: Each row's locations, then its log s; finite. What a network with 2 n outputs gives.
  ///   - components: n, how many components an outcome has.
  public init(parameters: [Double], components: Int) {
    checkPairs(parameters, components, "finite locations and log s", "GumbelNode")
    self.parameters = parameters
    self.components = components
  }

  /// One row of Gumbel variables.
  public init(location: [Double], logScale: [Double]) {
    checkRows(logScale.count, location.count, "log s", "GumbelNode")
    self.init(parameters: location + logScale, components: location.count)
  }

  /// The same kind of variables with other parameters.
  public func withParameters(_ parameters: [Double]) -> GumbelNode {
    GumbelNode(parameters: parameters, components: components)
  }

  /// How many rows there are.
  public var rows: Int { parameters.count / (2 * components) }

  /// Draws μ − s log(−log u).
  public func sample(using chance: inout some Chance) -> [[Double]] {
    mapComponents { location($0, $1) - scale($0, $1) * Double.log(-Double.log(chance.uniform())) }
  }

  /// −Σ (t + e⁻ᵗ + log s), t = (z − μ)/s, of each row.
  public func logProbabilities(of outcomes: [[Double]]) -> [Double] {
    checkVectors(outcomes, rows, components, "outcomes", "GumbelNode.logProbabilities")
    return outcomes.enumerated().map { row, outcome in
      (0..<components).reduce(0) { sum, index in
        let standard = (outcome[index] - location(row, index)) / scale(row, index)
        return sum - standard - Double.exp(-standard) - logScale(row, index)
      }
    }
  }

  /// Adds w (1 − e⁻ᵗ)/s for the locations, and w (t (1 − e⁻ᵗ) − 1) for log s.
  public func addScore(of outcomes: [[Double]], weights: [Double], to gradient: inout [Double]) {
    checkVectors(outcomes, rows, components, "outcomes", "GumbelNode.addScore")
    checkRows(weights.count, rows, "weights", "GumbelNode.addScore")
    forEachComponent { row, index in
      let scale = scale(row, index)
      let standard = (outcomes[row][index] - location(row, index)) / scale
      let slope = -Double.expm1(-standard)
      gradient[place(row, index)] += weights[row] * slope / scale
      gradient[place(row, index) + components] += weights[row] * (standard * slope - 1)
    }
  }

  /// Adds v for the locations, and v (z − μ) for log s: z = μ + s ε.
  public func addPullback(
    of cotangents: [[Double]], at outcomes: [[Double]], to gradient: inout [Double]
  ) {
    checkVectors(outcomes, rows, components, "outcomes", "GumbelNode.addPullback")
    checkVectors(cotangents, rows, components, "cotangents", "GumbelNode.addPullback")
    forEachComponent { row, index in
      let cotangent = cotangents[row][index]
      gradient[place(row, index)] += cotangent
      gradient[place(row, index) + components] +=
        cotangent * (outcomes[row][index] - location(row, index))
    }
  }

  /// The locations, where the density is largest.
  public var modes: [[Double]] { mapComponents(location) }

  /// μ + γ s, γ = 0.5772… being Euler's constant.
  public var means: [[Double]] {
    mapComponents { location($0, $1) + eulersConstant * scale($0, $1) }
  }

  /// Adds v for the locations, and v γ s for log s.
  public func addMeanPullback(of cotangents: [[Double]], to gradient: inout [Double]) {
    checkVectors(cotangents, rows, components, "cotangents", "GumbelNode.addMeanPullback")
    forEachComponent { row, index in
      let cotangent = cotangents[row][index]
      gradient[place(row, index)] += cotangent
      gradient[place(row, index) + components] += cotangent * eulersConstant * scale(row, index)
    }
  }

  func place(_ row: Int, _ index: Int) -> Int { 2 * row * components + index }
  func location(_ row: Int, _ index: Int) -> Double { parameters[place(row, index)] }
  func logScale(_ row: Int, _ index: Int) -> Double { parameters[place(row, index) + components] }
  func scale(_ row: Int, _ index: Int) -> Double { Double.exp(logScale(row, index)) }
}

/// γ, the mean of the standard Gumbel distribution: −ψ(1).
let eulersConstant = 0x1.2788cfc6fb619p-1
