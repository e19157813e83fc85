public import RandomStreams
internal import Synchronization
internal import Tensors

/// Runs of several configurations, each repeated with seeds of its own.
///
/// ```swift
/// let experiment = Experiment(
///   seed: 1, replicates: 20,
///   configurations: ["small step": Options(stepSize: 0.1), "large step": Options(stepSize: 0.5)])
/// let returns = experiment.run { options, stream in train(options, using: &stream) }
/// interquartileMean(returns["small step"])
/// ```
///
/// Replicate r of a configuration draws from `RandomStream(seed: seed).child(label).child(r)` alone. So its result depends
/// neither on the number of threads nor on what else is run: more replicates or configurations leave it as it is.
public struct Experiment<Configuration: Sendable>: Sendable {
  /// The seed of all runs.
  public let seed: UInt64
  /// How many runs each configuration gets.
  public let replicates: Int
  /// What the configurations are called, in the order given.
  public let labels: [String]
  /// The configurations, in the order given.
  public let configurations: [Configuration]

  /// An experiment.
  ///
  /// - Parameters:
  ///   - seed: The seed of all runs.
  ///   - replicates: How many runs each configuration gets, at least one.
  ///   - configurations: Each with a label of its own, at least one.
  public init(
    seed: UInt64, replicates: Int, configurations: KeyValuePairs<String, Configuration>
  ) {
    self.init(
      seed: seed, replicates: replicates, labels: configurations.map(\.key),
      configurations: configurations.map(\.value))
  }

  /// An experiment whose configurations were computed.
  ///
  /// - Parameters:
  ///   - seed: The seed of all runs.
  ///   - replicates: How many runs each configuration gets, at least one.
  ///   - labels: A label for each configuration, all different.
  ///   - configurations: The configurations, at least one.
  public init(
    seed: UInt64, replicates: Int, labels: [String], configurations: [Configuration]
  ) {
    if replicates < 1 || configurations.isEmpty || labels.count != configurations.count {
      fatalError(
        """
        Experiment: \(replicates) replicates of \(configurations.count) configurations with the labels \(labels).
        """)
    }
    if Set(labels).count != labels.count {
      fatalError("Experiment: configurations share a label: \(labels).")
    }
    self.seed = seed
    self.replicates = replicates
    self.labels = labels
    self.configurations = configurations
  }

  /// The results of all runs, found by several threads.
  ///
  /// - Parameters:
  ///   - threads: How many runs are worked on at a time, at most; nil is as many as there are processors.
  ///   - progress: Told of each run that finishes, in the order of finishing, from whichever thread it ran on, one call at
  ///     a time.
  ///   - body: One run, from its configuration and its stream.
  /// - Throws: The error of the first run, in order, that failed.
  public func run<Output: Sendable, Failure: Error>(
    threads: Int? = nil, progress: @escaping @Sendable (RunProgress) -> Void = { _ in },
    _ body: @Sendable (Configuration, inout RandomStream) throws(Failure) -> Output
  ) throws(Failure) -> RunResults<Output> {
    let runs = self.runs
    let reporter = ProgressReporter(total: runs.count, report: progress)
    let outputs = try concurrentMap(runs, threads: threads ?? processorCount) {
      (run) throws(Failure) in
      var stream = self.stream(of: run)
      let output = try body(configurations[run.configuration], &stream)
      reporter.finish(label: labels[run.configuration], replicate: run.replicate)
      return output
    }
    return results(outputs)
  }
}

/// A run of an experiment by its numbers.
struct RunIndex: Sendable, Hashable {
  let configuration: Int
  let replicate: Int
}

extension Experiment {
  /// All runs, configuration by configuration.
  var runs: [RunIndex] {
    configurations.indices.flatMap { configuration in
      (0..<replicates).map { RunIndex(configuration: configuration, replicate: $0) }
    }
  }

  /// The stream that a run draws from.
  func stream(of run: RunIndex) -> RandomStream {
    RandomStream(seed: seed).child(labels[run.configuration]).child(run.replicate)
  }

  /// The outputs of all runs by configuration.
  func results<Output>(_ outputs: [Output]) -> RunResults<Output> {
    RunResults(
      labels: labels,
      outputs: labels.indices.map {
        Array(outputs[($0 * replicates)..<(($0 + 1) * replicates)])
      })
  }
}

/// How far an experiment has come.
public struct RunProgress: Sendable, Hashable {
  /// How many runs are finished.
  public let finished: Int
  /// How many there are.
  public let total: Int
  /// The configuration of the run that finished last.
  public let label: String
  /// The number of that run among its configuration's, from 0.
  public let replicate: Int

  /// The fraction of runs that are finished.
  public var fraction: Double { Double(finished) / Double(total) }
}

/// Counts finished runs and reports them one at a time.
final class ProgressReporter: Sendable {
  private let finished: Mutex<Int>
  private let total: Int
  private let report: @Sendable (RunProgress) -> Void

  init(total: Int, finished: Int = 0, report: @escaping @Sendable (RunProgress) -> Void) {
    self.total = total
    self.finished = Mutex(finished)
    self.report = report
  }

  func finish(label: String, replicate: Int) {
    finished.withLock { finished in
      finished += 1
      report(
        RunProgress(finished: finished, total: total, label: label, replicate: replicate))
    }
  }
}
