import Experiments
import RandomStreams
import Synchronization
import Testing

@Suite struct ExperimentTests {
  let experiment = Experiment(seed: 7, replicates: 5, configurations: ["a": 1.0, "b": 10.0])

  @Test func `a run draws from the child of its label and replicate`() {
    let results = experiment.run { _, stream in stream.next() }
    for label in ["a", "b"] {
      for replicate in 0..<5 {
        var stream = RandomStream(seed: 7).child(label).child(replicate)
        #expect(results[label][replicate] == stream.next())
      }
    }
  }

  /// The last runs are the quickest, so with two threads they finish out of order.
  @Test func `results are in order and have the same bits with any number of threads`() {
    let results = [1, 2, 3].map { threads in
      experiment.run(threads: threads) { scale, stream in
        let steps = scale == 1 ? 20_000 : 10
        return (0..<steps).reduce(0) { sum, _ in sum + scale * Double.normal(using: &stream) }
      }
    }
    #expect(results[0] == results[1])
    #expect(results[0] == results[2])
    #expect(results[0].labels == ["a", "b"])
    #expect(results[0]["b"] == results[0].outputs[1])
    #expect(Set(results[0].outputs.joined()).count == 10)
  }

  @Test func `more replicates and configurations leave a run as it is`() {
    let larger = Experiment(
      seed: 7, replicates: 8, configurations: ["c": 3.0, "b": 10.0, "a": 1.0])
    let few = experiment.run { scale, stream in scale * Double.uniform(using: &stream) }
    let many = larger.run { scale, stream in scale * Double.uniform(using: &stream) }
    for label in ["a", "b"] { #expect(few[label] == Array(many[label].prefix(5))) }
  }

  @Test(arguments: [1, 2]) func `progress tells of each run once, counting up`(threads: Int) {
    let told = Mutex<[RunProgress]>([])
    _ = experiment.run(threads: threads) { progress in
      told.withLock { $0.append(progress) }
    } _: { _, stream in
      stream.next()
    }
    let progress = told.withLock { $0 }
    #expect(progress.map(\.finished) == Array(1...10))
    #expect(progress.allSatisfy { $0.total == 10 })
    #expect(progress.last?.fraction == 1)
    #expect(Set(progress.map { "\($0.label) \($0.replicate)" }).count == 10)
  }

  struct Failed: Error, Equatable {
    let value: Double
  }

  @Test(arguments: [1, 2]) func `the first run that fails is told`(threads: Int) {
    #expect(throws: Failed(value: 10)) {
      try experiment.run(threads: threads) { scale, _ throws(Failed) in
        if scale == 10 { throw Failed(value: scale) }
        return scale
      }
    }
  }

  @Test func `results map and give scores`() {
    let results = experiment.run { scale, _ in Int(scale) }
    let doubled = results.map { Double(2 * $0) }
    #expect(doubled["b"] == [20, 20, 20, 20, 20])
    #expect(doubled.scores.map(\.label) == ["a", "b"])
    #expect(doubled.scores[1].scores == Scores([20, 20, 20, 20, 20]))
  }

  @Test func `experiments that make no sense trap`() async {
    await #expect(processExitsWith: .failure) {
      _ = Experiment(seed: 1, replicates: 0, configurations: ["a": 1])
    }
    await #expect(processExitsWith: .failure) {
      _ = Experiment(seed: 1, replicates: 1, configurations: ["a": 1, "a": 2])
    }
    await #expect(processExitsWith: .failure) {
      let results = Experiment(seed: 1, replicates: 1, configurations: ["a": 1]).run { x, _ in x }
      _ = results["b"]
    }
  }
}
