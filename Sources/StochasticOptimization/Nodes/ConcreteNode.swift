import PortableMath

/// The concrete distribution, also called Gumbel-softmax: choices relaxed to points in a simplex.
///
///     y = softmax((η + Gumbel noise) / τ)
///
/// The largest component is that of choice k with probability softmax(η)ₖ, at any temperature τ; as τ falls, y
/// comes near to a corner. Gumbel noise is −log E with E exponential; as y doesn't notice a factor that all E
/// have in common, they are drawn as a uniform point of the simplex, one uniform number fewer.
///
/// > Reference: Maddison, Mnih & Teh (2017), arXiv:1611.00712; Jang, Gu & Poole (2017), arXiv:1611.01144.
public struct ConcreteNode: ElementaryNode, ReparameterizedNode {
  /// The variables that are relaxed.
  public let categorical: CategoricalNode
  /// τ, positive.
  public let temperature: Double

  /// Variables, relaxed at a temperature.
  public init(_ categorical: CategoricalNode, temperature: Double) {
    checkTemperature(temperature, "ConcreteNode")
    self.categorical = categorical
    self.temperature = temperature
  }

  /// The logits, shape [rows × variables × choices].
  public var parameters: [Double] { categorical.parameters }

  /// How many rows of variables there are.
  public var rows: Int { categorical.rows }

  /// The relaxation of the same variables with other logits.
  public func withParameters(_ parameters: [Double]) -> ConcreteNode {
    ConcreteNode(categorical.withParameters(parameters), temperature: temperature)
  }

  /// Draws y; choices − 1 uniform numbers a variable.
  ///
  /// A component that would underflow is the smallest normal number, so that its logarithm is finite; with even logits
  /// that has a probability of about e^(−708 τ).
  public func sample(using chance: inout some Chance) -> [[Double]] {
    categorical.mapVariables { block, _, _ in
      let noise = simplexPoint(count: block.count, using: &chance)
      return relaxedPoint(zip(parameters[block], noise).map { ($0 - Double.log($1)) / temperature })
    }
  }

  /// The logarithm of the density with respect to all components but the last of each variable, in each row:
  ///
  ///     Σ log (k−1)! + (k−1) log τ + Σᵢ (ηᵢ − (τ + 1) log yᵢ) − k log Σᵢ exp(ηᵢ − τ log yᵢ)
  public func logProbabilities(of outcomes: [[Double]]) -> [Double] {
    checkRows(outcomes.count, rows, "outcomes", "ConcreteNode.logProbabilities")
    let count = Double(categorical.choices)
    let constant = Double.logGamma(count) + (count - 1) * Double.log(temperature)
    return categorical.mapVariables { block, row, place in
      // Shifted so that the last sum is that of a softmax: Σᵢ (aᵢ − log Σ exp a) − Σᵢ log yᵢ.
      let logs = outcomes[row][place].map { Double.log($0) }
      let shares = logSoftmax(zip(parameters[block], logs).map { $0 - temperature * $1 })
      return [constant + shares.reduce(0, +) - logs.reduce(0, +)]
    }.map { $0.reduce(0, +) }
  }

  /// Adds w (1 − k softmax(η − τ log y)).
  public func addScore(of outcomes: [[Double]], weights: [Double], to gradient: inout [Double]) {
    checkRows(outcomes.count, rows, "outcomes", "ConcreteNode.addScore")
    let count = Double(categorical.choices)
    categorical.addVariables(to: &gradient) { block, row, place in
      let shares = softmax(
        zip(parameters[block], outcomes[row][place]).map { $0 - temperature * Double.log($1) })
      return shares.map { weights[row] * (1 - count * $0) }
    }
  }

  /// Adds y (v − v · y) / τ.
  public func addPullback(
    of cotangents: [[Double]], at outcomes: [[Double]], to gradient: inout [Double]
  ) {
    checkRows(outcomes.count, rows, "outcomes", "ConcreteNode.addPullback")
    categorical.addVariables(to: &gradient) { _, row, place in
      softmaxPullback(of: cotangents[row][place], at: outcomes[row][place])
        .map { $0 / temperature }
    }
  }
}

/// softmax(x), with no component below the smallest normal number.
func relaxedPoint(_ logits: [Double]) -> [Double] {
  softmax(logits).map { max($0, .leastNormalMagnitude) }
}

/// The derivative of a softmax, with value y: y (v − v · y), one number a logit.
func softmaxPullback(of cotangent: ArraySlice<Double>, at outcome: ArraySlice<Double>) -> [Double] {
  let mean = zip(cotangent, outcome).reduce(0) { $0 + $1.0 * $1.1 }
  return zip(cotangent, outcome).map { $1 * ($0 - mean) }
}

/// A point drawn uniformly from a simplex: exponential variables, divided by their sum. It takes count − 1
/// uniform numbers, and breaks a stick with them: u to the power 1/(n − 1) is kept for the n − 1 parts to come.
func simplexPoint(count: Int, using chance: inout some Chance) -> [Double] {
  var rest = 1.0
  return (0..<count).map { index in
    guard index < count - 1 else { return rest }
    let kept = Double.log(chance.uniform()) / Double(count - 1 - index)
    defer { rest *= Double.exp(kept) }
    return -rest * Double.expm1(kept)
  }
}
