public import Decisions

/// Five chains that pay once, after 1, 3, 10, 30 or 100 steps, one of them a tenth more: which is best depends on
/// the discount alone.
///
/// - States: The start, then a chain and how many steps were taken on it, 1 … 100.
/// - Actions: The number of a chain; the first action chooses it, later ones do nothing.
/// - Rewards: 1 on the step at which the chain pays, 1.1 when it is ``bonusChain``; else 0.
/// - Start: The start.
/// - End: After 100 steps.
///
/// > Reference: `discounting_chain` of bsuite (Osband et al. 2020, arXiv:1908.03568), where the bonus is chosen by a
/// > mapping seed.
public struct DiscountingChain: FiniteEnvironment {
  /// Where one stands.
  public enum State: Sendable, Hashable, CustomStringConvertible {
    /// Before the choice.
    case start
    /// On a chain, after some steps.
    case on(chain: Int, step: Int)

    /// Such as "chain 2, step 10".
    public var description: String {
      switch self {
      case .start: "start"
      case .on(let chain, let step): "chain \(chain), step \(step)"
      }
    }
  }

  /// The step at which each chain pays.
  public let rewardSteps = [1, 3, 10, 30, 100]
  /// How many steps an episode has.
  public let episodeLength = 100
  /// The chain that pays 1.1.
  public let bonusChain: Int
  /// The exact dynamics.
  public let process: FiniteMDP<State, Int>

  /// The chains.
  ///
  /// - Parameter bonusChain: The chain that pays 1.1, 0 … 4.
  public init(bonusChain: Int = 0) {
    guard rewardSteps.indices.contains(bonusChain) else {
      fatalError("the bonus chain is \(bonusChain); it must be one of \(rewardSteps.indices)")
    }
    self.bonusChain = bonusChain
    let chains = Array(rewardSteps.indices)
    let (rewardSteps, episodeLength) = (rewardSteps, episodeLength)
    let links = chains.flatMap { chain in
      (1...episodeLength).map { State.on(chain: chain, step: $0) }
    }
    process = FiniteMDP(
      states: [.start] + links, actions: chains, start: .start,
      offered: { state in
        if case .on(_, episodeLength) = state { [] } else { chains }
      }
    ) { state, action in
      let (chain, step) =
        switch state {
        case .start: (action, 1)
        case .on(let chain, let step): (chain, step + 1)
        }
      let pays = rewardSteps[chain] == step
      return [
        Outcome(
          reward: pays ? (chain == bonusChain ? 1.1 : 1) : 0, next: .on(chain: chain, step: step))
      ]
    }
  }

  /// The start.
  public func start(using generator: inout some RandomNumberGenerator) -> State { .start }

  /// Chooses a chain, or goes on along it; nothing is drawn.
  public func step(
    from state: State, taking action: Int, using generator: inout some RandomNumberGenerator
  ) -> Step<State> {
    var chain = action
    var time = 0
    if case .on(let chosen, let step) = state {
      chain = chosen
      time = step
    }
    time += 1
    var reward = 0.0
    if time == rewardSteps[chain] {
      reward = 1
      if chain == bonusChain { reward = 1.1 }
    }
    return Step(
      reward: reward, next: .on(chain: chain, step: time),
      ending: time == episodeLength ? .terminated : nil)
  }
}
