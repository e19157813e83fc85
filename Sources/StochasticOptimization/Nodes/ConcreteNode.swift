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
  public func sample(using chance: inout some Chance) -> [[Double]] {
    categorical.map { logits, _, _ in
      let noise = simplexPoint(count: logits.count, using: &chance)
      return softmax(zip(logits, noise).map { ($0 - Double.log($1)) / temperature })
    }
  }

  /// The logarithm of the density with respect to all components but the last of each variable, in each row:
  ///
  ///     Σ log (k−1)! + (k−1) log τ + Σᵢ (ηᵢ − (τ + 1) log yᵢ) − k log Σᵢ exp(ηᵢ − τ log yᵢ)
  public func logProbabilities(of outcomes: [[Double]]) -> [Double] {
    checkRows(outcomes.count, rows, "outcomes", "ConcreteNode.logProbabilities")
    let count = Double(categorical.choices)
    let constant = Double.logGamma(count) + (count - 1) * Double.log(temperature)
    return categorical.map { logits, row, place in
      // Shifted so that the last sum is that of a softmax: Σᵢ (aᵢ − log Σ exp a) − Σᵢ log yᵢ.
      let logs = outcomes[row][place].map { Double.log($0) }
      let shares = logSoftmax(zip(logits, logs).map { $0 - temperature * $1 })
      return [constant + shares.reduce(0, +) - logs.reduce(0, +)]
    }.map { $0.reduce(0, +) }
  }

  /// Adds w (1 − k softmax(η − τ log y)).
  public func addScore(of outcomes: [[Double]], weights: [Double], to gradient: inout [Double]) {
    checkRows(outcomes.count, rows, "outcomes", "ConcreteNode.addScore")
    let count = Double(categorical.choices)
    categorical.addToGradient(&gradient) { logits, row, place in
      let shares = softmax(
        zip(logits, outcomes[row][place]).map { $0 - temperature * Double.log($1) })
      return shares.map { weights[row] * (1 - count * $0) }
    }
  }

  /// Adds y (v − v · y) / τ.
  public func addPullback(
    of cotangents: [[Double]], at outcomes: [[Double]], to gradient: inout [Double]
  ) {
    checkRows(outcomes.count, rows, "outcomes", "ConcreteNode.addPullback")
    categorical.addToGradient(&gradient) { _, row, place in
      softmaxPullback(of: cotangents[row][place], at: outcomes[row][place])
        .map { $0 / temperature }
    }
  }
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

extension CategoricalNode {
  /// The vectors of each variable, from its logits, its row, and its place in the row; shape
  /// [rows][variables × …].
  func map(
    _ transform: (_ logits: ArraySlice<Double>, _ row: Int, _ place: Range<Int>) -> [Double]
  ) -> [[Double]] {
    (0..<rows).map { row in
      (0..<variables).flatMap { variable in
        transform(
          parameters[block(row, variable)], row, variable * choices..<(variable + 1) * choices)
      }
    }
  }

  /// Adds a vector for each variable to a gradient.
  func addToGradient(
    _ gradient: inout [Double],
    _ part: (_ logits: ArraySlice<Double>, _ row: Int, _ place: Range<Int>) -> [Double]
  ) {
    for (index, number) in map(part).joined().enumerated() { gradient[index] += number }
  }
}
