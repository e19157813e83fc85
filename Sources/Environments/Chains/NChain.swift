public import Decisions
import RandomStreams

/// A chain with a small reward for turning back and a large one for holding out, and a grip that slips.
///
/// - States: The links 0 ..< n.
/// - Actions: Forward, backward; with probability ``slip`` the other one happens.
/// - Rewards: ``smallReward`` for going back to link 0; ``largeReward`` for going forward in the last link, where
///   one stays; else 0.
/// - Start: Link 0.
/// - End: Never.
///
/// > Reference: Dearden, Friedman & Russell (1998); Strens (2000); the defaults are theirs, n = 5, slip 0.2, 2 and 10.
public struct NChain: FiniteEnvironment {
  /// Which way to go.
  public enum Action: String, Sendable, CaseIterable, CustomStringConvertible {
    /// To the next link.
    case forward
    /// To the first link.
    case backward

    /// The action in a word.
    public var description: String { rawValue }
  }

  /// How many links there are.
  public let length: Int
  /// The probability that the other action happens.
  public let slip: Double
  /// The reward for going back.
  public let smallReward: Double
  /// The reward at the end of the chain.
  public let largeReward: Double
  /// The exact dynamics.
  public let process: FiniteMDP<Int, Action>

  /// A chain.
  ///
  /// - Precondition: At least 2 links; the slip is in [0, 1].
  public init(
    length: Int = 5, slip: Double = 0.2, smallReward: Double = 2, largeReward: Double = 10
  ) {
    guard length >= 2, (0...1).contains(slip) else {
      fatalError("a chain needs at least 2 links and a slip in [0, 1], not \(length) and \(slip)")
    }
    self.length = length
    self.slip = slip
    self.smallReward = smallReward
    self.largeReward = largeReward
    process = FiniteMDP(
      states: Array(0..<length), actions: Action.allCases, start: 0
    ) { link, action in
      let forward = action == .forward ? 1 - slip : slip
      return [
        Outcome(
          probability: forward, reward: link == length - 1 ? largeReward : 0,
          next: min(link + 1, length - 1)),
        Outcome(probability: 1 - forward, reward: smallReward, next: 0),
      ]
    }
  }

  /// Link 0.
  public func start(using generator: inout some RandomNumberGenerator) -> Int { 0 }

  /// Slips or doesn't, and goes.
  public func step(
    from state: Int, taking action: Action, using generator: inout some RandomNumberGenerator
  ) -> Step<Int> {
    let slips = Bool.bernoulli(slip, using: &generator)
    guard (action == .forward) != slips else { return Step(reward: smallReward, next: 0) }
    if state + 1 < length { return Step(reward: 0, next: state + 1) }
    return Step(reward: largeReward, next: state)
  }
}
