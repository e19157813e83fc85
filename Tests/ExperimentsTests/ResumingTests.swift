import Experiments
import Foundation
import RandomStreams
import Synchronization
import Testing

/// A configuration with parts that a process orders in its own way.
private struct Options: Sendable {
  var stepSize: Double
  var name = "quoted, \"so\""
  var schedule: Schedule = .after(10)
  var weights: [String: Int] = [:]

  enum Schedule {
    case never
    case after(Int)
  }
}

@Suite struct ResumingTests {
  private let experiment = Experiment(
    seed: 3, replicates: 4,
    configurations: [
      "slow\tand \\ steady\n": Options(stepSize: 0.1), "fast": Options(stepSize: 0.5),
    ])

  private static func body(_ options: Options, _ stream: inout RandomStream) -> LearningCurve {
    var curve = LearningCurve()
    for step in 0..<3 {
      curve.append(options.stepSize * Double.normal(using: &stream) / 3, at: 10 * step)
    }
    return curve
  }

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: URL(filePath: path), encoding: .utf8)
  }

  private static func write(_ text: some StringProtocol, to path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  /// The file is cut at each of its bytes, as if the program had died there.
  @Test func `an experiment cut off anywhere and resumed gives the bits of an unbroken one`() throws
  {
    let unbroken = experiment.run(Self.body)
    try withTemporaryPath { path in
      #expect(try experiment.run(resuming: path, threads: 1, Self.body) == unbroken)
      let whole = Array(try Self.text(path).utf8)
      for length in stride(from: 0, through: whole.count, by: 13) {
        try Data(whole[..<length]).write(to: URL(filePath: path))
        #expect(try experiment.run(resuming: path, threads: 1, Self.body) == unbroken)
        #expect(Array(try Self.text(path).utf8) == whole, "cut at \(length)")
      }
      #expect(try experiment.run(resuming: path, threads: 2, Self.body) == unbroken)
      try FileManager.default.removeItem(atPath: path)
      #expect(try experiment.run(resuming: path, threads: 2, Self.body) == unbroken)
    }
  }

  struct Interrupted: Error {}

  @Test(arguments: [1, 2]) func `runs that finished before an error aren't repeated`(threads: Int)
    throws
  {
    let unbroken = experiment.run(Self.body)
    try withTemporaryPath { path in
      let count = Mutex(0)
      #expect(throws: Interrupted.self) {
        try experiment.run(resuming: path, threads: threads) { options, stream in
          if count.withLock({
            $0 += 1; return $0
          }) == 4 {
            throw Interrupted()
          }
          return Self.body(options, &stream)
        }
      }
      let kept = try Self.text(path).split(separator: "\n").count - 1
      let progress = Mutex<[Int]>([])
      let resumed = try experiment.run(
        resuming: path, threads: threads,
        progress: { told in progress.withLock { $0.append(told.finished) } },
        Self.body)
      #expect(resumed == unbroken)
      #expect(kept >= 3 && kept < 8)
      #expect(progress.withLock { $0 } == Array((kept + 1)...8))
    }
  }

  @Test func `a file may grow by replicates and configurations`() throws {
    try withTemporaryPath { path in
      _ = try experiment.run(resuming: path, Self.body)
      let larger = Experiment(
        seed: 3, replicates: 6, labels: ["new"] + experiment.labels,
        configurations: [Options(stepSize: 9)] + experiment.configurations)
      #expect(try larger.run(resuming: path, Self.body) == larger.run(Self.body))
      #expect(try Self.text(path).split(separator: "\n").count == 19)
    }
  }

  /// Recorded once: it must not differ between processes, whose hash seeds differ.
  @Test func `the file is the same in every process`() throws {
    let weights = Dictionary(uniqueKeysWithValues: (0..<9).map { ("w\($0)", $0) })
    let experiment = Experiment(
      seed: 1, replicates: 1, configurations: ["x": Options(stepSize: 0.1, weights: weights)])
    try withTemporaryPath { path in
      _ = try experiment.run(resuming: path) { _, stream in Double.uniform(using: &stream) }
      let text = try Self.text(path)
      let recorded = """
        rollout runs 1
        acc8f2e5a3080e597274fc541d749d7b\t3cef03000cc45a2422d96a38b13935f4\tx\t0\t0.9667805781258042

        """
      #expect(text == recorded)
    }
  }

  @Test func `changed values, another seed and a missing configuration are errors`() throws {
    try withTemporaryPath { path in
      _ = try experiment.run(resuming: path, threads: 1, Self.body)
      let label = experiment.labels[0]
      func reason(_ experiment: Experiment<Options>) -> RunFileError.Reason? {
        do {
          _ = try experiment.run(resuming: path, Self.body)
          return nil
        } catch let error as RunFileError {
          #expect(error.path == path && error.description.hasPrefix(path))
          return error.reason
        } catch { return nil }
      }
      let changes: [Options] = [
        Options(stepSize: 0.2), Options(stepSize: 0.1, name: "x"),
        Options(stepSize: 0.1, schedule: .never), Options(stepSize: 0.1, schedule: .after(11)),
        Options(stepSize: 0.1, weights: ["w": 1]),
      ]
      for options in changes {
        let changed = Experiment(
          seed: 3, replicates: 4, labels: experiment.labels,
          configurations: [options, experiment.configurations[1]])
        #expect(reason(changed) == .changedConfiguration(line: 2, label: label))
      }
      let other = Experiment(
        seed: 4, replicates: 4, labels: experiment.labels, configurations: experiment.configurations
      )
      #expect(reason(other) == .changedConfiguration(line: 2, label: label))
      let less = Experiment(
        seed: 3, replicates: 4, labels: [label], configurations: [experiment.configurations[0]])
      #expect(reason(less) == .unknownConfiguration(line: 6, label: "fast"))
      #expect(reason(experiment) == nil)
    }
  }

  @Test func `files that are damaged or not ours are errors, and stay as they are`() throws {
    try withTemporaryPath { path in
      _ = try experiment.run(resuming: path, threads: 1, Self.body)
      let whole = try Self.text(path)
      func expect(_ reason: RunFileError.Reason, from text: String) throws {
        try Self.write(text, to: path)
        #expect(throws: RunFileError(path: path, reason: reason)) {
          try experiment.run(resuming: path, Self.body)
        }
        #expect(try Self.text(path) == text)
      }
      var lines = whole.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      lines[3] = lines[3].replacing("10:", with: "11:")
      try expect(.corrupt(line: 4), from: lines.joined(separator: "\n"))
      lines[3] = ""
      try expect(.corrupt(line: 4), from: lines.joined(separator: "\n"))
      try expect(.foreign, from: "Dear diary,\n")
      try expect(.foreign, from: "Dear diary")
      try expect(.foreign, from: whole.replacing("runs 1\n", with: "runs 2\n"))
      try Self.write(whole, to: path)
      #expect(throws: RunFileError(path: path, reason: .unreadableOutput(line: 2, type: "Int"))) {
        try experiment.run(resuming: path) { _, _ in 1 }
      }
      #expect(
        throws: RunFileError(path: "/nowhere/x", reason: .system("No such file or directory"))
      ) {
        try experiment.run(resuming: "/nowhere/x", Self.body)
      }
    }
  }

  @Test func `a file is for one process at a time`() throws {
    try withTemporaryPath { path in
      #expect(throws: RunFileError(path: path, reason: .inUse)) {
        try experiment.run(resuming: path, threads: 1) { options, stream in
          _ = try experiment.run(resuming: path, Self.body)
          return Self.body(options, &stream)
        }
      }
    }
  }
}
