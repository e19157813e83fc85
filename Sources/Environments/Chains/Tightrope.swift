public import Decisions
import PortableMath
import RandomStreams

/// A rope that one wrong step leads off, and a ground that nobody who stays up ever sees.
///
/// - States: The rope in one of n looks, and the ground.
/// - Actions: ``Action/left``, ``Action/right`` and ``Action/climb``, everywhere. On the rope the
///   left foot is right where the look is even, the right foot where it is odd; on the ground only
///   climbing leads anywhere.
/// - Rewards: 1 for a step that stays on the rope, else 0.
/// - Start: On the rope, every look equally likely.
/// - End: Never; it is followed for some number of steps H.
///
/// After each step and after climbing the rope has a new look, every one equally likely and
/// independent of all before. Who is wrong with probability ε on the rope is therefore wrong with
/// probability ε at each step on it, and what that costs depends on what follows, on the ground:
/// ``expectedLoss(mistake:climb:horizon:)``. An expert never falls, so its demonstrations say
/// nothing about the ground.
public struct Tightrope: FiniteEnvironment {
  /// Where the walker is.
  public enum State: Sendable, Hashable, CustomStringConvertible {
    /// On the rope, which looks like this; from 0.
    case rope(Int)
    /// Below it.
    case ground

    /// The place in words.
    public var description: String {
      switch self {
      case .rope(let look): "rope \(look)"
      case .ground: "ground"
      }
    }
  }

  /// What the walker can do.
  public enum Action: String, Sendable, CaseIterable, CustomStringConvertible {
    /// A step with the left foot.
    case left
    /// A step with the right foot.
    case right
    /// Up the ladder.
    case climb

    /// The action in a word.
    public var description: String { rawValue }
  }

  /// How many looks the rope has, n.
  public let looks: Int
  /// The exact dynamics.
  public let process: FiniteMDP<State, Action>

  /// A rope.
  ///
  /// - Parameter looks: n, at least 1.
  public init(looks: Int = 16) {
    guard looks >= 1 else { fatalError("a rope needs at least one look, not \(looks)") }
    self.looks = looks
    let rope = (0..<looks).map(State.rope)
    let share = 1 / Double(looks)
    process = FiniteMDP(
      states: rope + [.ground], actions: Action.allCases,
      start: Dictionary(uniqueKeysWithValues: rope.map { ($0, share) })
    ) { state, action in
      guard action == Self.expertAction(in: state) else {
        return [Outcome(reward: 0, next: .ground)]
      }
      let reward = state == .ground ? 0.0 : 1.0
      return rope.map { Outcome(probability: share, reward: reward, next: $0) }
    }
  }

  /// What the expert does: the right foot on the rope, and from the ground up again.
  public func expertAction(in state: State) -> Action { Self.expertAction(in: state) }

  private static func expertAction(in state: State) -> Action {
    switch state {
    case .rope(let look): look.isMultiple(of: 2) ? .left : .right
    case .ground: .climb
    }
  }

  /// The expert as a policy: it stays on the rope for ever.
  public var expert: Policy<State, Action> { policy(mistake: 0, climb: 1) }

  /// The policy that takes the wrong foot, and climbs, with these probabilities.
  ///
  /// - Parameters:
  ///   - mistake: ε, the probability of the wrong foot on the rope, whatever its look; in [0, 1].
  ///   - climb: c, the probability of climbing when on the ground; in [0, 1]. Else either foot,
  ///     equally likely.
  public func policy(mistake: Double, climb: Double) -> Policy<State, Action> {
    requireProbabilities(mistake, climb)
    return Policy(over: space) { state, action in
      switch (state, action) {
      case (.ground, .climb): climb
      case (.ground, _): (1 - climb) / 2
      case (_, .climb): 0
      default: action == expertAction(in: state) ? 1 - mistake : mistake
      }
    }
  }

  /// How much less that policy is paid in H steps than the expert, who is paid H.
  ///
  /// The probability pₜ of being on the rope before step t goes from p₀ = 1 as
  /// p ← (1 − ε) p + c (1 − p), so with λ = 1 − ε − c and p∞ = c / (ε + c)
  ///
  ///     L = H − (1 − ε) Σ_{t<H} pₜ,   pₜ = p∞ + (1 − p∞) λᵗ
  ///
  /// - With c = 0 it is Σ_{t=1}^{H} (1 − (1 − ε)ᵗ) ≈ ε H(H + 1)/2 as long as ε H is small:
  ///   quadratic in the horizon.
  /// - With c = 1 it is about 2 ε H: a mistake costs a step and a climb. Linear.
  /// - In between it is quadratic up to H ≈ 1/(ε + c), and linear with slope ε (1 + c) / (ε + c) from
  ///   there on.
  ///
  /// - Parameters:
  ///   - mistake: ε, in [0, 1].
  ///   - climb: c, in [0, 1].
  ///   - horizon: H, at least 0.
  /// - Complexity: O(1).
  ///
  /// > Note: 1 − (ε + c) is rounded, so that the result errs by up to some H 2⁻⁵²/(ε + c). That is
  /// > all of it where ε is tiny and c is 0.
  public func expectedLoss(mistake: Double, climb: Double, horizon: Int) -> Double {
    requireProbabilities(mistake, climb)
    guard horizon >= 0 else { fatalError("the horizon is \(horizon); it must be at least 0") }
    let steps = Double(horizon)
    let rate = mistake + climb
    guard rate > 0 else { return 0 }
    let settled = climb / rate
    let transient = (1 - Double.pow(1 - rate, steps)) / rate
    return steps - (1 - mistake) * (settled * steps + (1 - settled) * transient)
  }

  /// On the rope, with any look.
  public func start(using generator: inout some RandomNumberGenerator) -> State {
    .rope(Int.uniform(below: looks, using: &generator))
  }

  /// Stays up and sees a new look, or is on the ground, where nothing is drawn.
  public func step(
    from state: State, taking action: Action, using generator: inout some RandomNumberGenerator
  ) -> Step<State> {
    guard action == expertAction(in: state) else { return Step(reward: 0, next: .ground) }
    return Step(reward: state == .ground ? 0 : 1, next: start(using: &generator))
  }
}

/// Traps when one of two numbers is no probability.
private func requireProbabilities(_ mistake: Double, _ climb: Double) {
  guard (0...1).contains(mistake), (0...1).contains(climb) else {
    fatalError(
      "a mistake has probability \(mistake), climbing \(climb); both must be in [0, 1]"
    )
  }
}
