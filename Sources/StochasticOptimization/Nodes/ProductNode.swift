/// Independent parts of two kinds in one outcome, z = (x, y): q(z) = q(x) q(y). Outcomes are those of the parts,
/// one after the other, and so are the parameters of each row.
///
///     ProductNode(BernoulliNode(logits: [0.3]), GaussianNode(mean: [1], logDeviation: [0]))
///
/// Outcomes can be listed, modes, means, derivatives of draws, divergences and entropies are known, where they are of
/// both parts; a product has no relaxation and no measure-valued derivative. Parts may be products.
public struct ProductNode<First: VectorNode, Second: VectorNode>: VectorNode {
  /// What the first components of an outcome come from.
  public let first: First
  /// What the other ones come from.
  public let second: Second
  /// Each row's parameters of the first part, then of the second: shape [rows × parameters of both].
  public let parameters: [Double]

  /// The product of two nodes.
  ///
  /// - Precondition: As many rows in both, at least one.
  public init(_ first: First, _ second: Second) {
    guard first.rows == second.rows, first.rows >= 1 else {
      fatalError(
        "ProductNode: parts of \(first.rows) and \(second.rows) rows; as many, and at least one, are needed"
      )
    }
    self.first = first
    self.second = second
    let width = first.parameters.count / first.rows
    let rest = second.parameters.count / first.rows
    parameters = (0..<first.rows).flatMap { row -> [Double] in
      first.parameters[row * width..<(row + 1) * width]
        + Array(second.parameters[row * rest..<(row + 1) * rest])
    }
  }

  /// The product of the same kinds of parts with other parameters.
  public func withParameters(_ parameters: [Double]) -> ProductNode {
    let rowWidth = self.parameters.count / rows
    guard parameters.count % rowWidth == 0 else {
      fatalError(
        "ProductNode: \(parameters.count) parameters; whole rows of \(rowWidth) are needed")
    }
    let width = first.parameters.count / rows
    let starts = stride(from: 0, to: parameters.count, by: rowWidth)
    return ProductNode(
      first.withParameters(starts.flatMap { parameters[$0..<$0 + width] }),
      second.withParameters(starts.flatMap { parameters[$0 + width..<$0 + rowWidth] }))
  }

  /// How many rows there are.
  public var rows: Int { first.rows }

  /// How many numbers an outcome has: those of both parts.
  public var components: Int { first.components + second.components }

  /// Draws from both parts.
  public func sample(using chance: inout some Chance) -> [[Double]] {
    joined(first.sample(using: &chance), second.sample(using: &chance))
  }

  /// log q(x) + log q(y), of each row.
  public func logProbabilities(of outcomes: [[Double]]) -> [Double] {
    let parts = split(outcomes, "outcomes", "ProductNode.logProbabilities")
    return zip(
      first.logProbabilities(of: parts.first), second.logProbabilities(of: parts.second)
    ).map(+)
  }

  /// Adds the scores of both parts.
  public func addScore(of outcomes: [[Double]], weights: [Double], to gradient: inout [Double]) {
    let parts = split(outcomes, "outcomes", "ProductNode.addScore")
    add(
      first.score(of: parts.first, weights: weights),
      second.score(of: parts.second, weights: weights), to: &gradient)
  }

  /// Adds gradients with respect to the parts' parameters, where these are among the product's.
  func add(_ left: [Double], _ right: [Double], to gradient: inout [Double]) {
    let (width, rest) = (left.count / rows, right.count / rows)
    for row in 0..<rows {
      let start = row * (width + rest)
      for index in 0..<width { gradient[start + index] += left[row * width + index] }
      for index in 0..<rest { gradient[start + width + index] += right[row * rest + index] }
    }
  }

  /// The parts' vectors from those of the product.
  func split(
    _ vectors: [[Double]], _ what: StaticString, _ name: StaticString
  ) -> (first: [[Double]], second: [[Double]]) {
    checkVectors(vectors, rows, components, what, name)
    return (
      vectors.map { Array($0.prefix(first.components)) },
      vectors.map { Array($0.dropFirst(first.components)) }
    )
  }

  func joined(_ left: [[Double]], _ right: [[Double]]) -> [[Double]] { zip(left, right).map(+) }
}

extension ProductNode: EnumerableNode where First: EnumerableNode, Second: EnumerableNode {
  /// Each outcome of the first part with each of the second, that of the first changing fastest.
  public var support: [[Double]] {
    let (left, right) = (first.support, second.support)
    if right.count > (1 << 24) / left.count {
      fatalError("ProductNode: \(left.count) × \(right.count) outcomes are too many to list")
    }
    return right.flatMap { last in left.map { $0 + last } }
  }
}

extension ProductNode: ModalNode where First: ModalNode, Second: ModalNode {
  /// The modes of both parts.
  public var modes: [[Double]] { joined(first.modes, second.modes) }
}

extension ProductNode: MeanNode where First: MeanNode, Second: MeanNode {
  /// The means of both parts.
  public var means: [[Double]] { joined(first.means, second.means) }

  /// Adds what both parts would add.
  public func addMeanPullback(of cotangents: [[Double]], to gradient: inout [Double]) {
    let parts = split(cotangents, "cotangents", "ProductNode.addMeanPullback")
    var (left, right) = (first.zeroGradient, second.zeroGradient)
    first.addMeanPullback(of: parts.first, to: &left)
    second.addMeanPullback(of: parts.second, to: &right)
    add(left, right, to: &gradient)
  }
}

extension ProductNode: ReparameterizedNode
where First: ReparameterizedNode, Second: ReparameterizedNode {
  /// Adds what both parts would add.
  public func addPullback(
    of cotangents: [[Double]], at outcomes: [[Double]], to gradient: inout [Double]
  ) {
    let parts = split(outcomes, "outcomes", "ProductNode.addPullback")
    let cotangents = split(cotangents, "cotangents", "ProductNode.addPullback")
    var (left, right) = (first.zeroGradient, second.zeroGradient)
    first.addPullback(of: cotangents.first, at: parts.first, to: &left)
    second.addPullback(of: cotangents.second, at: parts.second, to: &right)
    add(left, right, to: &gradient)
  }
}
