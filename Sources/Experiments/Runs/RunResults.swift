/// What the runs of an experiment gave.
public struct RunResults<Output> {
  /// The configurations' labels, in the order of the experiment.
  public let labels: [String]
  /// For each configuration the outputs of its runs, by replicate.
  public let outputs: [[Output]]

  /// The outputs of a configuration's runs, by replicate.
  ///
  /// - Parameter label: The label of a configuration of the experiment.
  public subscript(label: String) -> [Output] {
    guard let index = labels.firstIndex(of: label) else {
      fatalError("RunResults: there is no configuration \"\(label)\" among \(labels).")
    }
    return outputs[index]
  }

  /// The results with a function applied to each run's output.
  ///
  /// - Parameter transform: Applied once to each output, in order.
  public func map<Other, Failure: Error>(
    _ transform: (Output) throws(Failure) -> Other
  ) throws(Failure) -> RunResults<Other> {
    var all: [[Other]] = []
    for runs in outputs {
      var changed: [Other] = []
      for output in runs { changed.append(try transform(output)) }
      all.append(changed)
    }
    return RunResults<Other>(labels: labels, outputs: all)
  }
}

extension RunResults: Sendable where Output: Sendable {}
extension RunResults: Equatable where Output: Equatable {}
extension RunResults: Hashable where Output: Hashable {}

extension RunResults<Double> {
  /// The scores of each configuration, on one task.
  public var scores: [(label: String, scores: Scores)] {
    zip(labels, outputs).map { ($0, Scores($1)) }
  }
}
