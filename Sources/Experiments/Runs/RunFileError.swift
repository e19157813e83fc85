/// Why finished runs could not be read from a file or added to it.
public struct RunFileError: Error, Hashable, CustomStringConvertible {
  /// What is wrong with a file of runs.
  public enum Reason: Sendable, Hashable {
    /// The system could not read or write it, in its words.
    case system(String)
    /// Another process is adding to it.
    case inUse
    /// It is not a file of runs, or one of another version.
    case foreign
    /// A line, numbered from 1, isn't as it was written.
    case corrupt(line: Int)
    /// A line holds a run of a configuration that the experiment doesn't have.
    case unknownConfiguration(line: Int, label: String)
    /// A line holds a run of a configuration that had other values, or another seed, when it was run.
    case changedConfiguration(line: Int, label: String)
    /// The output on a line can't be read as the type that runs give.
    case unreadableOutput(line: Int, type: String)
  }

  /// Where the file is.
  public let path: String
  /// What is wrong with it.
  public let reason: Reason

  package init(path: String, reason: Reason) {
    self.path = path
    self.reason = reason
  }

  /// The error in words, with what to do.
  public var description: String {
    switch reason {
    case .system(let words): "\(path): \(words)"
    case .inUse: "\(path): another process is adding runs to this file."
    case .foreign:
      "\(path): this is not a file of finished runs; name another file, or delete this one."
    case .corrupt(let line):
      "\(path): line \(line) is damaged; delete the line to repeat its run."
    case .unknownConfiguration(let line, let label):
      "\(path): line \(line) holds a run of “\(label)”, which this experiment doesn't have."
    case .changedConfiguration(let line, let label):
      """
      \(path): line \(line) holds a run of “\(label)” with other values or another seed; delete the file to run it anew.
      """
    case .unreadableOutput(let line, let type):
      "\(path): the output on line \(line) is not a \(type)."
    }
  }
}
