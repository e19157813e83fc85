public import Decisions

/// Some episodes as a baseline sees them: what was observed before each action, and what came of it.
public struct ReturnBatch<Observation: Sendable>: Sendable {
  /// The observations o₀ … o_{T−1} of each episode.
  public let observations: [[Observation]]
  /// The returns of each episode's actions, each discounted to its own time; see
  /// ``Credit/returns(of:discount:)``.
  public let returns: [[Double]]

  /// A batch from its parts.
  ///
  /// - Parameters:
  ///   - observations: T of each episode.
  ///   - returns: As many, for the same episodes.
  public init(observations: [[Observation]], returns: [[Double]]) {
    guard observations.map(\.count) == returns.map(\.count) else {
      fatalError(
        "a batch of \(observations.map(\.count)) observations and \(returns.map(\.count)) returns; one each is needed"
      )
    }
    self.observations = observations
    self.returns = returns
  }

  /// Episodes with the returns that a credit is made of.
  ///
  /// - Parameters:
  ///   - episodes: What was played.
  ///   - credit: How rewards are credited to actions.
  ///   - discount: γ, in [0, 1].
  ///   - observation: What is seen of a state.
  /// - Complexity: O(steps).
  @inlinable
  public init<State, Action>(
    of episodes: [Trajectory<State, Action>], credit: Credit, discount: Double,
    seeing observation: (State) -> Observation
  ) {
    self.init(
      observations: episodes.map { $0.states.dropLast().map(observation) },
      returns: episodes.map { credit.returns(of: $0.rewards, discount: discount) })
  }

  /// One number for each action of each episode, from all of them in a row.
  func nested(_ numbers: [Double]) -> [[Double]] {
    var start = 0
    return returns.map { episode in
      defer { start += episode.count }
      return Array(numbers[start..<(start + episode.count)])
    }
  }
}
