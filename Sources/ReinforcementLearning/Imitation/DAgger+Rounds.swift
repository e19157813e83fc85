import Decisions
import NeuralNetworks
import RandomStreams

/// DAgger for any kind of learner: a world, an expert to ask, and a way to let a learner act.
struct Aggregation<World: Environment, Observation: Sendable, Learner: Sendable>
where World.Action: Equatable {
  let world: World
  let observation: (World.State) -> Observation
  let expert: (World.State, inout RandomStream) -> World.Action
  let act: (Learner, [Observation], inout [RandomStream]) -> [World.Action]

  func run(
    from start: Learner, rounds count: Int, episodes: Int, limit: Int, expertShare: Schedule,
    using generator: inout some RandomNumberGenerator,
    fit: (Learner, Demonstrations<Observation, World.Action>, inout RandomStream) -> Learner
  ) -> DAggerResult<Observation, World.Action, Learner> {
    guard count >= 1, episodes >= 1, limit >= 1 else {
      fatalError(
        "\(count) rounds of \(episodes) episodes of at most \(limit) steps; each must be at least 1"
      )
    }
    let stream = RandomStream(drawnFrom: &generator)
    var demonstrations = Demonstrations<Observation, World.Action>()
    var rounds: [DAggerRound<Learner>] = []
    for round in 0..<count {
      let share = Double(expertShare(round))
      guard (0...1).contains(share) else {
        fatalError("the expert's share of round \(round) is \(share); it must be in [0, 1]")
      }
      let stream = stream.child(round)
      let learner = rounds.last?.learner ?? start
      let played = play(
        learner, expertShare: share, count: episodes, limit: limit,
        stream: stream.child("episodes"))
      for episode in played {
        demonstrations.append(
          Demonstrations(observations: episode.observations, actions: episode.labels))
      }
      var fitting = stream.child("fit")
      rounds.append(
        DAggerRound(
          learner: fit(learner, demonstrations, &fitting), expertShare: share,
          demonstrationCount: demonstrations.count, mistakeRate: mistakeRate(of: played),
          totalRewards: played.map(\.totalReward)))
    }
    return DAggerResult(rounds: rounds, demonstrations: demonstrations)
  }

  /// Plays some episodes together, each step the expert's or the learner's.
  private func play(
    _ learner: Learner, expertShare: Double, count: Int, limit: Int, stream: RandomStream
  ) -> [LabeledEpisode<World, Observation>] {
    var episodes = (0..<count).map {
      LabeledEpisode<World, Observation>(in: world, stream: stream.child($0))
    }
    while true {
      let running = episodes.indices.filter {
        episodes[$0].run.ending == nil && episodes[$0].labels.count < limit
      }
      if running.isEmpty { return episodes }
      var left: [Int] = []
      for number in running {
        episodes[number].label(seeing: observation, by: expert)
        if Bool.bernoulli(expertShare, using: &episodes[number].run.stream) {
          episodes[number].run.take(episodes[number].lastLabel, in: world)
        } else {
          left.append(number)
        }
      }
      guard !left.isEmpty else { continue }
      var streams = left.map { episodes[$0].run.stream }
      let actions = act(learner, left.map { episodes[$0].lastObservation }, &streams)
      for (place, number) in left.enumerated() {
        episodes[number].run.stream = streams[place]
        episodes[number].run.take(actions[place], in: world)
      }
    }
  }

  private func mistakeRate(of episodes: [LabeledEpisode<World, Observation>]) -> Double {
    let steps = episodes.reduce(0) { $0 + $1.labels.count }
    let mistakes = episodes.reduce(0) { $0 + $1.mistakes }
    return steps == 0 ? 0 : Double(mistakes) / Double(steps)
  }
}

/// An episode that is being played, with what the expert says at each step.
private struct LabeledEpisode<World: Environment, Observation: Sendable>
where World.Action: Equatable {
  var run: RunningEpisode<World>
  private(set) var observations: [Observation] = []
  private(set) var labels: [World.Action] = []

  init(in world: World, stream: RandomStream) { run = RunningEpisode(in: world, stream: stream) }

  var lastObservation: Observation { observations[observations.count - 1] }
  var lastLabel: World.Action { labels[labels.count - 1] }

  var mistakes: Int { zip(run.actions, labels).count { $0 != $1 } }
  var totalReward: Double { run.rewards.reduce(0, +) }

  mutating func label(
    seeing observation: (World.State) -> Observation,
    by expert: (World.State, inout RandomStream) -> World.Action
  ) {
    observations.append(observation(run.state))
    labels.append(expert(run.state, &run.stream))
  }
}
