public import Decisions
import RandomStreams

/// Checks the rules that every environment keeps, finite or not, by playing it at random.
///
///     checkContract(of: FrozenLake.fourByFour(), seed: 1)  // [] when all is well
///
/// What is checked, by the word a finding starts with:
///
/// - `start`: the same stream gives the same start.
/// - `purity`: the same state, action and stream give the same step and leave the stream in the
///   same place: at once, and again when the episode is over. So nothing is drawn or remembered
///   elsewhere.
/// - `interleaving`: an episode is the same when another is played between its steps, so that no
///   two share a stream or a memory.
/// - `actions`: drawn actions are among those offered; an episode goes on where actions are
///   offered, and only there.
/// - `ending`: what has ended stays ended: its last state offers no action, whenever it is asked.
/// - `reward`: rewards are finite.
///
/// An `ObservedEnvironment` has more to keep: see
/// ``checkContract(observing:seed:episodes:limit:)``.
///
/// What a state contains must be comparable; a NaN in it, which equals nothing, is a finding of
/// impurity.
///
/// - Parameters:
///   - environment: The environment.
///   - seed: Where starts, actions and steps come from; the same seed gives the same findings.
///   - episodes: How many episodes are played.
///   - limit: The largest number of steps of an episode.
/// - Returns: One sentence a finding, at most five of a kind; none when the environment keeps the
///   rules.
/// - Complexity: O(`episodes` × `limit`) steps.
public func checkContract<World: Environment>(
  of environment: World, seed: UInt64, episodes: Int = 20, limit: Int = 300
) -> [String] where World.State: Equatable {
  var suite = ContractSuite(environment: environment, seed: seed)
  for number in 0..<episodes { suite.checkEpisode(number, limit: limit) }
  return suite.findings.sentences
}

/// Checks the rules that every environment keeps, and those of observations.
///
///     checkContract(observing: CartPole.v1, seed: 1)  // [] when all is well
///
/// In addition to what is checked of every environment:
///
/// - `observation`: what is seen of a state lies in the observation space, and is the same when
///   seen again.
/// - `actions`: what a state offers lies in the action space.
///
/// The parameters are those of ``checkContract(of:seed:episodes:limit:)``.
public func checkContract<World: ObservedEnvironment>(
  observing environment: World, seed: UInt64, episodes: Int = 20, limit: Int = 300
) -> [String] where World.State: Equatable, World.ObservationSpace.Element: Equatable {
  var suite = ContractSuite(environment: environment, seed: seed)
  suite.checkState = { state, action in
    let (space, seen) = (environment.observationSpace, environment.observation(of: state))
    if !space.contains(seen) {
      return (.observation, "of \(state) is seen \(seen), which is not in \(space)")
    }
    if environment.observation(of: state) != seen {
      return (.observation, "\(state) is seen as \(seen) and otherwise")
    }
    if let action, !environment.actionSpace.contains(action) {
      return (.actions, "\(state) offers \(action), which is not in \(environment.actionSpace)")
    }
    return nil
  }
  for number in 0..<episodes { suite.checkEpisode(number, limit: limit) }
  return suite.findings.sentences
}

/// The checks of ``checkContract(of:seed:episodes:limit:)``.
struct ContractSuite<World: Environment> where World.State: Equatable {
  typealias Finding = (kind: ConformanceFindings.Kind, sentence: String)

  /// One step, and all that is needed to take it again.
  private struct Moment {
    var state: World.State
    var action: World.Action
    var stream: RandomStream
    var step: Step<World.State>
    var streamAfter: RandomStream
  }

  let environment: World
  let stream: RandomStream
  /// What is wrong with a state and an action that it offers, if anything.
  var checkState: (World.State, World.Action?) -> Finding? = { _, _ in nil }
  var findings = ConformanceFindings()

  init(environment: World, seed: UInt64) {
    self.environment = environment
    stream = RandomStream(seed: seed)
  }

