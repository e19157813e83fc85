import Decisions
import PortableMath
import RandomStreams

/// The checks of ``checkConformance(of:seed:drawsPerPair:falseAlarmRate:rewards:isUnreachable:)``.
struct ConformanceSuite<World: FiniteEnvironment> {
  let environment: World
  let process: FiniteMDP<World.State, World.Action>
  let drawsPerPair: Int
  let rewards: RewardMeaning
  let bound: FrequencyBound
  let stream: RandomStream
  var findings = ConformanceFindings()

  init(
    environment: World, seed: UInt64, drawsPerPair: Int, falseAlarmRate: Double,
    rewards: RewardMeaning
  ) {
    self.environment = environment
    self.drawsPerPair = drawsPerPair
    self.rewards = rewards
    process = environment.process
    stream = RandomStream(seed: seed)
    bound = FrequencyBound(
      falseAlarmRate: falseAlarmRate,
      comparisons: process.table.outcomeCount + 2 * process.states.count + process.actions.count)
  }

  // MARK: - The table on its own

  mutating func checkTable() {
    let (space, table) = (process.space, process.table)
    for pair in 0..<table.pairCount {
      let sum = table.probabilities[table.outcomes(ofPair: pair)].reduce(0, +)
      if (sum - 1).magnitude > 1e-12 {
        findings.add(.table, "the probabilities of \(name(ofPair: pair)) sum to \(sum), not to 1")
      }
    }
    let sum = process.startProbabilities.reduce(0, +)
    if (sum - 1).magnitude > 1e-12 {
      findings.add(.table, "the start probabilities sum to \(sum), not to 1")
    }
    let offered = Set(space.pairActions)
    for (number, action) in space.actions.enumerated() where !offered.contains(number) {
      findings.add(.table, "no state offers \(action)")
    }
  }

  mutating func checkOfferedActions() {
    for state in process.states {
      let (offered, listed) = (environment.actions(in: state), process.actions(in: state))
      if offered != listed {
        findings.add(.actions, "\(state) offers \(offered), but its table has \(listed)")
      }
    }
  }

  mutating func checkReachability(isUnreachable: (World.State) -> Bool) {
    var isReached = process.startProbabilities.map { $0 > 0 }
    var queue = isReached.indices.filter { isReached[$0] }
    while let state = queue.popLast() {
      for pair in process.table.pairs(ofState: state) {
        for outcome in process.table.outcomes(ofPair: pair) {
          let next = Int(process.table.successors[outcome])
          if !isReached[next] {
            isReached[next] = true
            queue.append(next)
          }
        }
      }
    }
    for (number, state) in process.states.enumerated() {
      switch (isReached[number], isUnreachable(state)) {
      case (false, false): findings.add(.reachability, "nothing leads to \(state)")
      case (true, true):
        findings.add(.reachability, "\(state) can be reached, though it is said that it cannot")
      default: break
      }
    }
  }

  // MARK: - The simulator against the table

  mutating func checkStart() {
    var generator = stream.child("start")
    var counts = [Int](repeating: 0, count: process.states.count)
    let draws = drawsPerPair * max(1, process.startProbabilities.filter { $0 > 0 }.count)
    for _ in 0..<draws {
      let state = environment.start(using: &generator)
      guard let number = process.space.numberIfPresent(of: state) else {
        findings.add(.start, "an episode started in \(state), which is not a state of the table")
        return
      }
      counts[number] += 1
    }
    for (number, state) in process.states.enumerated() {
      let probability = process.startProbabilities[number]
      if !bound.allows(counts[number], of: draws, probability: probability) {
        findings.add(
          .start,
          "\(counts[number]) of \(draws) episodes started in \(state), but that has probability \(short(probability))"
        )
      }
      if counts[number] > 0 && process.isTerminal(state) {
        findings.add(.start, "an episode started in \(state), where it is over")
      }
    }
  }

  mutating func checkSteps() {
    var totals = StepTotals(states: process.states.count, actions: process.actions.count)
    for pair in 0..<process.table.pairCount {
      guard let drawn = drawnSteps(ofPair: pair) else { continue }
      checkFrequencies(drawn.counts, ofPair: pair)
      totals.add(drawn, pair: pair, of: process, draws: drawsPerPair)
    }
    checkSuccessors(totals)
    if case .mean(let range) = rewards {
      checkMeans(totals, width: range.upperBound - range.lowerBound)
    }
  }

  /// What the steps of one pair led to.
  struct DrawnSteps {
    /// How often each outcome of the row came.
    var counts: [Int]
    /// By how much the rewards exceeded those of the table, in sum.
    var excess = 0.0
  }

  /// Draws the steps of one pair; `nil` when one of them cannot be.
  private mutating func drawnSteps(ofPair pair: Int) -> DrawnSteps? {
    var generator = stream.child("steps").child(pair)
    let (state, action) = (state(ofPair: pair), process.space.action(ofPair: pair))
    let row = process.table.outcomes(ofPair: pair)
    var drawn = DrawnSteps(counts: [Int](repeating: 0, count: row.count))
    for _ in 0..<drawsPerPair {
      let step = environment.step(from: state, taking: action, using: &generator)
      guard let outcome = outcome(of: step, in: row) else {
        findings.add(
          .outcome,
          """
          \(name(ofPair: pair)) led to \(step.next) with reward \(step.reward), \
          which its table does not have
          """)
        return nil
      }
      if let finding = finding(onEndingOf: step) {
        findings.add(.ending, "\(name(ofPair: pair)) led to \(step.next) \(finding)")
        return nil
      }
      if case .mean(let range) = rewards, !range.contains(step.reward) {
        findings.add(
          .reward, "\(name(ofPair: pair)) paid \(step.reward), which is outside of \(range)")
        return nil
      }
      drawn.counts[outcome - row.lowerBound] += 1
      drawn.excess += step.reward - process.table.rewards[outcome]
    }
    return drawn
  }

