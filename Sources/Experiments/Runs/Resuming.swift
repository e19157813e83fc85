public import RandomStreams
internal import Tensors

extension Experiment {
  /// The results of all runs, where those that a file holds aren't repeated and each that finishes is added to it.
  ///
  /// An experiment that was interrupted, however, and is run again with the same file gives the same results as one that
  /// was not. More replicates and more configurations can be added to a file later. That a configuration's values or the
  /// seed changed is an error; that the code of `body` changed can't be seen: delete the file.
  ///
  /// Outputs are kept as text, and results are what the text reads back as. `Double`, `Int` and ``LearningCurve`` keep
  /// their exact values; other types conform to `LosslessStringConvertible`.
  ///
  /// - Parameters:
  ///   - path: Where the file is, or will be made.
  ///   - threads: How many runs are worked on at a time, at most; nil is as many as there are processors.
  ///   - progress: Told of each run that finishes, in the order of finishing, from whichever thread it ran on, one call at
  ///     a time. Runs that the file holds are counted, but not told of.
  ///   - body: One run, from its configuration and its stream.
  /// - Throws: A ``RunFileError``, or the error of the first run, in order, that failed. The runs that finished are in
  ///   the file.
  public func run<Output: LosslessStringConvertible & Sendable>(
    resuming path: String, threads: Int? = nil,
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in },
    _ body: @Sendable (Configuration, inout RandomStream) throws -> Output
  ) throws -> RunResults<Output> {
    let file = try RunFile(path: path)
    let digests = labels.indices.map(digest(ofConfiguration:))
    let kept: [RunIndex: Output] = try outputs(of: file, digests: digests)
    let runs = self.runs
    let reporter = ProgressReporter(
      total: runs.count, finished: runs.count { kept[$0] != nil }, report: progress)
    let outputs = try concurrentMap(runs, threads: threads ?? processorCount) { run throws in
      if let output = kept[run] { return output }
      var stream = self.stream(of: run)
      let output = try body(configurations[run.configuration], &stream)
      let label = labels[run.configuration]
      let text = output.description
      try file.append(
        RunRecord(
          digest: digests[run.configuration], label: label, replicate: run.replicate, output: text))
      reporter.finish(label: label, replicate: run.replicate)
      return readBack(text, as: Output.self)
    }
    return results(outputs)
  }

  /// What tells a configuration with its seed from others.
  private func digest(ofConfiguration index: Int) -> String {
    textDigest("\(seed) \(configurationText(configurations[index]))")
  }

  /// The outputs of those runs that a file holds.
  private func outputs<Output: LosslessStringConvertible>(
    of file: RunFile, digests: [String]
  ) throws(RunFileError) -> [RunIndex: Output] {
    var outputs: [RunIndex: Output] = [:]
    for (line, record) in file.records {
      guard let index = labels.firstIndex(of: record.label) else {
        throw RunFileError(
          path: file.path, reason: .unknownConfiguration(line: line, label: record.label))
      }
      if record.digest != digests[index] {
        throw RunFileError(
          path: file.path, reason: .changedConfiguration(line: line, label: record.label))
      }
      guard let output = Output(record.output) else {
        throw RunFileError(
          path: file.path, reason: .unreadableOutput(line: line, type: "\(Output.self)"))
      }
      outputs[RunIndex(configuration: index, replicate: record.replicate)] = output
    }
    return outputs
  }
}

private func readBack<Output: LosslessStringConvertible>(
  _ text: String, as type: Output.Type
) -> Output {
  guard let output = Output(text) else {
    fatalError("Experiment: \(type) can't be read from the text it describes itself by: \(text)")
  }
  return output
}
