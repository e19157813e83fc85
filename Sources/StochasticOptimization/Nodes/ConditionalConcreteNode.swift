import PortableMath

/// The concrete distribution given the choice k that each variable rounds to.
///
/// Top down: the largest of the perturbed logits first, which is independent of k, then the others, truncated
/// at it. In terms of exponential variables E,
///
///     yᵢ / yₖ = (1 + Eᵢ / (θᵢ Eₖ))^(−1/τ),   θ = softmax(η)
///
/// With y in place of E, the derivative is ∂ log(yᵢ/yₖ)/∂ηⱼ = (1 − (yᵢ/yₖ)^τ) (δᵢⱼ − θⱼ) / τ: nothing where yᵢ is
/// as large as yₖ, for there the choice would change.
///
/// > Reference: Maddison, Tarlow & Minka (2014), "A* sampling", arXiv:1411.0030; Tucker, Mnih, Maddison, Lawson &
/// > Sohl-Dickstein (2017), arXiv:1703.07370, appendix; the derivative as a function of y is worked out here.
public struct ConditionalConcreteNode: ElementaryNode, ReparameterizedNode {
  /// The relaxation without the condition.
  public let unconditional: ConcreteNode
  /// One-hot vectors of k, one corner a row.
  public let corners: [[Double]]
  private let chosen: [[Int]]

  /// Variables, relaxed at a temperature, given what they round to.
  public init(_ categorical: CategoricalNode, temperature: Double, given corners: [[Double]]) {
    checkRows(corners.count, categorical.rows, "corners", "ConditionalConcreteNode")
    unconditional = ConcreteNode(categorical, temperature: temperature)
    self.corners = corners
    chosen = corners.map { categorical.choices(of: $0) }
  }

  private var categorical: CategoricalNode { unconditional.categorical }
  private var temperature: Double { unconditional.temperature }

  /// The logits, shape [rows × variables × choices].
  public var parameters: [Double] { categorical.parameters }

  /// How many rows of variables there are.
  public var rows: Int { categorical.rows }

  /// The relaxation of the same variables with other logits, given the same choices.
  public func withParameters(_ parameters: [Double]) -> ConditionalConcreteNode {
    ConditionalConcreteNode(
      categorical.withParameters(parameters), temperature: temperature, given: corners)
  }

  /// Draws y; choices − 1 uniform numbers a variable. As with ``ConcreteNode``, no component is 0.
  public func sample(using chance: inout some Chance) -> [[Double]] {
    categorical.mapVariables { block, row, place in
      let noise = simplexPoint(count: block.count, using: &chance)
      let chosen = choice(row, place)
      let probabilities = Array(categorical.probabilities[block])
      return relaxedPoint(
        noise.indices.map { index in
          guard index != chosen else { return 0 }
          return -Double.log1p(noise[index] / (probabilities[index] * noise[chosen])) / temperature
        })
    }
  }

  /// log q(y) − log q(k) of each row; −∞ where y doesn't round to k.
  public func logProbabilities(of outcomes: [[Double]]) -> [Double] {
    let joint = unconditional.logProbabilities(of: outcomes)
    let corner = categorical.logProbabilities(of: corners)
    let rounded = categorical.rounded(outcomes)
    return joint.indices.map {
      rounded[$0] == corners[$0] ? joint[$0] - corner[$0] : -.infinity
    }
  }

  /// Adds w (∇log q(y) − ∇log q(k)).
  public func addScore(of outcomes: [[Double]], weights: [Double], to gradient: inout [Double]) {
    unconditional.addScore(of: outcomes, weights: weights, to: &gradient)
    categorical.addScore(of: corners, weights: weights.map { -$0 }, to: &gradient)
  }

  /// Adds a − softmax(η) Σ a, with aᵢ = yᵢ (vᵢ − v · y) (1 − (yᵢ/yₖ)^τ) / τ.
  public func addPullback(
    of cotangents: [[Double]], at outcomes: [[Double]], to gradient: inout [Double]
  ) {
    checkRows(outcomes.count, rows, "outcomes", "ConditionalConcreteNode.addPullback")
    categorical.addVariables(to: &gradient) { block, row, place in
      let outcome = outcomes[row][place]
      let largest = outcome[place.lowerBound + choice(row, place)]
      let slopes = softmaxPullback(of: cotangents[row][place], at: outcome)
      let parts = zip(slopes, outcome).map { slope, y in
        slope * (1 - Double.pow(y / largest, temperature)) / temperature
      }
      let sum = parts.reduce(0, +)
      return zip(parts, categorical.probabilities[block]).map { $0 - $1 * sum }
    }
  }

  /// The offset of the choice of the variable at a place in a row.
  private func choice(_ row: Int, _ place: Range<Int>) -> Int {
    chosen[row][place.lowerBound / categorical.choices]
  }
}

extension CategoricalNode: RelaxableNode {
  /// The concrete distribution.
  public func relaxed(temperature: Double) -> ConcreteNode {
    ConcreteNode(self, temperature: temperature)
  }

  /// The concrete distribution given corners.
  public func relaxed(temperature: Double, given outcomes: [[Double]]) -> ConditionalConcreteNode {
    ConditionalConcreteNode(self, temperature: temperature, given: outcomes)
  }

  /// The corner of the largest component of each variable, the first among equals.
  public func rounded(_ relaxed: [[Double]]) -> [[Double]] {
    relaxed.map { point in
      outcome(
        of: (0..<variables).map { variable in
          let part = Array(point[variable * choices..<(variable + 1) * choices])
          return part.indices.reduce(0) { part[$1] > part[$0] ? $1 : $0 }
        })
    }
  }
}
