import Tensors

/// Sequences z = (z₁, …, z_T) of tokens, each drawn given those before it: q(z) = Πₜ q(zₜ | z₁ … zₜ₋₁), where a model
/// gives the logits. η are the model's tensors, shared by all rows.
///
///     let node = AutoregressiveNode(model, rows: 64, length: 20)
///     StochasticProblem(node, objective: Objective { sentence in score(sentence) })
///
/// It is its own search distribution, because a gradient with respect to η is one of the model already.
///
/// Numbers are those of a `Float` model: probabilities sum to 1 up to 10⁻⁶ or so.
///
/// > Reference: Bengio, Ducharme, Vincent & Jauvin (2003), "A neural probabilistic language model", JMLR 3.
public struct AutoregressiveNode<Model: SequenceModel>: EnumerableNode, ModalNode {
  /// What gives the logits.
  public var model: Model
  /// How many sequences are drawn.
  public let rows: Int
  /// T, how many tokens a sequence has.
  public let length: Int

  /// Sequences from a model.
  ///
  /// - Parameters:
  ///   - model: What gives the logits.
  ///   - rows: How many sequences are drawn, at least 1.
  ///   - length: T, at least 1.
  public init(_ model: Model, rows: Int = 1, length: Int) {
    if rows < 1 || length < 1 {
      fatalError("AutoregressiveNode: \(rows) rows of \(length) tokens; at least 1 of 1 is needed")
    }
    self.model = model
    self.rows = rows
    self.length = length
  }

  /// The gradient 0.
  public var zeroGradient: ModelGradient<Model> { .zero(like: model) }

  /// Draws token after token, all rows together.
  public func sample(using chance: inout some Chance) -> [[Int]] {
    completions(of: [[Int]](repeating: [], count: rows), using: &chance)
  }

  /// Σₜ log q(zₜ | z₁ … zₜ₋₁), of each row, in one pass through the model.
  public func logProbabilities(of outcomes: [[Int]]) -> [Double] {
    check(outcomes, "AutoregressiveNode.logProbabilities")
    let losses = Tensors.crossEntropy(
      model.logits(along: outcomes), targets: timeMajor(outcomes))
    return losses.withElements { losses in
      (0..<rows).map { row in
        (0..<length).reduce(0) { $0 - Double(losses[$1 * rows + row]) }
      }
    }
  }

  /// Adds Σ_r w_r ∇log q(z_r), in one pass through the model and back.
  public func addScore(
    of outcomes: [[Int]], weights: [Double], to gradient: inout ModelGradient<Model>
  ) {
    checkRows(weights.count, rows, "weights", "AutoregressiveNode.addScore")
    addTokenScores(
      of: outcomes, weights: weights.map { [Double](repeating: $0, count: length) }, to: &gradient)
  }

  /// Adds Σ_r Σₜ w_rₜ ∇log q(z_rₜ | z_r1 … z_rₜ₋₁): the scores of single tokens, where what follows each is known.
  ///
  /// - Parameters:
  ///   - outcomes: z, one a row.
  ///   - weights: w, shape [rows][T].
  ///   - gradient: What it is added to.
  public func addTokenScores(
    of outcomes: [[Int]], weights: [[Double]], to gradient: inout ModelGradient<Model>
  ) {
    check(outcomes, "AutoregressiveNode.addTokenScores")
    checkVectors(weights, rows, length, "weights", "AutoregressiveNode.addTokenScores")
    let negated = timeMajor(weights).map { Float(-$0) }
    let score = Tensors.gradient(at: model) { model in
      model.crossEntropy(along: outcomes, weights: negated)
    }
    gradient.add(ModelGradient(score), times: 1)
  }

  /// All Vᵀ sequences, as the numbers 0 … Vᵀ − 1 to the base V, the first token counting least.
  public var support: [[Int]] { sequences(of: model.vocabulary, length: length) }

  /// The greedy sequence in each row: the most probable token, the first among equals, after the most probable ones.
  ///
  /// > Note: It isn't the most probable sequence, which would take a search: a token may lead to where all that can
  /// > follow is improbable.
  public var modes: [[Int]] {
    generate(after: [[Int]](repeating: [], count: rows)) { state, _ in
      model.logits(in: state).argmax(along: -1)
    }
  }

  private func check(_ outcomes: [[Int]], _ name: StaticString) {
    checkRows(outcomes.count, rows, "outcomes", name)
    for outcome in outcomes where outcome.count != length {
      fatalError("\(name): the outcome \(outcome) has \(outcome.count) tokens, not \(length)")
    }
  }
}

extension AutoregressiveNode: SearchDistribution {
  /// Itself.
  public var node: AutoregressiveNode { self }

  /// The gradient itself.
  public func pullback(_ gradient: ModelGradient<Model>) -> AutoregressiveNode {
    AutoregressiveNode(gradient.model, rows: rows, length: length)
  }
}

extension AutoregressiveNode {
  /// Draws what follows each of some beginnings, all of them together: roll-outs.
  ///
  /// - Parameters:
  ///   - prefixes: The beginnings, of up to T tokens each and as many as are wanted; they need not be of one length.
  ///   - chance: Where the randomness comes from.
  /// - Returns: The beginnings with what follows, shape [prefixes][T].
  /// - Complexity: T steps of the model with a row for each beginning.
  public func completions(of prefixes: [[Int]], using chance: inout some Chance) -> [[Int]] {
    for prefix in prefixes where prefix.count > length {
      fatalError("AutoregressiveNode: the beginning \(prefix) has more than \(length) tokens")
    }
    return generate(after: prefixes) { state, count in
      if let uniforms = chance.drawnUniforms(count) {
        return model.draw(in: state, temperature: 1, uniforms: uniforms)
      }
      return softmax(stopGradient(model.logits(in: state))).rowVectors.map { probabilities in
        // They sum to 1 as numbers of type Float do; each is made right for Double.
        let total = probabilities.reduce(0, +)
        return chance.choice(probabilities.map { $0 / total })
      }
    }
  }

  /// Goes on after some beginnings.
  ///
  /// - Parameters:
  ///   - prefixes: The beginnings, of up to T tokens.
  ///   - choose: From the state of some rows, and how many they are, to a token for each.
  private func generate(
    after prefixes: [[Int]], choosing choose: (Model.State, Int) -> [Int]
  ) -> [[Int]] {
    if prefixes.isEmpty { return [] }
    var state = model.initialState(rows: prefixes.count)
    var sequences = prefixes
    for time in 0..<length {
      let open = prefixes.indices.filter { prefixes[$0].count <= time }
      if !open.isEmpty {
        let rows = open.count == prefixes.count ? state : state.rows(at: open)
        for (row, token) in zip(open, choose(rows, open.count)) { sequences[row].append(token) }
      }
      if time < length - 1 { state = model.state(after: sequences.map { $0[time] }, from: state) }
    }
    return sequences
  }
}
