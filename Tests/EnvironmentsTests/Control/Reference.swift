import Decisions
import Environments
import Foundation
import RandomStreams
import Testing

/// An episode that Gymnasium played: see `Fixtures/make_fixtures.py`.
struct Reference {
  struct Step {
    /// The number of the action, or the torque.
    var action: String
    var state: [Double]
    var reward: Double
    var isTerminated: Bool
    /// In single precision.
    var observation: [Double]
  }

  var start: [Double]
  var steps: [Step] = []

  /// The episodes of a file, whose states have `size` numbers.
  static func episodes(_ name: String, size: Int) throws -> [Reference] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(
      contentsOf: folder.appending(path: "Fixtures/\(name).txt"), encoding: .utf8)
    var episodes: [Reference] = []
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words[0] == "start" {
        episodes.append(Reference(start: try words.dropFirst().map(number)))
      } else {
        let numbers = try words.dropFirst(2).map(number)
        episodes[episodes.count - 1].steps.append(
          Step(
            action: String(words[1]), state: Array(numbers[..<size]), reward: numbers[size],
            isTerminated: numbers[size + 1] == 1, observation: Array(numbers[(size + 2)...])))
      }
    }
    return episodes
  }

  private static func number(_ word: Substring) throws -> Double {
    try #require(Double(word), "\(word) is not a number")
  }
}

/// How far an environment strays from Gymnasium's episodes.
struct Comparison {
  /// The largest difference of a number of the state or of a reward, when each step starts where
  /// Gymnasium's does.
  var ofSteps = 0.0
  /// The same when only the start of an episode is Gymnasium's.
  var ofEpisodes = 0.0
  /// The largest difference of an observation in Gymnasium's single precision.
  var ofObservations = 0.0
  /// How many steps were compared.
  var stepCount = 0
  /// How many episodes ended otherwise than Gymnasium's.
  var otherEndings = 0

  /// Compares an environment with the episodes of a file.
  ///
  /// - Parameters:
  ///   - state: The state of some numbers.
  ///   - numbers: The numbers of a state, in Gymnasium's order.
  ///   - action: The action of a word.
  init<World: ObservedEnvironment>(
    _ world: World, with name: String, state: ([Double]) -> World.State,
    numbers: (World.State) -> [Double], action: (String) -> World.Action?
  ) throws where World.ObservationSpace == Box {
    var unused = RandomStream(seed: 0)
    let size = numbers(world.start(using: &unused)).count
    for episode in try Reference.episodes(name, size: size) {
      var walked = state(episode.start)
      var given = walked
      for reference in episode.steps {
        let action = try #require(action(reference.action))
        let single = world.step(from: given, taking: action, using: &unused)
        let long = world.step(from: walked, taking: action, using: &unused)
        given = state(reference.state)
        walked = long.next
        add(&ofSteps, numbers(single.next) + [single.reward], reference.state + [reference.reward])
        add(&ofEpisodes, numbers(long.next) + [long.reward], reference.state + [reference.reward])
        add(
          &ofObservations, world.observation(of: given).map { Double(Float($0)) },
          reference.observation)
        let isTerminated = single.ending == .terminated
        if isTerminated != reference.isTerminated || single.ending != long.ending {
          otherEndings += 1
        }
        stepCount += 1
      }
    }
  }

  private func add(_ largest: inout Double, _ ours: [Double], _ theirs: [Double]) {
    #expect(ours.count == theirs.count)
    for (a, b) in zip(ours, theirs) { largest = max(largest, (a - b).magnitude) }
  }
}

/// What a process that trapped wrote.
func message(of result: ExitTest.Result?) -> String {
  String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
}
