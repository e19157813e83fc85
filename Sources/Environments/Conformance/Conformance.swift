public import Decisions

/// Checks a finite environment against its own table and the rules every environment keeps.
///
///     let findings = checkConformance(of: FrozenLake.fourByFour(), seed: 1)
///     // [] when all is well, else such as
///     // "frequency: left in (0, 0) led to (1, 0) with reward 0.0 489 times in 1000, but that has probability 0.333333"
///
/// What is checked, by the word a finding starts with:
///
/// - `table`: probabilities sum to 1, to 1e-12; every action is offered somewhere.
/// - `actions`: the environment offers in each state what the table says, in the same order, so nothing in terminal
///   states.
/// - `reachability`: every state can be reached from the start, or is named as one that cannot.
/// - `start`: drawn starts are states that are not terminal, as often as the table says.
/// - `outcome`: what a step leads to and pays is in the table.
/// - `frequency`: each outcome of a pair comes as often as the table says, and so does each state over all pairs.
/// - `reward`: rewards have the table's mean, for tables of mean rewards.
/// - `ending`: an episode ends exactly on entering a terminal state, and is never cut off.
/// - `reproducibility`: the same seed plays the same episode.
///
/// Frequencies are compared by Chernoff's bound, which holds for every sample size: n independent draws of an outcome whose
/// probability is p in the mean show a share p̂ with n KL(p̂ ‖ p) ≥ t with probability at most 2 exp(−t). The
/// threshold t shares the false-alarm rate equally among all comparisons.
///
/// - Parameters:
///   - environment: The environment.
///   - seed: Where the draws come from; the same seed gives the same findings.
///   - drawsPerPair: How often each action is taken in each state. With 1,000 and the default rate, a probability of
///     1/2 in place of 1/3 is found in processes of any size taught here.
///   - falseAlarmRate: The probability, at most, that a correct environment gets a finding.
///   - rewards: How rewards of the table are meant.
///   - isUnreachable: The states that the environment documents as never entered.
/// - Returns: One sentence a finding, at most five of a kind; none when the environment conforms.
/// - Complexity: O(`drawsPerPair` × pairs) steps.
///
/// > Reference: Chernoff (1952); Hoeffding (1963), doi:10.1080/01621459.1963.10500830, for draws of unequal probability and
/// > for mean rewards.
public func checkConformance<World: FiniteEnvironment>(
  of environment: World, seed: UInt64, drawsPerPair: Int = 1000, falseAlarmRate: Double = 1e-6,
  rewards: RewardMeaning = .exact, isUnreachable: (World.State) -> Bool = { _ in false }
) -> [String] {
  guard drawsPerPair >= 1, falseAlarmRate > 0, falseAlarmRate < 1 else {
    fatalError("\(drawsPerPair) draws a pair and a false-alarm rate of \(falseAlarmRate)")
  }
  var suite = ConformanceSuite(
    environment: environment, seed: seed, drawsPerPair: drawsPerPair,
    falseAlarmRate: falseAlarmRate, rewards: rewards)
  suite.checkTable()
  suite.checkOfferedActions()
  suite.checkReachability(isUnreachable: isUnreachable)
  suite.checkStart()
  suite.checkSteps()
  suite.checkReproducibility()
  return suite.findings.sentences
}

/// How the rewards R(s, a, s′) of an environment's table are meant.
public enum RewardMeaning: Sendable, Hashable {
  /// The simulator pays one of the table's rewards for that successor.
  case exact
  /// The table has the mean of what the simulator pays given the successor; what it pays lies in the range.
  case mean(ClosedRange<Double>)
}

/// Sentences by kind, of which only a few are kept.
struct ConformanceFindings {
  /// What a finding is about.
  enum Kind: String, CaseIterable {
    case table, actions, reachability, start, outcome, frequency, reward, ending, reproducibility
    case purity, interleaving, observation
  }

  private static let shown = 5
  private var kept: [Kind: [String]] = [:]
  private var counts: [Kind: Int] = [:]

  mutating func add(_ kind: Kind, _ sentence: String) {
    counts[kind, default: 0] += 1
    if counts[kind, default: 0] <= Self.shown { kept[kind, default: []].append(sentence) }
  }

  /// All kept sentences, kind by kind, each with the number of those left out.
  var sentences: [String] {
    Kind.allCases.flatMap { kind in
      let sentences = (kept[kind] ?? []).map { "\(kind.rawValue): \($0)" }
      let more = (counts[kind] ?? 0) - sentences.count
      return more > 0 ? sentences + ["\(kind.rawValue): … and \(more) more"] : sentences
    }
  }
}