  /// Plays an episode, and then its steps again.
  mutating func checkEpisode(_ number: Int, limit: Int) {
    let episode = stream.child(number)
    checkStart(episode.child("start"))
    let moments = play(episode, limit: limit)
    for moment in moments { check(moment, isLater: true) }
    checkInterleaving(episode, moments)
    if let last = moments.last, last.step.ending != nil { checkEnd(last.step) }
  }

  private mutating func checkStart(_ stream: RandomStream) {
    var (first, second) = (stream, stream)
    let (state, other) = (environment.start(using: &first), environment.start(using: &second))
    if state != other || first != second {
      findings.add(.start, "the same stream started in \(state) and in \(other)")
    }
  }

  /// An episode of random actions, each step checked once.
  private mutating func play(_ episode: RandomStream, limit: Int) -> [Moment] {
    var actor = episode.child("actor")
    var world = episode.child("start")
    var state = environment.start(using: &world)
    var moments: [Moment] = []
    while moments.count < limit {
      let offered = environment.actions(in: state)
      guard !offered.isEmpty else {
        report(checkState(state, nil))
        if !moments.isEmpty { findings.add(.actions, "\(state) goes on, but offers no action") }
        return moments
      }
      let action = offered.sample(using: &actor)
      if !offered.contains(action) {
        findings.add(.actions, "\(state) offers \(offered), from which \(action) was drawn")
      }
      report(checkState(state, action))
      let before = world
      let step = environment.step(from: state, taking: action, using: &world)
      let moment = Moment(
        state: state, action: action, stream: before, step: step, streamAfter: world)
      check(moment, isLater: false)
      moments.append(moment)
      state = step.next
      guard step.ending == nil else {
        report(checkState(state, nil))
        return moments
      }
    }
    return moments
  }

  /// Takes a step again, and checks what it paid.
  private mutating func check(_ moment: Moment, isLater: Bool) {
    var stream = moment.stream
    let step = environment.step(from: moment.state, taking: moment.action, using: &stream)
    if !isSame(step, moment.step) || stream != moment.streamAfter {
      findings.add(
        .purity,
        """
        \(moment.action) in \(moment.state) led to \(moment.step) and, taken \
        \(isLater ? "later" : "again") with the same stream, to \(step)\
        \(stream == moment.streamAfter ? "" : ", and drew another number of words")
        """)
    }
    if !isLater, !moment.step.reward.isFinite {
      findings.add(.reward, "\(moment.action) in \(moment.state) paid \(moment.step.reward)")
    }
  }

  /// Plays the episode again, with a step of another between any two.
  private mutating func checkInterleaving(_ episode: RandomStream, _ moments: [Moment]) {
    var (world, otherWorld) = (episode.child("start"), episode.child("other"))
    var state = environment.start(using: &world)
    var actor = episode.child("other actor")
    var other = environment.start(using: &otherWorld)
    for (time, moment) in moments.enumerated() {
      let offered = environment.actions(in: other)
      if offered.isEmpty {
        other = environment.start(using: &otherWorld)
      } else {
        let action = offered.sample(using: &actor)
        other = environment.step(from: other, taking: action, using: &otherWorld).next
      }
      let step = environment.step(from: state, taking: moment.action, using: &world)
      guard isSame(step, moment.step) else {
        findings.add(
          .interleaving,
          """
          step \(time) of an episode led to \(moment.step), and to \(step) with another episode \
          played between
          """)
        return
      }
      state = step.next
    }
  }

  /// What has ended stays ended.
  private mutating func checkEnd(_ step: Step<World.State>) {
    for _ in 0..<2 where !environment.actions(in: step.next).isEmpty {
      findings.add(
        .ending,
        """
        an episode ended in \(step.next), which still offers \(environment.actions(in: step.next))
        """)
      return
    }
  }

  private mutating func report(_ finding: Finding?) {
    if let finding { findings.add(finding.kind, finding.sentence) }
  }

  private func isSame(_ a: Step<World.State>, _ b: Step<World.State>) -> Bool {
    a.next == b.next && a.ending == b.ending
      && a.reward.bitPattern == b.reward.bitPattern
  }
}
