import PortableMath

/// Independent choices among the same number of alternatives, one or several variables a row, given by logits
/// η: q(z = k) = softmax(η)ₖ. Outcomes are one-hot vectors, one after the other.
///
///     let node = CategoricalNode(logits: [0, 1, 2])                   // one variable of three choices
///     Objective { z in reward[node.choices(of: z)[0]] }               // a black box over choices
public struct CategoricalNode: VectorNode, EnumerableNode, ModalNode, MeanNode {
  /// The logits, shape [rows × variables × choices]; finite. Adding a number to all of a variable's changes nothing.
  public let parameters: [Double]
  /// softmax(η) of each variable, shape [rows × variables × choices].
  public let probabilities: [Double]
  /// How many variables a row has.
  public let variables: Int
  /// How many choices a variable has.
  public let choices: Int

  /// Variables of some logits.
  ///
  /// - Parameters:
  ///   - logits: η, shape [rows × variables × choices].
  ///   - variables: How many a row has.
  ///   - choices: How many a variable has; by default as many as there are logits for, so that there is one row.
  public init(logits: [Double], variables: Int = 1, choices: Int? = nil) {
    let choices = choices ?? logits.count / max(1, variables)
    guard variables >= 1, choices >= 1, logits.count % (variables * choices) == 0,
      logits.allSatisfy(\.isFinite)
    else {
      fatalError(
        """
        CategoricalNode: \(logits.count) logits, \(variables) variables a row of \(choices) choices; whole rows of \
        finite ones are needed
        """)
    }
    parameters = logits
    probabilities = stride(from: 0, to: logits.count, by: choices).flatMap {
      softmax(logits[$0..<$0 + choices])
    }
    self.variables = variables
    self.choices = choices
  }

  /// The same variables with other logits.
  public func withParameters(_ parameters: [Double]) -> CategoricalNode {
    CategoricalNode(logits: parameters, variables: variables, choices: choices)
  }

  /// How many numbers an outcome has: a one-hot vector for each variable.
  @inlinable
  public var components: Int { variables * choices }

  /// How many rows of variables there are.
  @inlinable
  public var rows: Int { parameters.count / components }

  /// Chooses for every variable.
  @inlinable
  public func sample(using chance: inout some Chance) -> [[Double]] {
    (0..<rows).map { row in
      var outcome = [Double](repeating: 0, count: components)
      for variable in 0..<variables {
        let choice = chance.choice(Array(probabilities[block(row, variable)]))
        outcome[variable * choices + choice] = 1
      }
      return outcome
    }
  }

  /// Σ z · log softmax(η), of each row.
  public func logProbabilities(of outcomes: [[Double]]) -> [Double] {
    checkVectors(outcomes, rows, components, "outcomes", "CategoricalNode.logProbabilities")
    return outcomes.enumerated().map { row, outcome in
      choices(of: outcome).enumerated().reduce(0) { sum, variable in
        sum + logSoftmax(parameters[block(row, variable.offset)])[variable.element]
      }
    }
  }

  /// Adds w (z − softmax(η)).
  @inlinable
  public func addScore(of outcomes: [[Double]], weights: [Double], to gradient: inout [Double]) {
    checkVectors(outcomes, rows, components, "outcomes", "CategoricalNode.addScore")
    checkRows(weights.count, rows, "weights", "CategoricalNode.addScore")
    for row in 0..<rows {
      for component in 0..<components {
        let place = row * components + component
        gradient[place] += weights[row] * (outcomes[row][component] - probabilities[place])
      }
    }
  }

  /// All kⁿ outcomes of n variables of k choices, as the numbers 0 … kⁿ − 1 to the base k, the first variable
  /// counting least.
  public var support: [[Double]] {
    sequences(of: choices, length: variables).map(outcome(of:))
  }

  /// The choice of the largest logit of each variable, the first among equals.
  public var modes: [[Double]] {
    (0..<rows).map { row in
      outcome(
        of: (0..<variables).map { variable in
          let logits = parameters[block(row, variable)]
          return logits.indices.reduce(logits.startIndex) { logits[$1] > logits[$0] ? $1 : $0 }
            - logits.startIndex
        })
    }
  }

  /// softmax(η).
  public var means: [[Double]] {
    (0..<rows).map { Array(probabilities[$0 * components..<($0 + 1) * components]) }
  }

  /// Adds p (v − p · v) for each variable, p being softmax(η).
  public func addMeanPullback(of cotangents: [[Double]], to gradient: inout [Double]) {
    checkVectors(cotangents, rows, components, "cotangents", "CategoricalNode.addMeanPullback")
    addVariables(to: &gradient) { block, row, place in
      softmaxPullback(of: cotangents[row][place], at: probabilities[block])
    }
  }

  /// Where the logits of a variable are among the parameters.
  @inlinable
  func block(_ row: Int, _ variable: Int) -> Range<Int> {
    let start = (row * variables + variable) * choices
    return start..<start + choices
  }

  /// The vectors of each variable, one after the other: from where its logits are among the parameters, its row, and
  /// where it is in an outcome.
  func mapVariables(
    _ vector: (_ block: Range<Int>, _ row: Int, _ place: Range<Int>) -> [Double]
  ) -> [[Double]] {
    (0..<rows).map { row in
      (0..<variables).flatMap { variable in
        vector(block(row, variable), row, variable * choices..<(variable + 1) * choices)
      }
    }
  }

  /// Adds a vector for each variable to a gradient.
  func addVariables(
    to gradient: inout [Double],
    _ vector: (_ block: Range<Int>, _ row: Int, _ place: Range<Int>) -> [Double]
  ) {
    for (index, number) in mapVariables(vector).joined().enumerated() { gradient[index] += number }
  }
}

extension CategoricalNode {
  /// The offsets of the choices that an outcome stands for, shape [variables].
  ///
  /// - Precondition: A one-hot vector for each variable.
  public func choices(of outcome: [Double]) -> [Int] {
    if outcome.count != components {
      fatalError("CategoricalNode: an outcome of \(outcome.count) components, not \(components)")
    }
    return (0..<variables).map { variable in
      let vector = outcome[variable * choices..<(variable + 1) * choices]
      guard let hot = vector.firstIndex(of: 1), vector.count(where: { $0 != 0 }) == 1 else {
        fatalError("CategoricalNode: \(Array(vector)) is not a one-hot vector")
      }
      return hot - vector.startIndex
    }
  }

  /// The outcome that stands for the choices: one-hot vectors, one after the other.
  ///
  /// - Parameter offsets: Of the choices, shape [variables], in 0 ..< choices.
  public func outcome(of offsets: [Int]) -> [Double] {
    guard offsets.count == variables, offsets.allSatisfy((0..<choices).contains) else {
      fatalError(
        "CategoricalNode: \(offsets) are not \(variables) offsets into \(choices) choices")
    }
    var outcome = [Double](repeating: 0, count: components)
    for (variable, choice) in offsets.enumerated() { outcome[variable * choices + choice] = 1 }
    return outcome
  }
}