  private mutating func checkFrequencies(_ counts: [Int], ofPair pair: Int) {
    for (count, outcome) in zip(counts, process.table.outcomes(ofPair: pair)) {
      let probability = process.table.probabilities[outcome]
      guard !bound.allows(count, of: drawsPerPair, probability: probability) else { continue }
      let next = process.states[Int(process.table.successors[outcome])]
      findings.add(
        .frequency,
        """
        \(name(ofPair: pair)) led to \(next) with reward \(process.table.rewards[outcome]) \(count) times \
        in \(drawsPerPair), but that has probability \(short(probability))
        """)
    }
  }

  /// The outcome of the table that a step is.
  private func outcome(of step: Step<World.State>, in row: Range<Int>) -> Int? {
    guard let next = process.space.numberIfPresent(of: step.next) else { return nil }
    let (successors, tableRewards) = (process.table.successors, process.table.rewards)
    if case .exact = rewards {
      return row.first { successors[$0] == next && tableRewards[$0] == step.reward }
    }
    return row.first { successors[$0] == next }
  }

  /// What is wrong with how a step ended, or didn't.
  private func finding(onEndingOf step: Step<World.State>) -> String? {
    switch (step.ending, process.isTerminal(step.next)) {
    case (.terminated, true), (nil, false): nil
    case (.terminated, false): "and ended the episode, but that state is not terminal"
    case (.truncated, _): "and cut the episode off; time limits belong to a wrapper"
    case (nil, true): "and went on, but that state is terminal"
    }
  }

  /// Compares how often each state was entered, over all pairs: this finds what is off by little everywhere.
  private mutating func checkSuccessors(_ totals: StepTotals) {
    guard totals.draws > 0 else { return }
    for (number, state) in process.states.enumerated() {
      let probability = min(1, totals.expectedEntries[number] / Double(totals.draws))
      let count = totals.entries[number]
      // A certain outcome's probability may be a sum that is a rounding short of 1.
      let isCertain = count == totals.draws && probability > 1 - 1e-9
      guard !isCertain, !bound.allows(count, of: totals.draws, probability: probability) else {
        continue
      }
      findings.add(
        .frequency,
        """
        \(totals.draws) steps from everywhere led to \(state) \(count) times, where its table expects \
        \(short(totals.expectedEntries[number]))
        """)
    }
  }

  private mutating func checkMeans(_ totals: StepTotals, width: Double) {
    for (number, action) in process.actions.enumerated() where totals.drawsOfAction[number] > 0 {
      let draws = totals.drawsOfAction[number]
      let mean = totals.excess[number] / Double(draws)
      let limit = bound.largestDeviation(ofMeanOf: draws, width: width)
      if mean.magnitude > limit {
        findings.add(
          .reward,
          """
          over \(draws) steps \(action) paid \(short(mean)) more in the mean than its table says; \
          chance allows \(short(limit))
          """)
      }
    }
  }

  mutating func checkReproducibility() {
    let (first, second) = (episode(), episode())
    for (step, (one, other)) in zip(first, second).enumerated() where one != other {
      findings.add(
        .reproducibility,
        "the same seed led to \(one) and to \(other) at step \(step) of an episode")
      return
    }
    if first.count != second.count {
      findings.add(
        .reproducibility, "the same seed gave episodes of \(first.count) and \(second.count) steps")
    }
  }

  /// One moment of an episode.
  private struct Moment: Equatable, CustomStringConvertible {
    var state: World.State
    var reward: Double
    var description: String { "\(state) with reward \(reward)" }
  }

  /// An episode of random actions, at most 1,000 steps, that stops where the table knows no further.
  private func episode() -> [Moment] {
    var generator = stream.child("episode")
    var moments = [Moment(state: environment.start(using: &generator), reward: 0)]
    while moments.count <= 1000 {
      let state = moments[moments.count - 1].state
      let actions =
        process.space.numberIfPresent(of: state) == nil ? [] : process.actions(in: state)
      guard !actions.isEmpty else { break }
      let action = actions[Int.uniform(below: actions.count, using: &generator)]
      let step = environment.step(from: state, taking: action, using: &generator)
      moments.append(Moment(state: step.next, reward: step.reward))
      guard step.ending == nil else { break }
    }
    return moments
  }

  // MARK: - Names

  private func state(ofPair pair: Int) -> World.State {
    let starts = process.space.pairStarts
    var (low, high) = (0, starts.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= pair { low = middle } else { high = middle }
    }
    return process.states[low]
  }

  private func name(ofPair pair: Int) -> String {
    "\(process.space.action(ofPair: pair)) in \(state(ofPair: pair))"
  }

  private func short(_ value: Double) -> String { format(value, significantDigits: 6) }
}
