public import RandomStreams

/// Chance that goes through every case instead of drawing: a tree whose branches are the outcomes of
/// the draws, each with its probability.
///
/// A body that asks for draws is run once for each leaf. Coins and choices branch into their outcomes
/// (those of probability 0 are left out); numbers from a continuous distribution branch into the nodes
/// of a quadrature rule. So the mean of anything that a body computes is a finite sum: exact where all
/// draws are discrete, and to quadrature error where what is computed depends smoothly on the numbers.
///
///     EnumeratedChance.mean { chance in chance.coin(0.25) ? chance.uniform() : 1 }    // 0.875
public struct EnumeratedChance: Chance {
  /// A draw on the way from the root to a leaf: which branch is taken, of which.
  private struct Branching {
    var taken: Int
    let weights: [Double]
  }

  private var path: [Branching] = []
  private var depth = 0
  private let uniforms: Quadrature
  private let normals: Quadrature

  private init(resolution: Double) {
    uniforms = .uniform(step: 1 / resolution)
    normals = .normal(step: 8 / resolution)
  }

  /// Runs a body for every case.
  ///
  /// - Parameters:
  ///   - resolution: How fine the quadrature of continuous draws is: its nodes are 1/resolution apart
  ///     in the variable of the rule. 16 (95 nodes for a uniform number, 35 for a normal one) serves
  ///     what varies on the scale of the distribution itself; what is τ times as narrow needs 1/τ times
  ///     as many.
  ///   - limit: How many cases there may be.
  ///   - body: Draws from the chance, always in the same way; each case's probability goes to `visit`.
  ///   - visit: What to do with the result of a case and its probability.
  /// - Complexity: The product of the numbers of branches, times the cost of the body.
  public static func forEachCase<Result>(
    resolution: Double = 16, limit: Int = 4_000_000, _ body: (inout EnumeratedChance) -> Result,
    visit: (_ result: Result, _ probability: Double) -> Void
  ) {
    guard resolution >= 8, resolution.isFinite else {
      fatalError("forEachCase: a resolution of \(resolution); it must be at least 8 and finite")
    }
    var chance = EnumeratedChance(resolution: resolution)
    var count = 0
    repeat {
      count += 1
      if count > limit { fatalError("forEachCase: there are more than \(limit) cases") }
      chance.depth = 0
      let result = body(&chance)
      visit(result, chance.path.reduce(1) { $0 * $1.weights[$1.taken] })
    } while chance.advance()
  }

  /// The mean of what a body computes, over all cases.
  public static func mean(
    resolution: Double = 16, of body: (inout EnumeratedChance) -> Double
  ) -> Double {
    var mean = 0.0
    forEachCase(resolution: resolution, body) { mean += $0 * $1 }
    return mean
  }

  /// Branches into the offsets.
  public mutating func choice(_ probabilities: [Double]) -> Int { branch(probabilities) }

  /// Branches into true and false.
  public mutating func coin(_ probability: Double) -> Bool {
    branch([1 - probability, probability]) == 1
  }

  /// Branches into the nodes of a rule for (0, 1).
  public mutating func uniform() -> Double { uniforms.nodes[branch(uniforms.weights)] }

  /// Branches into the nodes of a rule for the standard normal distribution.
  public mutating func normal() -> Double { normals.nodes[branch(normals.weights)] }

  /// Ends the program: the draws of a stream can't be gone through.
  public mutating func stream() -> RandomStream {
    fatalError(
      """
      EnumeratedChance: something draws from a random stream, such as the episodes of an environment; \
      its cases can't be gone through. Take a node that can, such as the trajectories of a small process.
      """)
  }

  /// The branch to take here: the one on the path, or the first of a new branching.
  private mutating func branch(_ weights: [Double]) -> Int {
    defer { depth += 1 }
    if depth == path.count {
      guard let first = weights.firstIndex(where: { $0 > 0 }) else {
        fatalError("EnumeratedChance: none of the probabilities \(weights) is positive")
      }
      let total = weights.reduce(0, +)
      guard (total - 1).magnitude <= 1e-6, weights.allSatisfy({ $0 >= 0 }) else {
        fatalError(
          "EnumeratedChance: the probabilities \(weights) sum to \(total); they must not be negative, and sum to 1"
        )
      }
      path.append(Branching(taken: first, weights: weights))
    } else if path[depth].weights.count != weights.count {
      fatalError(
        "EnumeratedChance: draw \(depth) is among \(weights.count) cases and was among \(path[depth].weights.count) "
          + "before; a body must always draw in the same way")
    }
    return path[depth].taken
  }

  /// Goes on to the next leaf; false when there is none.
  private mutating func advance() -> Bool {
    while let last = path.last {
      let rest = last.weights[(last.taken + 1)...]
      if let next = rest.firstIndex(where: { $0 > 0 }) {
        path[path.count - 1].taken = next
        return true
      }
      path.removeLast()
    }
    return false
  }
}
